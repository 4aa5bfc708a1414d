/** Waiting for a pipeline to have done its work. */
import { expect } from 'vitest'
import type { Store } from '../../src/store/store.ts'

export async function untilSettled(store: Store, letters: number): Promise<void> {
  await expect
    .poll(() => store.progress(), { timeout: 30_000, interval: 10 })
    .toMatchObject({ letters, lettersWaiting: 0, documentsWaiting: 0 })
}
