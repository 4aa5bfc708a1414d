/** What came after each signature, and whether the signature allows it. ISO 32000-2, 12.8.2; EN 319 102-1, 5.2.2. */
import { type Bytes, indexOf, toLatin1 } from '../bytes.ts'
import { isWhiteSpace } from '../format/pdf/characters.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { readable } from '../format/pdf/readable.ts'
import type { SignatureField } from '../format/pdf/signature-field.ts'
import type { SignedRange } from './byte-range.ts'
import { CODES, type Code, type Note } from './code.ts'
import { finding, isDecisive } from './finding.ts'
import { changeFindings } from './modification/change.ts'
import { NO_DIAGNOSIS } from './modification/diagnosis.ts'
import { DIAGNOSIS_BUDGET, openEffort } from './modification/effort.ts'
import { type Explanation, explainUpdate, type Located } from './modification/explain-update.ts'
import { NULLED } from './modification/null-entries.ts'
import {
  checkCertification,
  checkLocks,
  checkPermission,
  permitsAnnotations,
  type Signed,
} from './modification/permission.ts'
import { findPreparedContent } from './modification/prepared-content.ts'
import { readUpdate } from './modification/update.ts'
import { LAX } from './modification/update-ambiguity.ts'
import { UNLISTED } from './modification/update-bytes.ts'
import type { ChangeClass } from './modification/work.ts'
import { type Ambiguity, checkAmbiguity } from './parser-ambiguity.ts'
import type { Finding } from './report.ts'

export type Modification = {
  readonly state: 'none' | 'permitted' | 'suspicious' | 'unknown'
  readonly findings: readonly Finding[]
  readonly notes: readonly Note[]
  /** Fields that the signer left open were filled later. */
  readonly formFilled: boolean
}

/** What is found out once for all signatures of the file. */
export type Updates = {
  /** What each later revision did, compared with the one before it. */
  readonly explanations: ReadonlyMap<number, Explanation>
  /** What lay in the first revision that was signed and could alter what it shows. */
  readonly prepared: () => readonly Finding[]
  /** What readers may understand in different ways. */
  readonly ambiguity: () => Ambiguity
}

/** Explains the revisions after `first`, which some signature closes. */
export function explainUpdates(file: PdfFile, first: number): Updates {
  const later = file.revisions.filter(({ number }) => number > first)
  const effort = openEffort()
  const covered = new Map<number, number>()
  const explanations = later.map((revision): readonly [number, Explanation] => {
    const explained = readable(() => explainUpdate(readUpdate(file, revision), effort, covered))
    return [revision.number, explained.ok ? explained.value : unreadableUpdate]
  })
  return {
    explanations: new Map(explanations),
    prepared: once(() => findPreparedContent(file, first)),
    ambiguity: once(() => checkAmbiguity(file)),
  }
}

/** Found out when the first signature asks for it. */
function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | null = null
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

/** An update that cannot be read through is one that nobody can vouch for. */
const unreadableUpdate: Explanation = {
  classes: new Set(),
  unexplained: [{ object: 0, what: 'unreadable', location: { where: 'update' } }],
  annotated: [],
  replacedSignatures: [],
  changedFields: [],
  diagnosis: NO_DIAGNOSIS,
}

export function checkModification(
  file: PdfFile,
  field: SignatureField,
  value: PdfDictionary,
  range: SignedRange,
  updates: Updates,
): Modification {
  const tail = checkTail(file, range)
  // Repaired, and signed to the last byte: there is no later revision, and no chain to compare with.
  const { explanations } = updates
  const prepared = updates.prepared()
  const ambiguity = updates.ambiguity()
  if (!range.revision) {
    const findings = [...prepared, ...ambiguity.findings]
    return { state: stateOf(findings, 0), findings, notes: tail.notes, formFilled: false }
  }
  const signed: Signed = { file, field, value, revision: range.revision.number }
  const later = [...explanations].filter(([number]) => number > signed.revision).map(([, explanation]) => explanation)
  const isTolerant = later.some(({ annotated }) => annotated.length > 0) && permitsAnnotations(signed)
  const isNoted = isTolerant && later.some(({ annotated }) => annotated.some(({ code }) => code === 'annotation-added'))
  const findings = [
    ...distinct(later.flatMap((explanation) => updateFindings(explanation, field, range, isTolerant))),
    ...checkPermission(signed, later, tail.classes),
    ...checkLocks(signed, later),
    ...checkCertification(signed),
    ...prepared,
    ...ambiguity.findings,
    ...tail.findings,
    ...checkPrefix(file, range),
  ]
  const has = (name: ChangeClass) => later.some(({ classes }) => classes.has(name))
  const notes: readonly Note[] = [
    ...tail.notes,
    ...ambiguity.notes,
    ...(has('metadata') || has('save-stamp') ? (['metadata-changed'] as const) : []),
    ...(has('orphan') ? (['orphan-object'] as const) : []),
    ...(has('freed') ? (['freed-unused-object'] as const) : []),
    ...(isNoted ? (['annotation-added'] as const) : []),
  ]
  return { state: stateOf(findings, later.length), findings, notes, formFilled: has('form-filling') }
}

/** What several updates did alike is said once, and of one code no more than a person reads. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((one) => [JSON.stringify([one.code, one.facts]), one]))
  const counts = new Map<Code, number>()
  return [...seen.values()].filter(({ code }) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    return count <= DIAGNOSIS_BUDGET.named
  })
}

/** Suspicious where something was done that no signature can carry; what a person has to look at is unknown. */
function stateOf(findings: readonly Finding[], updates: number): Modification['state'] {
  if (!findings.some(isDecisive)) return updates === 0 ? 'none' : 'permitted'
  return findings.some(refuses) ? 'suspicious' : 'unknown'
}

const refuses = ({ code }: Finding) => CODES[code].indication === 'TOTAL-FAILED' && CODES[code].effect === 'not'

const CLAUSE = 'ISO 32000-2, 12.8.2.2'

/** @param isTolerant whether annotations may be added where they lie over nothing. */
function updateFindings(
  explanation: Explanation,
  field: SignatureField,
  range: SignedRange,
  isTolerant: boolean,
): readonly Finding[] {
  const own = field.valueReference?.number ?? field.field?.number
  const isReplaced = explanation.replacedSignatures.some((number) => number === own)
  return [
    ...(isReplaced ? [finding('signature-object-replaced', 'ISO 32000-2, 12.8.1', { object: String(own) })] : []),
    ...unexplainedFindings(explanation, range, isTolerant),
    ...explanation.replacedSignatures
      .filter((number) => number !== own)
      .slice(0, 1)
      .map((object) =>
        finding('later-change-unknown', CLAUSE, { object: String(object), what: 'signature', where: 'form' }),
      ),
  ]
}

/** What has a name; and the first things that have none, unless what has one refuses the file already. */
function unexplainedFindings(
  { unexplained, annotated, diagnosis }: Explanation,
  range: SignedRange,
  isTolerant: boolean,
): readonly Finding[] {
  const prepared = diagnosis.dormant.filter(({ start }) => start < range.end).map(({ change }) => change)
  const doubtful = annotated.filter(({ isClear }) => !isTolerant || !isClear())
  const changes = [...doubtful, ...diagnosis.changes, ...prepared]
  const named = changeFindings(changes)
  if (named.some(refuses)) return named
  const accounted = new Set(changes.flatMap(({ objects }) => objects))
  const left = unexplained.filter(({ object }) => object === 0 || !accounted.has(object))
  return [...named, ...left.slice(0, DIAGNOSIS_BUDGET.named).map(unexplainedFinding)]
}

/**
 * What readers understand in different ways: an object with two bodies or none, an entry with two values, a stream with two ends
 * (ISO 32000-2, 7.3.7, 7.3.8 and 7.5.4).
 */
const AMBIGUOUS = new Set([
  'listed at two places',
  'a key twice',
  'trailer with a key twice',
  'a length that does not hold',
  'another generation',
  'unreadable',
  'a cross-reference that only some readers understand',
  LAX,
  NULLED,
])

function unexplainedFinding({ object, what, location }: Located): Finding {
  const facts = { ...(object === 0 ? {} : { object: String(object) }), what, ...location }
  // Values that were kept and not shown are brought to the page (ISO 32000-2, table 224).
  if (what === 'form NeedAppearances')
    return finding('shadow-content', 'ISO 32000-2, 12.7.4.3', { ...facts, what: 'field value' })
  if (what === UNLISTED) return finding('unexplained-bytes', 'ISO 32000-2, 7.5.4', facts)
  return AMBIGUOUS.has(what)
    ? finding('parser-ambiguity', 'ISO 32000-2, 7.5.4', facts)
    : finding('later-change-unknown', CLAUSE, facts)
}

type Tail = Pick<Modification, 'findings' | 'notes'> & { readonly classes: readonly ChangeClass[] }

/**
 * B7: bytes after the last revision. White space is harmless, and a comment where the author did not forbid all changes; others
 * belong to no version of the document.
 */
function checkTail(file: PdfFile, range: SignedRange): Tail {
  const last = file.revisions.at(-1)
  const from = Math.max(range.end, last?.end ?? 0)
  const tail = file.bytes.subarray(from)
  if (tail.every(isWhiteSpace)) return { findings: [], notes: [], classes: [] }
  if (isComment(tail)) return { findings: [], notes: ['trailing-bytes'], classes: ['comment'] }
  return {
    findings: [
      finding('unexplained-bytes', 'ISO 32000-2, 7.5.5', { offset: String(from), bytes: String(tail.length) }),
    ],
    notes: [],
    classes: [],
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
