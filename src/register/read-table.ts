/** The file of an import: a workbook, a table as text, or the register's own data file. */

import { readFile, stat } from 'node:fs/promises'
import { ExplainedError } from '../explained-error.ts'
import { explainFileFault } from '../file-fault.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx, XlsxError } from './read-xlsx.ts'
import { XmlError } from './read-xml.ts'
import { notReadable } from './words.ts'

/** A register of the whole country takes under 10 MB. */
const MAX_BYTES = 20 * 1024 * 1024

/** Why the file cannot be used, in a sentence. */
export class TableError extends ExplainedError {
  override name = 'TableError'
}

/** @throws TableError */
export async function readTable(path: string): Promise<readonly (readonly string[])[]> {
  return readTableBytes(path, await readBytes(path))
}

/** @param path as whoever brought it knows it. @throws TableError */
export async function readTableBytes(path: string, bytes: Buffer): Promise<readonly (readonly string[])[]> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return readWorkbook(path, bytes)
  const rows = readCsv(decode(path, bytes))
  if (rows === null) throw new TableError(notReadable(path, 'có dấu nháy kép mở mà không đóng'))
  return rows
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new TableError(notReadable(path, 'tệp quá lớn'))
    return await readFile(path)
  } catch (error) {
    if (error instanceof TableError) throw error
    throw new TableError(notReadable(path, `không đọc được (${explainFileFault(error)})`), { cause: error })
  }
}

async function readWorkbook(path: string, bytes: Buffer): Promise<readonly (readonly string[])[]> {
  try {
    return await readXlsx(bytes)
  } catch (error) {
    if (!(error instanceof XlsxError) && !(error instanceof XmlError)) throw error
    const why = 'không phải tệp Excel (.xlsx) đọc được; mở bằng Excel rồi lưu lại, hoặc lưu dạng CSV UTF-8'
    throw new TableError(notReadable(path, why), { cause: error })
  }
}

/** Excel's "Unicode text" is UTF-16; its plain CSV is in the code page of the machine and loses letters. */
function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new TableError(notReadable(path, 'không phải bảng mã UTF-8; lưu lại dạng "CSV UTF-8"'), { cause: error })
  }
}
