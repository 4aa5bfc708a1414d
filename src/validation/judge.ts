/** The judge: one file in, one report out. Pure: the same bytes and the same givens give the same report on any day. */
import { type Bytes, indexOf, sha256 } from '../bytes.ts'
import { type PdfFile, readPdf } from '../format/pdf/file.ts'
import { readSignatureFields, type SignatureField } from '../format/pdf/signature-field.ts'
import { BudgetError, type FormatError, reading } from '../format/read.ts'
import { CODES, type Note } from './code.ts'
import { type CheckedSignature, checkSignatures, signaturesOf } from './collect-signatures.ts'
import { type Conclusion, combine } from './combine.ts'
import { describeSignature } from './describe-signature.ts'
import { judgeDocumentStamps } from './document-time-stamps.ts'
import { evidenceOf, hashesOf, joinEvidence, readStoredEvidence } from './embedded-evidence.ts'
import { type FileInquiry, openFileInquiry } from './file-inquiry.ts'
import { subFilterOf } from './integrity.ts'
import type { Foundation, Given, Judge, Judgement } from './judgement.ts'
import { checkModification, explainUpdates, type Modification } from './modification.ts'
import type { DocumentReport, SignatureReport } from './report.ts'
import type { Inquiry } from './revocation/inquiry.ts'
import { allAsked } from './revocation/request.ts'
import { type SignatureValidation, type Subject, validateSignature } from './signature.ts'
import { fileDigest } from './signed-content.ts'
import { claimedSigningTime } from './signing-time.ts'
import { isDrawnOver } from './strangers.ts'

/** Signatures judged in one file; the most seen in real documents is thirteen. */
const MAX_SIGNATURES = 200

const NO_FOUNDATION: Foundation = { certificates: [], evidence: [], listIssuers: [] }

export const judge: Judge = (bytes, given) => {
  const file = readPdf(bytes)
  if (!file.ok) return conclude(bytes, unread(bytes, file.error))
  if (file.value.locked) return conclude(bytes, { outcome: 'indeterminate', code: 'password-needed' })
  const judged = reading(() => judgeFile(bytes, file.value, given))
  return judged.ok ? judged.value : conclude(bytes, unread(bytes, judged.error))
}

function unread(bytes: Bytes, error: FormatError): Conclusion {
  if (error instanceof BudgetError) return { outcome: 'indeterminate', code: 'resource-limit' }
  const isPdf = indexOf(bytes.subarray(0, 1024), '%PDF-') >= 0
  return { outcome: 'unreadable', code: isPdf ? 'file-damaged' : 'not-a-pdf' }
}

function conclude(bytes: Bytes, { outcome, code }: Conclusion): Judgement {
  return {
    report: { sha256: sha256(bytes), bytes: bytes.length, outcome, code, notes: [], signatures: [] },
    asked: [],
    wanted: [],
    restsOn: NO_FOUNDATION,
  }
}

function judgeFile(bytes: Bytes, file: PdfFile, given: Given): Judgement {
  const fields = readSignatureFields(file, file.revisions.length)
  const signed = signaturesOf(file, fields)
  if (signed.length > MAX_SIGNATURES) return conclude(bytes, { outcome: 'indeterminate', code: 'resource-limit' })
  const stored = readStoredEvidence(file, file.revisions.length)
  const checked = checkSignatures(file, signed, [...given.trust.intermediates, ...stored.certificates])
  const carried = checked.flatMap(({ integrity }) => (integrity.signedData ? [evidenceOf(integrity.signedData)] : []))
  const inquiry = openFileInquiry(given, joinEvidence([stored, ...carried]))
  const validations = subjectsOf(file, checked, inquiry).map((subject) => validateSignature(subject, inquiry))
  const signatures = validations.map((validation) => describeSignature(validation, given))
  const repeated = signed.length < fields.filter(({ value }) => value).length
  const conclusion = combine(signatures) ?? unsigned(file, fields)
  const isOvertaken = conclusion.outcome === 'valid' && isDrawnOver(file, showing(checked, fields), signatures)
  return {
    report: report(file, signatures, isOvertaken ? OVERTAKEN : conclusion, repeated),
    asked: allAsked(inquiry),
    // What was missing on the way is not asked for where proofs of existence, or another path, have settled it.
    wanted: validations.some(isOpen) ? [...inquiry.wanted.values()] : [],
    restsOn: foundationOf(validations, inquiry),
  }
}

/** A better list or response may end it, also where the one at hand was signed too weakly to be believed. */
function isOpen({ findings, stamps }: SignatureValidation): boolean {
  return (
    findings.some(({ code }) => CODES[code].effect === 'provisional' || code === 'weak-algorithm') ||
    stamps.some(({ outcome }) => outcome === 'unsettled')
  )
}

const OVERTAKEN: Conclusion = { outcome: 'indeterminate', code: 'annotation-added' }

/** Of each signature, all fields that it is the value of: the first of them reports it, and any of them may draw. */
const showing = (checked: readonly CheckedSignature[], fields: readonly SignatureField[]) =>
  checked.map(({ field, value }) => [
    field.dictionary,
    ...fields.flatMap((other) => (other.value === value && other !== field ? [other.dictionary] : [])),
  ])

/** Without a sound byte range nobody can say what came after it. */
const UNSEEN: Modification = { state: 'unknown', findings: [], notes: [], formFilled: false }

function subjectsOf(file: PdfFile, checked: readonly CheckedSignature[], inquiry: FileInquiry): readonly Subject[] {
  const last = file.revisions.length
  const closed = checked.flatMap(({ integrity }) => integrity.range?.revision?.number ?? [])
  const updates = explainUpdates(file, Math.min(last, ...closed))
  const stamps = judgeDocumentStamps(file, checked, inquiry)
  const embedded = new Set(hashesOf(inquiry.embedded))
  return checked.map(({ field, value, integrity }) => ({
    file,
    field,
    value,
    subFilter: subFilterOf(file, value, last),
    integrity,
    modification: integrity.range ? checkModification(file, field, value, integrity.range, updates) : UNSEEN,
    claimed: claimedSigningTime(file, value, last, integrity),
    ...stamps(integrity),
    embedded,
  }))
}

/** Nobody signed; unless the end is missing, where a signature may have been. */
function unsigned(file: PdfFile, fields: readonly SignatureField[]): Conclusion {
  if (isCutOff(file)) return { outcome: 'indeterminate', code: 'malformed-tail' }
  return { outcome: 'unsigned', code: fields.length > 0 ? 'field-unsigned' : 'not-signed' }
}

/** Objects lie behind the end of the last whole revision: a later one was begun, and lost its end on the way. */
function isCutOff(file: PdfFile): boolean {
  const end = file.revisions.at(-1)?.end ?? -1
  return end >= 0 && indexOf(file.bytes, ' obj', end) >= 0
}

function report(
  file: PdfFile,
  signatures: readonly SignatureReport[],
  { outcome, code }: Conclusion,
  repeated: boolean,
): DocumentReport {
  const notes: readonly Note[] = [...(repeated ? (['duplicate-signature'] as const) : []), ...file.notes]
  return {
    sha256: fileDigest(file),
    bytes: file.bytes.length,
    outcome,
    code,
    notes: [...new Set(notes)].filter((note) => note !== 'trailing-bytes' || !isCutOff(file)).sort(),
    signatures,
  }
}

function foundationOf(validations: readonly SignatureValidation[], { used, listIssuers }: Inquiry): Foundation {
  const paths = validations.flatMap(({ timed }) => timed?.certificate.path?.certificates ?? [])
  return {
    certificates: [...new Set(paths.map(({ sha256 }) => sha256))].sort(),
    evidence: [...used].sort(),
    listIssuers: [...listIssuers].sort(),
  }
}
