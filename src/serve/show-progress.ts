/** Tells on the terminal how far the letters and documents are that wait. */
import { wait } from '../queue/wait.ts'
import type { Store } from '../store/store.ts'
import type { Terminal } from './terminal.ts'

/** Twice a second looks alive and costs one small query. */
const LOOK_MS = 500

/** Ends when `signal` aborts. */
export async function showProgress(
  store: Pick<Store, 'progress' | 'revision'>,
  terminal: Terminal,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let revision = -1
  while (!signal.aborted) {
    try {
      const now = await store.revision()
      if (now !== revision) await show(store, terminal)
      revision = now
    } catch (error) {
      // The store is away; what it held is still there when it comes back.
      onError(error)
    }
    await wait(LOOK_MS, signal)
  }
}

async function show(store: Pick<Store, 'progress'>, terminal: Terminal): Promise<void> {
  const { letters, lettersWaiting, documents, documentsWaiting } = await store.progress()
  const done = letters - lettersWaiting + (documents - documentsWaiting)
  if (letters > 0) terminal.progress('Đã đọc và kiểm tra (thư và văn bản)', done, letters + documents)
}
