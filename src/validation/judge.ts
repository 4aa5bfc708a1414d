/** The judge: one file in, one report out. Pure: the same bytes and the same givens give the same report on any day. */
import { type Bytes, indexOf, sha256 } from '../bytes.ts'
import { type PdfFile, readPdf } from '../format/pdf/file.ts'
import { asArray } from '../format/pdf/narrow.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { readable } from '../format/pdf/readable.ts'
import { readSecurityStore } from '../format/pdf/security-store.ts'
import { readSignatureFields, type SignatureField } from '../format/pdf/signature-field.ts'
import { BudgetError, type FormatError, reading } from '../format/read.ts'
import { type Certificate, readCertificate } from '../format/x509/certificate.ts'
import { collide, sameSignature } from './byte-range.ts'
import { CODES, type Code, type Note } from './code.ts'
import { finding, ranked } from './finding.ts'
import { checkIntegrity, type Integrity, NOTHING_READ } from './integrity.ts'
import type { Given, Judge, Judgement } from './judgement.ts'
import { dictionaryOf } from './modification/update.ts'
import { checkModification, explainUpdates, type Modification } from './modification.ts'
import type { DocumentReport, SignatureReport } from './report.ts'
import { type SignatureJudgement, type Subject, validateSignature } from './signature.ts'

/** Signatures judged in one file; the most seen in real documents is thirteen. */
const MAX_SIGNATURES = 200

export const judge: Judge = (bytes, given) => {
  const file = readPdf(bytes)
  if (!file.ok) return conclude(bytes, unread(bytes, file.error))
  if (file.value.encrypted) return conclude(bytes, { outcome: 'indeterminate', code: 'password-needed' })
  const judged = reading(() => judgeFile(bytes, file.value, given))
  return judged.ok ? judged.value : conclude(bytes, unread(bytes, judged.error))
}

type Conclusion = Pick<DocumentReport, 'outcome' | 'code'>

function unread(bytes: Bytes, error: FormatError): Conclusion {
  if (error instanceof BudgetError) return { outcome: 'indeterminate', code: 'resource-limit' }
  const isPdf = indexOf(bytes.subarray(0, 1024), '%PDF-') >= 0
  return { outcome: 'unreadable', code: isPdf ? 'file-damaged' : 'not-a-pdf' }
}

function conclude(bytes: Bytes, { outcome, code }: Conclusion): Judgement {
  return {
    report: { sha256: sha256(bytes), bytes: bytes.length, outcome, code, notes: [], signatures: [] },
    wanted: [],
  }
}

function judgeFile(bytes: Bytes, file: PdfFile, given: Given): Judgement {
  const last = file.revisions.length
  const fields = readSignatureFields(file, last)
  const signed = withoutRepeats(
    fields.flatMap((field) => {
      const value = field.value ?? lostSignature(file, field)
      return value ? [{ field, value }] : []
    }),
  )
  if (signed.length > MAX_SIGNATURES) return conclude(bytes, { outcome: 'indeterminate', code: 'resource-limit' })
  const givens = { ...given, trust: { ...given.trust, intermediates: [...given.trust.intermediates, ...stored(file)] } }
  const checked = withoutRemains(
    separate(signed.map(({ field, value }) => ({ field, value, integrity: integrityOf(file, field, value, givens) }))),
  )
  const closed = checked.flatMap(({ integrity }) => integrity.range?.revision?.number ?? [])
  const updates = explainUpdates(file, Math.min(last, ...closed))
  const judgements = checked.map(({ field, value, integrity }) => {
    const modification = integrity.range ? checkModification(file, field, value, integrity.range, updates) : UNSEEN
    const subject: Subject = {
      file,
      field,
      value,
      integrity,
      modification,
      coveringStamps: covering(integrity, checked),
    }
    return validateSignature(subject, givens)
  })
  const repeated = signed.length < fields.filter(({ value }) => value).length
  const judged = report(bytes, file, fields, judgements, repeated ? ['duplicate-signature'] : [])
  return isDrawnOver(file, checked, judgements) ? withStranger(judged) : judged
}

/**
 * Somebody whom nobody vouches for has put a picture on a page that others had signed. It may be a seal of a body we do not
 * know, or a sum over another sum: a person has to look (ISO 32000-2, 12.8.2.2; signature fields as a means of attack).
 */
function isDrawnOver(file: PdfFile, checked: readonly Checked[], judgements: readonly SignatureJudgement[]): boolean {
  const first = Math.min(...judgements.map(({ report }) => report.revision ?? 0))
  return judgements.some(
    ({ report }, index) =>
      report.trust !== 'trusted' && (report.revision ?? 0) > first && isVisible(file, checked[index]?.field.dictionary),
  )
}

function isVisible(file: PdfFile, field: PdfDictionary | undefined): boolean {
  const last = file.revisions.length
  const widgets = [field, ...(asArray(file.resolve(field?.entries.get('Kids'), last))?.items ?? [])]
  return widgets.some((widget) => dictionaryOf(file.resolve(widget, last))?.entries.has('AP') === true)
}

function withStranger({ report, wanted }: Judgement): Judgement {
  if (report.outcome !== 'valid') return { report, wanted }
  return { report: { ...report, outcome: 'indeterminate', code: 'annotation-added' }, wanted }
}

/** Certificates of the security store help to find signers and build paths, as those of the signature do (EN 319 102-1, 5.2.3). */
function stored(file: PdfFile): readonly Certificate[] {
  return (readSecurityStore(file, file.revisions.length)?.certificates ?? []).flatMap((der) => {
    const certificate = readCertificate(der)
    return certificate.ok ? [certificate.value] : []
  })
}

/**
 * A dictionary that nothing refers to and that does not hold as a signature is what an editor left behind. It speaks only where
 * no other does, so that a form cut off its signatures is never called unsigned.
 */
function withoutRemains(checked: readonly Checked[]): readonly Checked[] {
  const speaking = checked.filter(({ field, integrity }) => field.reached === 'form' || integrity.state !== 'broken')
  return speaking.length > 0 ? speaking : checked
}

/** Without a sound byte range nobody can say what came after it. */
const UNSEEN: Modification = { state: 'unknown', findings: [], notes: [] }

/** B9: one signature dictionary that two fields show counts once. */
function withoutRepeats<T extends { readonly field: SignatureField; readonly value: object }>(
  signed: readonly T[],
): readonly T[] {
  const seen = new Set<unknown>()
  return signed.filter(({ field, value }) => {
    const identity = field.valueReference?.number ?? value
    const isNew = !seen.has(identity)
    seen.add(identity)
    return isNew
  })
}

/** A signature dictionary that cannot be read through is broken; the rest of the file is judged all the same. */
function integrityOf(file: PdfFile, field: SignatureField, value: Subject['value'], given: Given): Integrity {
  if (isRedefined(file, field))
    return {
      ...NOTHING_READ,
      state: 'broken',
      findings: [finding('signature-object-replaced', 'ISO 32000-2, 12.8.1', { rule: 'B5' })],
    }
  const checked = readable(() => checkIntegrity(file, value, file.revisions.length, given))
  if (checked.ok) return checked.value
  const because = finding('signature-malformed', checked.error.clause, { what: checked.error.message })
  return { ...NOTHING_READ, state: 'broken', findings: [because] }
}

/** B5: a number that meant a signature in one revision is written again in a later one. */
function isRedefined(file: PdfFile, field: SignatureField): boolean {
  const number = field.valueReference?.number ?? 0
  const signedIn = file.revisions.find((revision) => signatureAt(file, number, revision.number) !== null)
  return (
    signedIn !== undefined &&
    file.revisions.some((later) => later.number > signedIn.number && later.entries.has(number))
  )
}

/** The signature that a field held before something else was put in its place: it is reported as replaced, never as not there. */
function lostSignature(file: PdfFile, field: SignatureField): PdfDictionary | null {
  const number = field.valueReference?.number ?? 0
  return (
    file.revisions.map((revision) => signatureAt(file, number, revision.number)).find((value) => value !== null) ?? null
  )
}

function signatureAt(file: PdfFile, number: number, revision: number): PdfDictionary | null {
  if (!file.revisions[revision - 1]?.entries.has(number)) return null
  const value = readable(() => dictionaryOf(file.object(number, revision)?.value))
  return value.ok && value.value?.entries.has('ByteRange') ? value.value : null
}

type Checked = Pick<Subject, 'field' | 'value' | 'integrity'>

/** B8 and B9: ranges nest; of two signatures over the same bytes only one can be genuine. */
function separate(checked: readonly Checked[]): readonly Checked[] {
  return checked.map((one, index) => {
    const { range } = one.integrity
    if (!range) return one
    const other = checked.find(
      (candidate, at) => at !== index && candidate.integrity.range && collide(range, candidate.integrity.range),
    )
    if (!other) return one
    const same = other.integrity.range !== null && sameSignature(range, other.integrity.range)
    const because = finding(same ? 'duplicate-signature' : 'byte-range-invalid', 'ISO 32000-2, 12.8.1', { rule: 'B8' })
    const state = same ? one.integrity.state : 'broken'
    return { ...one, integrity: { ...one.integrity, state, findings: [...one.integrity.findings, because] } }
  })
}

/** Sound document time-stamps whose range takes this signature in. */
function covering({ range }: Integrity, checked: readonly Checked[]) {
  if (!range) return []
  return checked.flatMap(({ integrity }) =>
    integrity.timeStamp && integrity.state === 'intact' && integrity.range && integrity.range.end > range.end
      ? [integrity.timeStamp]
      : [],
  )
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
  bytes: Bytes,
  file: PdfFile,
  fields: readonly SignatureField[],
  judgements: readonly SignatureJudgement[],
  notes: readonly Note[],
): Judgement {
  const signatures = judgements.map(({ report }) => report)
  const { outcome, code } = combine(signatures) ?? unsigned(file, fields)
  const wanted = new Map(judgements.flatMap((one) => one.wanted).map((request) => [request.authority, request]))
  return {
    report: {
      sha256: sha256(bytes),
      bytes: bytes.length,
      outcome,
      code,
      notes: [...new Set([...notes, ...file.notes])]
        .filter((note) => note !== 'trailing-bytes' || !isCutOff(file))
        .sort(),
      signatures,
    },
    wanted: [...wanted.values()],
  }
}

/**
 * Invalid when any signature is broken or anything after it is suspicious; valid when all are intact and one of them is valid.
 * Stricter than the first design: a later change that nobody understood keeps the whole file from being valid.
 */
function combine(signatures: readonly SignatureReport[]): Conclusion | null {
  if (signatures.length === 0) return null
  const broken = signatures.filter((one) => one.integrity === 'broken' || one.modification === 'suspicious')
  if (broken.length > 0) return { outcome: 'invalid', code: firstCode(broken) }
  const open = signatures.filter((one) => one.integrity !== 'intact' || one.modification === 'unknown')
  if (open.length > 0) return { outcome: 'indeterminate', code: firstCode(open) }
  const valid = signatures.filter((one) => one.outcome === 'valid' && one.kind === 'signature')
  // The first of several signatures alone tells that others came after it: its code says more than plain `valid`.
  if (valid.length > 0) return { outcome: 'valid', code: valid.find(({ code }) => code !== 'valid')?.code ?? 'valid' }
  const signers = signatures.filter((one) => one.kind === 'signature')
  // A time-stamp says when a document existed, not who stands for it.
  if (signers.length === 0) return { outcome: 'unsigned', code: 'not-signed' }
  return { outcome: 'indeterminate', code: mildest(signers) }
}

function firstCode(signatures: readonly SignatureReport[]): Code {
  const [first] = ranked(signatures.map(({ code }) => finding(code, '')))
  return first?.code ?? 'internal-error'
}

/** Of signatures none of which is valid, the one nearest to it speaks for the file. */
function mildest(signatures: readonly SignatureReport[]): Code {
  const order = ['provisional', 'review', 'not']
  const rank = ({ code }: SignatureReport) => order.indexOf(CODES[code].effect)
  const [first] = [...signatures].sort((a, b) => rank(a) - rank(b))
  return first?.code ?? 'not-signed'
}
