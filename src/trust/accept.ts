/** Which of the certificates and lists that an operator brings are taken, and why others are not. Nothing is written here. */
import { equalBytes } from '../bytes.ts'
import type { Pin } from '../evidence/pins.ts'
import { isSelfSigned } from '../evidence/trust-anchors.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Sha256 } from '../lang.ts'
import { isSignedBy } from '../validation/cryptography.ts'
import { sameName } from '../validation/distinguished-name.ts'
import { certificatesOf, type TrustStore } from '../validation/judgement.ts'

export type Ground =
  | { readonly kind: 'pinned'; readonly pin: Pin }
  /** The operator gave its SHA-256. */
  | { readonly kind: 'named' }
  | { readonly kind: 'issued'; readonly by: Certificate }

export type Refusal =
  /** Signed by itself, which anybody can do. */
  | 'self-signed'
  /** No certificate that was taken signed it. */
  | 'unknown-issuer'
  /** A signer's, a server's: it helps no path. */
  | 'no-authority'

export type CertificateDecision =
  | { readonly kind: 'taken'; readonly certificate: Certificate; readonly ground: Ground }
  | { readonly kind: 'present'; readonly certificate: Certificate }
  | { readonly kind: 'refused'; readonly certificate: Certificate; readonly why: Refusal }

export type ListDecision =
  | { readonly kind: 'taken'; readonly list: CertificateList; readonly by: Certificate }
  | { readonly kind: 'present'; readonly list: CertificateList }
  | { readonly kind: 'refused'; readonly list: CertificateList }

export type Known = {
  /** What lies in the folder already. */
  readonly trust: TrustStore
  readonly pins: ReadonlyMap<Sha256, Pin>
  readonly named: ReadonlySet<Sha256>
}

/** Each certificate once, in the order given; that they come issuer first is not expected. */
export function acceptCertificates(brought: readonly Certificate[], known: Known): readonly CertificateDecision[] {
  const distinct = [...new Map(brought.map((certificate) => [certificate.sha256, certificate])).values()]
  const present = certificatesOf(known.trust)
  const isPresent = ({ sha256 }: Certificate) => present.some((one) => one.sha256 === sha256)
  const grounds = groundsOf([...present, ...distinct], known)
  return distinct.map((certificate): CertificateDecision => {
    if (isPresent(certificate)) return { kind: 'present', certificate }
    const ground = grounds.get(certificate.sha256)
    return ground
      ? { kind: 'taken', certificate, ground }
      : { kind: 'refused', certificate, why: refusalOf(certificate) }
  })
}

/** What speaks for each certificate: a fingerprint, or the signature of one for which something speaks. */
function groundsOf(certificates: readonly Certificate[], { trust, pins, named }: Known): ReadonlyMap<Sha256, Ground> {
  const grounds = new Map<Sha256, Ground>()
  const believed = trust.anchors.map(({ certificate }) => certificate)
  for (const certificate of certificates) {
    const pin = pins.get(certificate.sha256)
    const ground = pin ? ({ kind: 'pinned', pin } as const) : named.has(certificate.sha256) ? NAMED : null
    if (!ground) continue
    grounds.set(certificate.sha256, ground)
    believed.push(certificate)
  }
  // Grows while it is gone through: each certificate is added once.
  for (const authority of believed) {
    for (const certificate of certificates) {
      if (grounds.has(certificate.sha256) || !isAuthority(certificate) || !isIssuedBy(certificate, authority)) continue
      grounds.set(certificate.sha256, { kind: 'issued', by: authority })
      believed.push(certificate)
    }
  }
  return grounds
}

const NAMED: Ground = { kind: 'named' }

/** RFC 5280, 4.2.1.9 and 4.2.1.3. The judge follows all rules of a path later. */
function isAuthority({ basicConstraints, keyUsage }: Certificate): boolean {
  return (basicConstraints?.ca ?? false) && (keyUsage?.has('keyCertSign') ?? true)
}

export function isIssuedBy(certificate: Certificate, authority: Certificate): boolean {
  return sameName(authority.subject, certificate.issuer) && isSignedBy(authority, certificate) === 'good'
}

function refusalOf(certificate: Certificate): Refusal {
  if (isSelfSigned(certificate)) return 'self-signed'
  return isAuthority(certificate) ? 'unknown-issuer' : 'no-authority'
}

/** @param authorities certificates that lie in the folder or were taken just now. */
export function acceptLists(
  brought: readonly CertificateList[],
  authorities: readonly Certificate[],
  present: ReadonlySet<Sha256>,
): readonly ListDecision[] {
  const distinct = [...new Map(brought.map((list) => [list.sha256, list])).values()]
  return distinct.map((list): ListDecision => {
    if (present.has(list.sha256)) return { kind: 'present', list }
    const by = authorities.find((authority) => isListOf(list, authority))
    return by ? { kind: 'taken', list, by } : { kind: 'refused', list }
  })
}

/** RFC 5280, 6.3.3 (f) and (g), for lists that an authority signs itself. */
export function isListOf(list: CertificateList, authority: Certificate): boolean {
  const hasName = equalBytes(list.issuer.der, authority.subject.der) || sameName(list.issuer, authority.subject)
  return hasName && (authority.keyUsage?.has('cRLSign') ?? true) && isSignedBy(authority, list) === 'good'
}
