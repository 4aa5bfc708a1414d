/** `sokyso trust list`: the authorities that are known, how far they are trusted, and how old their revocation lists are. */
import type { Held, HeldList } from '../evidence/held.ts'
import type { ImportedEvidence } from '../evidence/imported.ts'
import { isList, type Material } from '../evidence/material.ts'
import { PINS } from '../evidence/pins.ts'
import { isSelfSigned } from '../evidence/trust-anchors.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Sha256 } from '../lang.ts'
import { nameKey } from '../validation/distinguished-name.ts'
import type { TrustAnchor } from '../validation/judgement.ts'
import { isIssuedBy, isListOf } from './accept.ts'

export type AuthorityRow = {
  readonly certificate: Certificate
  /** Null: an intermediate, which only helps to build paths. */
  readonly anchor: TrustAnchor | null
  /** An anchor to which `anchors.json` denies its trust by a mistake in it. */
  readonly isBarred: boolean
  /** Whether its fingerprint is known here, or the operator alone vouches for it; else an authority that is here issued it. */
  readonly pin: 'known' | 'by-hand' | 'none'
  /** The newest complete list that it signed. */
  readonly list: CertificateList | null
}

/** Where lists are: imported folders, and what the service keeps of the network. */
export type ListPlace = {
  readonly held: () => readonly Held[]
  readonly load: (sha256: Sha256) => Promise<Material | null>
}

/** Anchors first, each kind in the order of the files. */
export async function listAuthorities(
  imported: ImportedEvidence,
  kept: ListPlace | null,
): Promise<readonly AuthorityRow[]> {
  const { anchors, intermediates } = await imported.trust()
  const places = kept ? [imported, kept] : [imported]
  const { barred } = imported.rules()
  const all = [
    ...anchors.map((anchor) => ({ certificate: anchor.certificate, anchor })),
    ...intermediates.map((certificate) => ({ certificate, anchor: null })),
  ]
  return Promise.all(
    all.map(async ({ certificate, anchor }) => ({
      certificate,
      anchor,
      isBarred: barred.has(certificate.sha256) && isAnchorByItself(certificate),
      pin: pinOf(certificate, all),
      list: await newestList(certificate, places),
    })),
  )
}

function pinOf(certificate: Certificate, all: readonly Pick<AuthorityRow, 'certificate'>[]): AuthorityRow['pin'] {
  if (PINS.has(certificate.sha256)) return 'known'
  const others = all.filter((one) => one.certificate.sha256 !== certificate.sha256)
  return others.some((one) => isIssuedBy(certificate, one.certificate)) ? 'none' : 'by-hand'
}

const isAnchorByItself = (certificate: Certificate) =>
  PINS.get(certificate.sha256)?.kind === 'anchor' || isSelfSigned(certificate)

async function newestList(authority: Certificate, places: readonly ListPlace[]): Promise<CertificateList | null> {
  const issuer = nameKey(authority.subject)
  const candidates = places
    .flatMap((place) => place.held().flatMap((held) => (isOf(held, issuer) ? [{ held, place }] : [])))
    .sort((a, b) => b.held.thisUpdate - a.held.thisUpdate)
  for (const { held, place } of candidates) {
    const item = await place.load(held.sha256)
    if (item !== null && isList(item) && isListOf(item, authority)) return item
  }
  return null
}

function isOf(held: Held, issuer: string): held is HeldList {
  return held.kind === 'list' && held.issuer === issuer && held.baseNumber === null
}
