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
  signal: AbortSignal,
): Promise<void> {
  let revision = -1
  while (!signal.aborted) {
    const now = await store.revision()
    if (now !== revision) {
      revision = now
      const { letters, lettersWaiting, documents, documentsWaiting } = await store.progress()
      const done = letters - lettersWaiting + (documents - documentsWaiting)
      if (letters > 0) terminal.progress('Đã đọc và kiểm tra (thư và văn bản)', done, letters + documents)
    }
    await wait(LOOK_MS, signal)
  }
}
