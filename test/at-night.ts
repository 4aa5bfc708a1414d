import { test } from 'vitest'
import { IS_NIGHT } from './night.ts'

/** A test of the lane by night. By day it is not even listed: what is skipped there lacks something that can be installed. */
export function atNight(title: string, run: () => Promise<void>, timeoutMs?: number): void {
  if (IS_NIGHT) test(title, run, timeoutMs)
}
