/** What came after each signature, and whether the signature allows it. ISO 32000-2, 12.8.2; EN 319 102-1, 5.2.2. */
import { type Bytes, indexOf, toLatin1 } from '../bytes.ts'
import { isWhiteSpace } from '../format/pdf/characters.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { asArray, asName } from '../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../format/pdf/object.ts'
import { readable } from '../format/pdf/readable.ts'
import type { SignatureField } from '../format/pdf/signature-field.ts'
import type { SignedRange } from './byte-range.ts'
import type { Note } from './code.ts'
import { finding } from './finding.ts'
import { type Explanation, explainUpdate } from './modification/explain-update.ts'
import { dictionaryOf, readUpdate } from './modification/update.ts'
import { CHANGE_CLASSES } from './modification/work.ts'
import type { Finding } from './report.ts'

export type Modification = {
  readonly state: 'none' | 'permitted' | 'suspicious' | 'unknown'
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
}

/** What each later revision did; compared once with the one before it, for all signatures of the file. */
export type Updates = ReadonlyMap<number, Explanation>

/** Explains the revisions after `first`, which some signature closes. */
export function explainUpdates(file: PdfFile, first: number): Updates {
  const later = file.revisions.filter(({ number }) => number > first)
  return new Map(
    later.map((revision) => {
      const explained = readable(() => explainUpdate(readUpdate(file, revision)))
      return [revision.number, explained.ok ? explained.value : unreadableUpdate]
    }),
  )
}

/** An update that cannot be read through is one that nobody can vouch for. */
const unreadableUpdate: Explanation = {
  classes: new Set(),
  unexplained: [{ object: 0, where: 'unreadable' }],
  replacedSignatures: [],
}

export function checkModification(
  file: PdfFile,
  field: SignatureField,
  value: PdfDictionary,
  range: SignedRange,
  updates: Updates,
): Modification {
  const signed = range.revision
  const tail = checkTail(file, range)
  // Repaired, and signed to the last byte: there is no later revision, and no chain to compare with.
  if (!signed) return { state: 'none', findings: [], notes: tail.notes }
  const later = [...updates].filter(([number]) => number > signed.number).map(([, explanation]) => explanation)
  const findings = [
    ...later.flatMap((explanation) => explainedFindings(explanation, field)),
    ...checkPermission(file, field, value, signed.number, later),
    ...tail.findings,
    ...checkPrefix(file, range),
  ]
  const notes: readonly Note[] = [
    ...tail.notes,
    ...(later.some(({ classes }) => classes.has('metadata')) ? (['metadata-changed'] as const) : []),
    ...(later.some(({ classes }) => classes.has('orphan')) ? (['orphan-object'] as const) : []),
  ]
  if (findings.length === 0) return { state: later.length === 0 ? 'none' : 'permitted', findings, notes }
  const unknown = findings.every(({ code }) => code === 'later-change-unknown' || code === 'unexplained-bytes')
  return { state: unknown ? 'unknown' : 'suspicious', findings, notes }
}

function explainedFindings(
  { unexplained, replacedSignatures }: Explanation,
  field: SignatureField,
): readonly Finding[] {
  const own = field.valueReference?.number ?? field.field?.number
  const replaced = replacedSignatures.some((number) => number === own)
    ? [finding('signature-object-replaced', 'ISO 32000-2, 12.8.1', { object: String(own) })]
    : []
  const others = replacedSignatures.filter((number) => number !== own).map((object) => ({ object, where: 'signature' }))
  const [first] = [...unexplained, ...others]
  return first
    ? [
        ...replaced,
        finding('later-change-unknown', 'ISO 32000-2, 12.8.2.2', { object: String(first.object), where: first.where }),
      ]
    : replaced
}

/** A certification, or a lock of the field, that permits nothing but long-term data (P = 1). ISO 32000-2, table 257 and 12.8.2.2.2. */
function checkPermission(
  file: PdfFile,
  field: SignatureField,
  value: PdfDictionary,
  revision: number,
  later: readonly Explanation[],
): readonly Finding[] {
  const permission = Math.min(docMdp(file, value, revision) ?? 3, lockPermission(file, field, revision) ?? 3)
  const strongest = Math.max(
    0,
    ...later.flatMap(({ classes }) => [...classes].map((name) => CHANGE_CLASSES.indexOf(name))),
  )
  return permission === 1 && strongest > CHANGE_CLASSES.indexOf('long-term-data')
    ? [
        finding('certification-violated', 'ISO 32000-2, 12.8.2.2.2', {
          permission: '1',
          change: CHANGE_CLASSES[strongest] ?? '',
        }),
      ]
    : []
}

/** P of the DocMDP transform, as the signed revision has it: 2 where it names none; null without a certification. */
function docMdp(file: PdfFile, value: PdfDictionary, revision: number): number | null {
  for (const item of asArray(file.resolve(value.entries.get('Reference'), revision))?.items ?? []) {
    const reference = dictionaryOf(file.resolve(item, revision))
    if (asName(file.resolve(reference?.entries.get('TransformMethod'), revision)) !== 'DocMDP') continue
    const parameters = dictionaryOf(file.resolve(reference?.entries.get('TransformParams'), revision))
    return numberOr(file.resolve(parameters?.entries.get('P'), revision), 2)
  }
  return null
}

function lockPermission(file: PdfFile, { dictionary }: SignatureField, revision: number): number | null {
  const lock = dictionaryOf(file.resolve(dictionary.entries.get('Lock'), revision))
  return lock ? numberOr(file.resolve(lock.entries.get('P'), revision), 3) : null
}

const numberOr = (value: PdfObject, otherwise: number) => (typeof value === 'number' ? value : otherwise)

/** B7: bytes after the last revision. Comments and white space are harmless; others belong to no version of the document. */
function checkTail(file: PdfFile, range: SignedRange): Pick<Modification, 'findings' | 'notes'> {
  const last = file.revisions.at(-1)
  const from = Math.max(range.end, last?.end ?? 0)
  const tail = file.bytes.subarray(from)
  if (tail.every(isWhiteSpace)) return { findings: [], notes: [] }
  if (isComment(tail)) return { findings: [], notes: ['trailing-bytes'] }
  return {
    findings: [
      finding('unexplained-bytes', 'ISO 32000-2, 7.5.5', { offset: String(from), bytes: String(tail.length) }),
    ],
    notes: [],
  }
}

/** Longer tails are not looked through: nobody comments at such length (operations: more than 1 KB after the end is damage). */
const MAX_COMMENT = 1024

function isComment(tail: Bytes): boolean {
  if (tail.length > MAX_COMMENT) return false
  const lines = toLatin1(tail).split(/[\r\n]+/u)
  return lines.every((line) => line.trim() === '' || line.trim().startsWith('%'))
}

/**
 * B10: bytes before the header that the range leaves out, because the signer's program never saw them: a mail or web gateway
 * put them there. They are harmless as long as no reader, repairing ones included, can find an object or a header in them.
 */
function checkPrefix(file: PdfFile, range: SignedRange): readonly Finding[] {
  const prefix = file.bytes.subarray(0, range.start)
  const meaningful = ['obj', '%PDF', 'xref', 'trailer'].some((word) => indexOf(prefix, word) >= 0)
  return meaningful
    ? [finding('unexplained-bytes', 'ISO 32000-2, 7.5.2', { offset: '0', bytes: String(range.start) })]
    : []
}
