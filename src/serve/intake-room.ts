/** Whether there is room for one letter more: on the disk, and among the documents that wait. */
import { statfs } from 'node:fs/promises'
import type { IntakeConfig } from '../config.ts'
import { IntakePausedError } from '../pipeline/intake.ts'
import type { Store } from '../store/store.ts'

type RoomOptions = IntakeConfig & {
  readonly store: Pick<Store, 'documentsWaiting'>
  /** Where letters are kept. */
  readonly folder: string
}

export function intakeRoom({ store, folder, waitingDocuments, freeBytes }: RoomOptions): () => Promise<void> {
  return async () => {
    if ((await freeSpace(folder)).free < freeBytes) throw new IntakePausedError('disk-low')
    if ((await store.documentsWaiting()) >= waitingDocuments) throw new IntakePausedError('documents-waiting')
  }
}

/** Bytes that this user may still write, of how many. */
export async function freeSpace(folder: string): Promise<{ readonly free: number; readonly total: number }> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}
