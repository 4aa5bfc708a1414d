/** A table as a file: one row a line, JSON, compressed with gzip. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline as pipelineOf, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'
import { isRow, type Row } from '../store/snapshot.ts'
import { BackupError } from './manifest.ts'

/** The hash is that of the lines, and so the same however they were compressed. */
export async function writeTable(
  path: string,
  rows: AsyncIterable<Row>,
  onRow: (row: Row) => void,
): Promise<{ readonly rows: number; readonly sha256: Sha256 }> {
  const digest = createHash('sha256')
  let count = 0
  async function* lines() {
    for await (const row of rows) {
      onRow(row)
      count++
      const line = `${JSON.stringify(row)}\n`
      digest.update(line)
      yield line
    }
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  await syncFile(path)
  return { rows: count, sha256: digest.digest('hex') as Sha256 }
}

/** @throws BackupError where it is not what was written. */
export async function* readTable(
  path: string,
  expected: { readonly rows: number; readonly sha256: Sha256 },
): AsyncIterable<Row> {
  const digest = createHash('sha256')
  let count = 0
  for await (const line of linesOf(path)) {
    digest.update(`${line}\n`)
    count++
    const row = parseJson(line)
    if (!isRow(row)) throw new BackupError(`Tệp ${path} không đúng dạng bản sao lưu.`)
    yield row
  }
  if (count !== expected.rows || digest.digest('hex') !== expected.sha256) throw damaged(path)
}

/** Not by `readline`, which hands on no error of what it reads from: a damaged file would end the process. */
async function* linesOf(path: string): AsyncIterable<string> {
  const text = pipelineOf(createReadStream(path), createGunzip(), () => undefined).setEncoding('utf8')
  let rest = ''
  try {
    for await (const some of text) {
      const lines = `${rest}${some}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    const isDamage = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
    throw isDamage ? damaged(path) : error
  }
  if (rest !== '') yield rest
}

const damaged = (path: string) => new BackupError(`Tệp ${path} của bản sao lưu đã bị hỏng.`)

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
