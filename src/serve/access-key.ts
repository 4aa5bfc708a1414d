/** The key that seals what the database must not tell: made once, kept beside the data, the same for all processes. */
import { randomBytes, randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { KEY_BYTES } from '../access/seal.ts'
import { orNull } from '../store/missing-file.ts'
import { StartError } from './start-error.ts'

/** @throws StartError where it is there and is no key: what it sealed could not be read by another. */
export async function openKey(path: string): Promise<Buffer> {
  const key = (await orNull(readFile(path))) ?? (await makeKey(path))
  if (key.length === KEY_BYTES) return key
  throw new StartError(
    `Tệp ${path} không phải khóa của chương trình. Khôi phục tệp này từ bản sao lưu; nếu không còn, xóa tệp, khởi động lại, ` +
      'rồi cấp lại mật khẩu cho những người đã bật mã xác thực.',
  )
}

/** Whole or not at all, and never over another: several processes may start at once. */
async function makeKey(path: string): Promise<Buffer> {
  const temporary = `${path}.${randomUUID()}`
  await writeFile(temporary, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600, flush: true })
  try {
    await link(temporary, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(temporary)
  }
  return readFile(path)
}
