/** Attribution of a file by three witnesses: who signed it, who issued it by its own head, and who sent it. */
import type { Home } from '../campaign/home.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Submission } from '../submission/submission.ts'
import { meaningOf } from '../validation/code.ts'
import type { DocumentReport, SignatureReport, SignerReport } from '../validation/report.ts'
import type { Attribution, Testimony } from './attribution.ts'
import { type Beside, NOTHING_BESIDE } from './beside.ts'
import { bodyOfHeader } from './header-body.ts'
import { indexRegister, type RegisterIndex } from './name-index.ts'
import type { NamedBody } from './named-body.ts'
import { bodyOfSigner } from './signer-body.ts'
import { weigh } from './weigh.ts'

/** Units as they were when the mail server took the letter in; `evidence` quotes what matched, as it was written. */
export function attribute(
  report: DocumentReport,
  submission: Submission,
  units: readonly Unit[],
  home: Home,
  beside: Beside = NOTHING_BESIDE,
): Attribution {
  const register = indexRegister(units, home, submission.receivedAt)
  const certificates = certificateTestimonies(report, register)
  const others = [...headerTestimony(beside, register), ...addressTestimony(submission, beside, register)]
  return {
    ...weigh([...certificates.heard, ...others]),
    testimonies: [...certificates.heard, ...certificates.unheard, ...others],
  }
}

/** Those unheard decide nothing about the unit; a rule that asks for a seal asks whose it is. */
type CertificateTestimonies = Readonly<Record<'heard' | 'unheard', readonly Testimony[]>>

/**
 * Only trusted, intact signatures testify; of these the best kind in the file (valid, else waiting for revocation
 * data, else for a person), so that a doubtful signature never speaks beside a good one.
 */
function certificateTestimonies({ signatures }: DocumentReport, register: RegisterIndex): CertificateTestimonies {
  const trusted = signatures.filter(
    ({ kind, trust, integrity }) => kind === 'signature' && trust === 'trusted' && integrity === 'intact',
  )
  const kinds: readonly ((signature: SignatureReport) => boolean)[] = [
    ({ outcome }) => outcome === 'valid',
    ({ code }) => meaningOf(code).effect === 'provisional',
    ({ code }) => meaningOf(code).effect === 'review',
  ]
  const best = kinds.map((isOfKind) => trusted.filter(isOfKind)).find((found) => found.length > 0) ?? []
  const testimony = (signature: SignatureReport): readonly Testimony[] => {
    const { signer } = signature
    if (signer === null) return []
    const place = signatures.indexOf(signature)
    return [testimonyOf('certificate', bodyOfSigner(signer, register), quote(signer), place)]
  }
  return {
    heard: best.flatMap(testimony),
    unheard: trusted.filter((signature) => !best.includes(signature)).flatMap(testimony),
  }
}

function headerTestimony({ header }: Beside, { names }: RegisterIndex): readonly Testimony[] {
  if (header === null) return []
  const written = [header.organAbove, header.organName].filter((line) => line !== null).join(' / ')
  return [testimonyOf('header', bodyOfHeader(header, names), written)]
}

/** The whole address; the register keeps them in lower case, and so does a submission. A contradicted one says nothing. */
function addressTestimony(
  { sender }: Submission,
  { sender: standing }: Beside,
  { addresses }: RegisterIndex,
): readonly Testimony[] {
  if (sender === null) return []
  const unit = standing === 'contradicted' ? undefined : addresses.get(sender)
  return [testimonyOf('address', unit ? { kind: 'names', units: [unit.id] } : { kind: 'silent' }, sender)]
}

function testimonyOf(
  witness: Testimony['witness'],
  body: NamedBody,
  written: string,
  signature: number | null = null,
): Testimony {
  return { witness, signature, says: body.kind, units: 'units' in body ? body.units : [], quote: written }
}

function quote({ commonName, organizationalUnits, organization }: SignerReport): string {
  return [
    `CN=${commonName}`,
    ...organizationalUnits.map((unit) => `OU=${unit}`),
    ...(organization ? [`O=${organization}`] : []),
  ].join(', ')
}
