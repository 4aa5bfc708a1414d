/** The disk did not take what was committed. */
import { StoreAwayError } from './store-away.ts'

/** Nothing is known any more of what the disk holds: each use is refused until the database is opened again. */
export class FailedSyncError extends StoreAwayError {
  override name = 'FailedSyncError'
}
