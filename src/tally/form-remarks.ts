/** Remarks on the form of a document: they inform, and never decide. NĐ 30/2020/NĐ-CP. */
import type { DocumentReport } from '../validation/report.ts'

/**
 * - `no-person-signature`: the seal of the body alone, as on a copy (Điều 25, khoản 1, điểm c) or a scan; Điều 5 asks for both.
 * - `no-organization-signature`: a seal that may be seen on the page is a picture, not a certificate (Điều 17, khoản 2).
 * - `several-bodies`: seals under more than one name, such as that of a body which received it.
 */
export type FormRemark = 'no-person-signature' | 'no-organization-signature' | 'several-bodies'

export function formRemarks({ signatures }: Pick<DocumentReport, 'signatures'>): readonly FormRemark[] {
  const signers = signatures.flatMap(({ kind, outcome, signer }) =>
    kind === 'signature' && outcome === 'valid' && signer !== null ? [signer] : [],
  )
  if (signers.length === 0) return []
  const bodies = signers.filter(({ kind }) => kind === 'organization')
  return [
    ...(bodies.length === signers.length ? (['no-person-signature'] as const) : []),
    ...(bodies.length === 0 ? (['no-organization-signature'] as const) : []),
    ...(new Set(bodies.map(({ commonName }) => commonName)).size > 1 ? (['several-bodies'] as const) : []),
  ]
}
