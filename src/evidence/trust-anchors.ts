/** Which of the certificates that an operator imported are trusted by themselves, how far, and whom may be asked below them. */
import { equalBytes } from '../bytes.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { Sha256 } from '../lang.ts'
import { isSignedBy } from '../validation/cryptography.ts'
import { anchorOf, type TrustAnchor, type TrustStore } from '../validation/judgement.ts'
import type { AnchorLimit } from './anchor-limits.ts'
import { FETCH_LIMITS } from './fetch-limits.ts'
import { PINS, type Pin, type Reach } from './pins.ts'

/** What the operator says of anchors beside putting them into the folder. */
export type AnchorRules = {
  readonly pins: ReadonlyMap<Sha256, Pin>
  readonly limits: readonly AnchorLimit[]
  /** Not trusted whatever else holds. */
  readonly barred: ReadonlySet<Sha256>
}

export const PINS_ALONE: AnchorRules = { pins: PINS, limits: [], barred: new Set() }

/**
 * A certificate that is pinned as an anchor or signed by itself is one: whoever puts it into the folder means to trust it.
 * Others only help to build paths. Each appears once.
 */
export function trustStoreOf(certificates: readonly Certificate[], rules: AnchorRules = PINS_ALONE): TrustStore {
  const distinct = [...new Map(certificates.map((certificate) => [certificate.sha256, certificate])).values()]
  const isAnchor = (certificate: Certificate) => isTrusted(certificate, rules)
  return {
    anchors: distinct.filter(isAnchor).map((certificate) => limited(anchorOf(certificate), rules)),
    intermediates: distinct.filter((certificate) => !isAnchor(certificate)),
  }
}

function isTrusted(certificate: Certificate, { pins, barred }: AnchorRules): boolean {
  if (barred.has(certificate.sha256)) return false
  return pins.get(certificate.sha256)?.kind === 'anchor' || isSelfSigned(certificate)
}

/** RFC 5280, 3.2: self-issued, and the signature is by its own key. */
export function isSelfSigned(certificate: Certificate): boolean {
  return equalBytes(certificate.issuer.der, certificate.subject.der) && isSignedBy(certificate, certificate) === 'good'
}

function limited(anchor: TrustAnchor, rules: AnchorRules): TrustAnchor {
  const limit = limitOf(anchor.certificate.sha256, rules)
  if (!limit) return anchor
  const { trustedFrom, trustedUntil, roles } = limit
  return { ...anchor, trustedFrom, trustedUntil, roles }
}

/** Hosts named by the operator stand in place of those of the pin. An anchor without either reaches nobody. */
export function reachOf(anchor: Sha256, rules: AnchorRules): Reach {
  const limit = limitOf(anchor, rules)
  const pinned = rules.pins.get(anchor)?.reach
  return {
    hosts: limit?.hosts ?? pinned?.hosts ?? [],
    maxBytes: limit?.maxBytes ?? pinned?.maxBytes ?? FETCH_LIMITS.maxBytes,
  }
}

const limitOf = (anchor: Sha256, { limits }: AnchorRules) => limits.find(({ sha256 }) => sha256 === anchor)
