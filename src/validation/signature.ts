/** One signature judged by the processes of EN 319 102-1: basic (5.3), with time and long-term data (5.5), past (5.6.2.4). */
import type { PdfFile } from '../format/pdf/file.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import type { SignatureField } from '../format/pdf/signature-field.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { join } from './algorithm-constraints.ts'
import { type Block, buildingBlocks, concludingFindings } from './basic-validation.ts'
import { validateCertificate } from './certificate-validation.ts'
import type { Note } from './code.ts'
import { finding, findingOf, isDecisive } from './finding.ts'
import type { Integrity } from './integrity.ts'
import type { Modification } from './modification.ts'
import type { Finding } from './report.ts'
import { type Inquiry, inquiryFor } from './revocation/inquiry.ts'
import { acceptSignature } from './signature-acceptance.ts'
import { remarkOn, type SignatureStamps, validateStamps } from './signature-time-stamps.ts'
import { type TimedValidation, validateWithTime } from './signature-with-time.ts'
import type { TimeStamp } from './time-stamp.ts'
import { initialiseContext } from './validation-context.ts'

/** A signature with all that was found out about its bytes before its signer is looked at. */
export type Subject = {
  readonly file: PdfFile
  readonly field: SignatureField
  readonly value: PdfDictionary
  readonly subFilter: string | null
  readonly integrity: Integrity
  readonly modification: Modification
  /** /M, or the attribute where there is none. */
  readonly claimed: Instant | null
  readonly covering: readonly CoveringStamp[]
  /** For a document time-stamp, its own token judged. */
  readonly stamp: TimeStamp | null
  /** When the file, or a valid time-stamp over this signature, proves that it existed. */
  readonly known: Instant
  /** What the file carries of certificates, lists and responses. */
  readonly embedded: ReadonlySet<Sha256>
}

/** A document time-stamp whose range takes the signature in. */
export type CoveringStamp = { readonly stamp: TimeStamp; readonly intact: boolean; readonly coversStore: boolean }

export type SignatureValidation = {
  readonly subject: Subject
  /** Over the signature value, in the order of the attributes. */
  readonly stamps: readonly TimeStamp[]
  readonly hasIntactStamp: boolean
  /** Null for document time-stamps, and where no certificate of the signer was found. */
  readonly timed: TimedValidation | null
  readonly blocks: readonly Block[]
  readonly findings: readonly Finding[]
  /** Of path, validity and revocation alone. */
  readonly trust: readonly Finding[]
  readonly notes: readonly Note[]
}

export function validateSignature(subject: Subject, inquiry: Inquiry): SignatureValidation {
  const { integrity, modification } = subject
  const own = inquiryFor(inquiry, integrity.offered)
  const unlinked = subject.field.reached === 'unlinked' ? [finding('signature-unlinked', 'ISO 32000-2, 12.7.3')] : []
  const bytes = [...integrity.findings, ...unlinked, ...modification.findings]
  if (subject.stamp) return ofTimeStamp(subject, subject.stamp, bytes)
  const context = initialiseContext(integrity.signer, inquiry.given.policy)
  const stamped = validateStamps(integrity, subject.known, own)
  const judged = judgeCertificate(subject, stamped, own)
  const blocks = basicBlocks(subject, bytes, context.findings, stamped, own)
  const remarks = [...stamped.own, ...stamped.content].flatMap(({ stamp }) => remarkOn(stamp))
  return {
    subject,
    stamps: stamped.own.map(({ stamp }) => stamp),
    hasIntactStamp: stamped.own.some(({ checked }) => checked.intact === true),
    timed: judged?.timed ?? null,
    blocks: [...blocks, ...processes(blocks, bytes, context.findings, judged?.timed ?? null)],
    findings: [...bytes, ...context.findings, ...(judged?.timed.findings ?? []), ...stamped.order, ...remarks],
    trust: judged?.timed.findings.filter(isAboutTrust(judged.timed)) ?? [],
    notes: [
      ...integrity.notes,
      ...context.notes,
      ...(judged?.notes ?? []),
      ...stamped.own.flatMap(({ stamp }) => stamp.notes),
      // Of a signature that could not be read nobody knows it.
      ...(isRead(integrity) && stamped.own.length === 0 ? (['no-timestamp'] as const) : []),
    ],
  }
}

const isRead = ({ signedData, rawDigest }: Subject['integrity']) => signedData !== null || rawDigest !== null

/** Attributes say nothing of the signer's standing; a key or digest that anybody may have forged does. */
const isAboutTrust =
  ({ acceptance }: TimedValidation) =>
  (one: Finding) =>
    !acceptance.includes(one) || one.code === 'weak-algorithm'

type JudgedCertificate = { readonly timed: TimedValidation; readonly notes: readonly Note[] }

function judgeCertificate(subject: Subject, stamped: SignatureStamps, inquiry: Inquiry): JudgedCertificate | null {
  const { certificate } = subject.integrity
  if (!certificate) return null
  const stamps = [...stamped.own.map(({ stamp }) => stamp), ...subject.covering.map(({ stamp }) => stamp)]
  const accept = acceptance(subject, stamps, stamped.order, inquiry)
  const timed = validateWithTime(
    {
      certificate,
      known: subject.known,
      stamps,
      contentStamps: stamped.content.map(({ stamp }) => stamp),
      accept: (best) => accept(best).findings,
    },
    inquiry,
  )
  return { timed, notes: join([timed.certificate, accept(timed.best)]).notes }
}

function acceptance(
  { subFilter, integrity, claimed }: Subject,
  stamps: readonly TimeStamp[],
  order: readonly Finding[],
  { given }: Inquiry,
) {
  const { signer, certificate, rawDigest } = integrity
  return (best: Instant) =>
    certificate
      ? acceptSignature({ subFilter, signer, rawDigest, certificate, claimed, stamps, order, best }, given.policy)
      : { findings: [], notes: [] }
}

/** EN 319 102-1, 5.3: as if nothing proved that the signature is older than now. */
function basicBlocks(
  subject: Subject,
  bytes: readonly Finding[],
  context: readonly Finding[],
  stamped: SignatureStamps,
  inquiry: Inquiry,
): readonly Block[] {
  const { certificate } = subject.integrity
  const { at } = inquiry.given
  const stamps = stamped.own.map(({ stamp }) => stamp)
  // What is missing for the present alone is not asked for: the verdict does not wait for it.
  const present = { ...inquiry, wanted: new Map() }
  return buildingBlocks({
    bytes,
    context,
    certificate: certificate && validateCertificate(certificate, 'signer', at, present),
    acceptance: acceptance(subject, stamps, stamped.order, inquiry)(at).findings,
  })
}

/** What each process concluded; the last one that ran is the result. */
function processes(
  blocks: readonly Block[],
  bytes: readonly Finding[],
  context: readonly Finding[],
  timed: TimedValidation | null,
): readonly Block[] {
  const basic: Block = { block: 'basic-validation', clause: '5.3', findings: concludingFindings(blocks) }
  const fixed = [...bytes, ...context].filter(isDecisive)
  if (!timed || fixed.length > 0) return [basic]
  // Where past validation ran, its findings are the result; they are those of the whole, judged once more by content stamps.
  const longTerm = timed.past ? [...timed.longTerm, ...timed.acceptance] : timed.findings
  const withTime: Block = { block: 'signature-with-time', clause: '5.5', findings: longTerm }
  if (!timed.past) return [basic, withTime]
  return [basic, withTime, { block: 'past-signature-validation', clause: '5.6.2.4', findings: timed.findings }]
}

/** A document time-stamp has no signer but its authority. */
function ofTimeStamp(subject: Subject, stamp: TimeStamp, bytes: readonly Finding[]): SignatureValidation {
  const trust = subject.integrity.state === 'intact' ? stamp.because : []
  // A time that cannot be is a remark where a signature has such a stamp; here it is all that there is.
  const isImpossible = trust.length > 0 && !trust.some(isDecisive)
  const acceptance = isImpossible
    ? [findingOf('requirement-unmet', 'TIMESTAMP_ORDER_FAILURE', 'EN 319 102-1, 5.5.4', { what: 'time-stamp order' })]
    : []
  const blocks = buildingBlocks({ bytes, context: [], certificate: { findings: trust }, acceptance })
  return {
    subject,
    stamps: [],
    hasIntactStamp: false,
    timed: null,
    blocks: [...blocks, { block: 'basic-validation', clause: '5.4', findings: concludingFindings(blocks) }],
    findings: [...bytes, ...trust, ...acceptance],
    trust: [...trust, ...acceptance],
    notes: [...subject.integrity.notes, ...stamp.notes],
  }
}
