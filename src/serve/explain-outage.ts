/** What a command asked of the database or of the disk, and did not get, as a sentence for whoever runs it. */
import { FailedSyncError } from '../store/failed-sync.ts'
import { StoreAwayError } from '../store/store-away.ts'

export const DATABASE_AWAY =
  'Không kết nối được tới PostgreSQL. Kiểm tra máy chủ, mạng và SOKYSO_DATABASE_URL rồi chạy lại.'

/** Null where it is another fault. */
export function explainOutage(error: unknown): string | null {
  if (error instanceof FailedSyncError) {
    return 'Ổ đĩa không ghi được cơ sở dữ liệu. Kiểm tra ổ đĩa và dung lượng trống rồi chạy lại.'
  }
  if (error instanceof StoreAwayError) return DATABASE_AWAY
  // Of the file system: a folder that is not there, is none or may not be written, a disk that is full.
  if (error instanceof Error && 'code' in error && 'path' in error) {
    return `${error.path}: không đọc hoặc ghi được (${error.code}). Kiểm tra đường dẫn, quyền và dung lượng đĩa.`
  }
  return null
}
