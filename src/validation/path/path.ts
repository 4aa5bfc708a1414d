/** Certification paths as values. RFC 5280, 6.1. */
import type { Bytes } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import { isSignedBy, keyAlgorithmOf, type SignatureCheck, type Signed } from '../cryptography.ts'
import type { TrustAnchor } from '../judgement.ts'

export type Path = {
  /** The certificate in question first, the anchor's last; only one where the anchor itself is in question. */
  readonly certificates: readonly Certificate[]
  readonly anchor: TrustAnchor
}

/** The certificate whose key signed the one at `index`; null for the anchor's. */
export function issuerAt({ certificates }: Path, index: number): Certificate | null {
  return certificates[index + 1] ?? null
}

/** Whether the key at `index` signed it, with the parameters that it has or inherits. */
export function isSignedAlong(path: Path, index: number, signed: Signed): SignatureCheck {
  const signer = path.certificates[index]
  if (!signer) return 'unsupported'
  const check = isSignedBy(signer, signed)
  const inherited = check === 'unsupported' ? inheritedAt(path, index) : null
  return inherited ? isSignedBy(signer, signed, inherited) : check
}

function inheritedAt(path: Path, index: number): Bytes | null {
  const holder = parametersHolder(path, index)
  return holder && holder !== path.certificates[index] ? (keyAlgorithmOf(holder)?.parameters ?? null) : null
}

/**
 * The certificate with the parameters of the key at `index`: its own, or for a DSA key that leaves them away the one above,
 * if that is a DSA key as well (RFC 5280, 6.1.4 (d) to (f)); null where nobody has them.
 */
export function parametersHolder(path: Path, index: number): Certificate | null {
  const certificate = path.certificates[index]
  const key = certificate ? keyAlgorithmOf(certificate) : null
  if (!certificate || !key) return null
  if (key.oid !== OID.dsa || key.parameters) return certificate
  const above = path.certificates[index + 1]
  return above && keyAlgorithmOf(above)?.oid === OID.dsa ? parametersHolder(path, index + 1) : null
}
