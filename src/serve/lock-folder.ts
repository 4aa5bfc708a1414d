/** One service for one data folder. The operating system holds the lock, so it ends with the process, however that ends. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from './start-error.ts'

/** @throws StartError where another process has the folder. */
export function lockFolder(folder: string): { readonly release: () => void } {
  const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    throw new StartError(
      `Thư mục dữ liệu ${folder} đang được một phiên bản Sổ Ký Số khác sử dụng. ` +
        'Hãy dừng chương trình đó, hoặc đặt SOKYSO_DATA sang thư mục khác.',
      { cause: error },
    )
  }
  return { release: () => database.close() }
}
