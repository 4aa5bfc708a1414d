/** Letters that others made to break readers of mail: each has a fate, and whole ones the files that another parser found. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sha256 } from '../../src/bytes.ts'
import { LetterError } from '../../src/mail/letter.ts'
import { readLetter } from '../../src/mail/message.ts'
import { MIME_LIMITS, readMimeParts } from '../../src/mail/mime.ts'
import { sharedFolder } from '../format/shared.ts'

const MAILS = sharedFolder('mails')
const missing = MAILS === null ? ' (../shared/mails is missing: put the collection of letters there to run this)' : ''
const Row = z.object({
  source: z.string(),
  path: z.string(),
  sha256: z.string(),
  defects: z.number(),
  attachments: z.array(z.object({ type: z.string(), sha256: z.string() })),
})
const rows =
  MAILS === null
    ? []
    : readFileSync(`${MAILS}manifest.jsonl`, 'utf8')
        .trim()
        .split('\n')
        .map((line) => Row.parse(JSON.parse(line)))

describe.skipIf(MAILS === null)(`letters that others made${missing}`, () => {
  const rawOf = ({ source, path }: z.infer<typeof Row>) => readFileSync(`${MAILS}${source}/${path}`)

  test('each has a fate, and nearly all are read', async () => {
    const fates = await Promise.all(rows.map((row) => fateOf(rawOf(row))))
    expect(rows).toHaveLength(171)
    expect(fates.filter((fate) => fate === 'letter').length).toBeGreaterThan(rows.length * 0.99)
  })

  test('where the manifest sees no defect, each attachment has the bytes that another parser found', () => {
    const differing: string[] = []
    for (const row of rows.filter(({ defects }) => defects === 0)) {
      const found = hashesOf(rawOf(row))
      const others = row.attachments.filter((wanted) => !found.has(wanted.sha256))
      differing.push(...others.map(({ type }) => `${row.source}/${row.path}: ${type}`))
    }
    expect(differing).toEqual([])
  })

  test('a letter that is stored and read again has the same files', async () => {
    for (const row of rows) {
      const raw = rawOf(row)
      expect(sha256(raw)).toBe(row.sha256)
      expect(hashesOf(Buffer.from(raw))).toEqual(hashesOf(raw))
    }
  })
})

async function fateOf(raw: Uint8Array): Promise<'letter' | LetterError['reason']> {
  try {
    await readLetter(raw)
    return 'letter'
  } catch (error) {
    if (error instanceof LetterError) return error.reason
    throw error
  }
}

/** Hashes of all parts, nested letters entered as the manifest's parser does. */
function hashesOf(raw: Uint8Array): Set<string> {
  const parts = [...readMimeParts(raw, { ...MIME_LIMITS })].flatMap((found) => (found.kind === 'part' ? [found] : []))
  return new Set(
    parts.flatMap(({ type, bytes }) => [sha256(bytes), ...(type === 'message/rfc822' ? hashesOf(bytes) : [])]),
  )
}
