/** Remarks on the form of a document: they inform, and never decide. NĐ 30/2020/NĐ-CP. */
import type { IdentityReading } from '../identity/identity.ts'
import type { DocumentReport } from '../validation/report.ts'

/**
 * - `no-person-signature`: the seal of the body alone; Điều 5 asks for both.
 * - `certified-copy`: of which Điều 25, khoản 1, điểm c asks for nothing but that seal.
 * - `no-organization-signature`: a seal that may be seen on the page is a picture, not a certificate (Điều 17, khoản 2).
 * - `several-bodies`: seals under more than one name, such as that of a body which received it.
 */
export type FormRemark = 'no-person-signature' | 'certified-copy' | 'no-organization-signature' | 'several-bodies'

/** NĐ 30/2020/NĐ-CP, Phụ lục III: types of copies. */
const COPIES = ['Bản sao y', 'Bản trích sao', 'Bản sao lục']

/** What can be known of the signatures that hold, and of what was read in the document. */
export function formRemarks(
  { signatures }: Pick<DocumentReport, 'signatures'>,
  reading: IdentityReading | null,
): readonly FormRemark[] {
  const signers = signatures.flatMap(({ kind, outcome, signer }) =>
    kind === 'signature' && outcome === 'valid' && signer !== null ? [signer] : [],
  )
  if (signers.length === 0) return []
  const bodies = signers.filter(({ kind }) => kind === 'organization')
  const remarks: FormRemark[] = []
  if (bodies.length === signers.length) remarks.push(isCopy(reading) ? 'certified-copy' : 'no-person-signature')
  if (bodies.length === 0) remarks.push('no-organization-signature')
  if (new Set(bodies.map(({ commonName }) => commonName)).size > 1) remarks.push('several-bodies')
  return remarks
}

function isCopy(reading: IdentityReading | null): boolean {
  const typeName = reading?.kind === 'read' ? reading.identity.typeName : null
  return typeName?.confidence === 'firm' && COPIES.includes(typeName.value)
}
