/** What one backup says of itself (docs/backup.md); written last, so that a backup that has one is whole. */
import { z } from 'zod'
import type { Instant, Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'

const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => text as Sha256)

const Manifest = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime().transform((text) => Date.parse(text) as Instant),
  program: z.string(),
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.int().min(0), sha256 })),
  /** Files of the content store that the rows name; those that were missing already. */
  content: z.array(sha256),
  missing: z.array(sha256),
  /** Of the count, made from these rows. */
  tally: sha256,
})

export type Manifest = z.infer<typeof Manifest>

/** `message` is a sentence for the operator. */
export class BackupError extends Error {
  override name = 'BackupError'
}

export function writeManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, madeAt: new Date(manifest.madeAt).toISOString() }, null, 1)}\n`
}

/** @throws BackupError */
export function readManifest(text: string, path: string): Manifest {
  const read = Manifest.safeParse(parseJson(text))
  if (read.success) return read.data
  throw new BackupError(`Tệp ${path} không đúng dạng bản sao lưu của chương trình này.`)
}
