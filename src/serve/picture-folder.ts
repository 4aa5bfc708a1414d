/** Pictures that were drawn, in a folder of a limited size: what has not been asked for the longest goes first, and can be drawn again. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'
import { orNull } from '../store/missing-file.ts'
import type { Clock } from '../system.ts'
import type { DrawnPage } from '../validation/modification/drawn-page.ts'

type Drawn = Extract<DrawnPage, { readonly kind: 'drawn' }>

export type PictureFolder = {
  /** @param key of all that the picture was made from. */
  readonly get: (key: Sha256) => Promise<Drawn | null>
  readonly put: (key: Sha256, drawn: Drawn) => Promise<void>
}

/** Some 500 pages of text, both sides of each, or 150 scans. */
export const MAX_PICTURE_BYTES = 512 * 1024 * 1024

/** What is left when it has run over, in hundredths: so that not every picture from then on has to make room. */
const KEPT_PERCENT = 80

/** Makes the folder where it is missing, for its owner only. */
export async function openPictureFolder(root: string, maxBytes: number, clock: Clock): Promise<PictureFolder> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const note = (path: string) => orNull(utimes(path, clock() / 1000, clock() / 1000))
  let total = (await filesIn(root)).reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    get: async (key) => {
      const path = join(root, key)
      const text = await orNull(readFile(path, 'utf8'))
      if (text === null) return null
      await note(path)
      return readDrawn(text)
    },
    put: async (key, drawn) => {
      const text = writeDrawn(drawn)
      const unfinished = join(root, `${key}.${randomUUID()}`)
      await writeFile(unfinished, text, { mode: 0o600, flag: 'wx' })
      await note(unfinished)
      await rename(unfinished, join(root, key))
      total += text.length
      if (total > maxBytes) total = await makeRoom(root, (maxBytes * KEPT_PERCENT) / 100)
    },
  }
}

type StoredFile = { readonly path: string; readonly bytes: number; readonly usedAt: number }

async function filesIn(root: string): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = []
  for (const name of await readdir(root)) {
    const path = join(root, name)
    const status = await orNull(stat(path))
    if (status) files.push({ path, bytes: status.size, usedAt: status.mtimeMs })
  }
  return files
}

/** Returns how many bytes are left. */
async function makeRoom(root: string, bytes: number): Promise<number> {
  const files = await filesIn(root)
  let left = files.reduce((sum, file) => sum + file.bytes, 0)
  for (const file of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (left <= bytes) break
    await orNull(unlink(file.path))
    left -= file.bytes
  }
  return left
}

const size = z.int().positive()
const Stored = z.strictObject({ png: z.base64(), width: size, height: size, page: size }).readonly()
const StoredPage = z.strictObject({
  before: Stored.nullable(),
  after: Stored.nullable(),
  boxes: z.array(
    z.strictObject({
      left: z.number(),
      top: z.number(),
      width: z.number(),
      height: z.number(),
      place: z.int().nullable(),
      seal: z.int().nullable(),
    }),
  ),
  sameSize: z.boolean(),
})

function writeDrawn({ before, after, boxes, sameSize }: Drawn): string {
  const stored = (one: Drawn['before']) => one && { ...one, png: Buffer.from(one.png).toString('base64') }
  return JSON.stringify({ before: stored(before), after: stored(after), boxes, sameSize })
}

/** Null for what a damaged disk has left of it: it is drawn again. */
function readDrawn(text: string): Drawn | null {
  const read = z.string().transform(parseJson).pipe(StoredPage).safeParse(text)
  if (!read.success) return null
  const drawing = (one: z.infer<typeof Stored> | null) => one && { ...one, png: Buffer.from(one.png, 'base64') }
  const { before, after, boxes, sameSize } = read.data
  return { kind: 'drawn', before: drawing(before), after: drawing(after), boxes, sameSize }
}
