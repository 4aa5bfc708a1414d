/**
 * What is known of the evidence that is kept: lines of JSON, a file for each process that has written some. Nothing is ever
 * changed in them, so that processes share the folder and a crash costs no more than the line that was being written.
 */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant, Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'
import { CERT_ID_DIGESTS, type Held } from './held.ts'

/** One fact: that these bytes were held at a time, and where they came from. */
export type KeptLine = {
  readonly held: Held
  readonly heldSince: Instant
  /** The address of the web; null: an imported file. */
  readonly from: string | null
}

export type KeptIndex = {
  /** On the disk before it returns. */
  readonly append: (line: KeptLine) => Promise<void>
  /** Lines that this process has not seen before, its own among them. */
  readonly news: () => Promise<readonly KeptLine[]>
  readonly close: () => Promise<void>
}

const sha256 = z.string().transform((text) => text as Sha256)
const instant = z.number().transform((ms) => ms as Instant)

const List = z.object({
  kind: z.literal('list'),
  sha256,
  size: z.number(),
  issuer: z.string(),
  series: sha256,
  scope: z.enum(['whole', 'part', 'reasons']),
  points: z.array(z.string()),
  thisUpdate: instant,
  nextUpdate: instant.nullable(),
  number: z.string().nullable(),
  baseNumber: z.string().nullable(),
  freshestUrls: z.array(z.string()),
  entryCount: z.number(),
})

const Answer = z.object({
  digest: z.enum(CERT_ID_DIGESTS),
  nameHash: z.string(),
  keyHash: z.string(),
  serialNumber: z.string(),
  isKnown: z.boolean(),
  thisUpdate: instant,
  nextUpdate: instant.nullable(),
})

const Response = z.object({ kind: z.literal('response'), sha256, size: z.number(), answers: z.array(Answer) })

const Line = z.object({
  /** Of this format. */
  version: z.literal(1),
  held: z.discriminatedUnion('kind', [List, Response]),
  heldSince: instant,
  from: z.string().nullable(),
})

/** @param onDamage told for a line that cannot be read; what it spoke of is fetched or imported again. */
export async function openKeptIndex(folder: string, onDamage: () => void): Promise<KeptIndex> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  /** How far each file has been read. */
  const offsets = new Map<string, number>()
  let own: Promise<FileHandle> | null = null
  let writing: Promise<unknown> = Promise.resolve()

  const write = async (line: KeptLine) => {
    own ??= open(join(folder, `${randomUUID()}.jsonl`), 'ax', 0o600)
    const file = await own
    // The break before it ends what a write that failed may have left.
    await file.appendFile(`\n${JSON.stringify({ version: 1, ...line })}\n`)
    await file.datasync()
  }

  return {
    append: (line) => {
      const written = writing.then(() => write(line))
      writing = written.catch(() => undefined) // Told to whoever appended; the next line is written all the same.
      return written
    },
    news: async () => {
      const lines: KeptLine[] = []
      for (const name of (await readdir(folder)).sort()) {
        const { text, end } = await readFrom(join(folder, name), offsets.get(name) ?? 0)
        offsets.set(name, end)
        for (const line of text.split('\n')) {
          if (line === '') continue
          const read = Line.safeParse(parseJson(line))
          if (read.success) lines.push(read.data)
          else onDamage()
        }
      }
      return lines
    },
    close: async () => {
      await writing
      await (await own)?.close()
    },
  }
}

/** Whole lines only: what another process is writing at this moment is read the next time. */
async function readFrom(path: string, offset: number): Promise<{ readonly text: string; readonly end: number }> {
  const { size } = await stat(path)
  if (size <= offset) return { text: '', end: offset }
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(size - offset)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset)
    const end = bytes.subarray(0, bytesRead).lastIndexOf('\n') + 1
    return { text: bytes.toString('utf8', 0, end), end: offset + end }
  } finally {
    await file.close()
  }
}
