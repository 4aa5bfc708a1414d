/**
 * Loaded before the service, it stands for a disk that fails: as many of the next syncs as the file named by `FAILED_SYNCS`
 * says end with EIO.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { fdatasync } = fs
const path = process.env.FAILED_SYNCS ?? ''

function isToFail(): boolean {
  const left = Number(fs.readFileSync(path, 'utf8'))
  if (left > 0) fs.writeFileSync(path, String(left - 1))
  return left > 0
}

function failing(fd: number, done: fs.NoParamCallback): void {
  if (!isToFail()) fdatasync(fd, done)
  else setImmediate(done, Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO', syscall: 'fdatasync' }))
}

Object.assign(fs, { fdatasync: failing })
syncBuiltinESMExports()
