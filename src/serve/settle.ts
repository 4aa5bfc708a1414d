/** Verdicts that wait for revocation data settle by themselves when somebody puts such data into the folder. */
import type { ImportedEvidence } from '../evidence/imported.ts'
import { wait } from '../queue/wait.ts'
import type { Store } from '../store/store.ts'

/** An operator who copies a list into the folder sees the effect within this time. */
const LOOK_MS = 5_000

type SettlePorts = {
  readonly evidence: Pick<ImportedEvidence, 'refresh'>
  readonly store: Pick<Store, 'requeueProvisional'>
  readonly wake: () => void
  readonly onError: (error: unknown) => void
}

/** Ends when `signal` aborts. */
export async function settle({ evidence, store, wake, onError }: SettlePorts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await wait(LOOK_MS, signal)
    try {
      if ((await evidence.refresh()) && (await store.requeueProvisional()) > 0) wake()
    } catch (error) {
      // The folder is away for the moment; what was read of it still holds.
      onError(error)
    }
  }
}
