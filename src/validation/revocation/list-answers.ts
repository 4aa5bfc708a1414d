/** What the revocation lists at hand say of a certificate. RFC 5280, 6.3.3. */
import { equalBytes } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { CertificateList, RevokedEntry } from '../../format/x509/crl.ts'
import type { Instant } from '../../lang.ts'
import { sameName } from '../distinguished-name.ts'
import type { Path } from '../path/path.ts'
import { type Answer, CERTIFICATE_HOLD, isKept, REMOVE_FROM_CRL, type Revoked, revokedFrom } from './answer.ts'
import { type Inquiry, isExhausted, isFromTheFuture } from './inquiry.ts'
import { isUnderstood, names, type Scope, scopeOf } from './list-scope.ts'
import { type EvidenceSigner, signerOfList } from './list-signer.ts'

/** @param path the certificate's own, from `index` on. */
export function listAnswers(path: Path, index: number, inquiry: Inquiry): readonly Answer[] {
  const certificate = path.certificates[index]
  if (!certificate) return []
  const speaking = inquiry.evidence.certificateLists.flatMap((list) => {
    const scope = isUsable(list, certificate, inquiry) ? scopeOf(list, certificate) : null
    return scope ? [{ list, scope }] : []
  })
  const deltas = speaking.flatMap(({ list }) => (list.baseNumber === null ? [] : [list]))
  const signerOf = (list: CertificateList) => (isExhausted(inquiry) ? null : signerOfList(list, path, index, inquiry))
  return speaking.flatMap(({ list, scope }) => {
    const signer = list.baseNumber === null ? signerOf(list) : null
    if (!signer) return []
    const told = { scope, certificate, base: { list, signer } }
    // RFC 5280, 5.2.4: a list of changes adds to what is known; what is open about one takes nothing from the others.
    return [null, ...deltasOf(told.base, deltas, signerOf)].flatMap((delta) => answerOf(told, delta) ?? [])
  })
}

function isUsable(list: CertificateList, certificate: Certificate, inquiry: Inquiry): boolean {
  return isUnderstood(list) && !isFromTheFuture(list.thisUpdate, inquiry) && list.thisUpdate >= certificate.notBefore
}

type SignedList = { readonly list: CertificateList; readonly signer: EvidenceSigner }
type Told = { readonly scope: Scope; readonly certificate: Certificate; readonly base: SignedList }

function answerOf({ scope, certificate, base: { list, signer } }: Told, delta: SignedList | null): Answer | null {
  const revoked = revocationOf(entriesOf(list, certificate), delta ? entriesOf(delta.list, certificate) : [])
  const { thisUpdate } = delta?.list ?? list
  if (!revoked && !isKept(certificate, thisUpdate, list.expiredCertificatesSince)) return null
  return {
    kind: 'certificate-list',
    sha256: list.sha256,
    alongside: delta ? [delta.list.sha256] : [],
    covers: scope.covers,
    thisUpdate,
    nextUpdate: laterOf(list.nextUpdate, delta?.list.nextUpdate ?? null),
    revoked,
    reasons: scope.reasons,
    source: signer.key,
    reservations: [...signer.reservations, ...(delta?.signer.reservations ?? [])],
    isCircular: signer.isCircular || (delta?.signer.isCircular ?? false),
  }
}

const laterOf = (a: Instant | null, b: Instant | null) => (a !== null && b !== null && a > b ? a : (b ?? a))

/** RFC 5280, 6.3.3 (c) and 5.2.4: the lists of changes of the same scope, made for a base not newer than this one. */
function deltasOf(
  { list: base, signer }: SignedList,
  deltas: readonly CertificateList[],
  signerOf: (delta: CertificateList) => EvidenceSigner | null,
): readonly SignedList[] {
  return deltas.flatMap((list) => {
    const fits =
      sameName(list.issuer, base.issuer) &&
      sameScope(list, base) &&
      numberOf(base.number) >= numberOf(list.baseNumber) &&
      numberOf(base.number) <= numberOf(list.number) &&
      list.thisUpdate >= base.thisUpdate
    const other = fits ? signerOf(list) : null
    return other?.key === signer.key ? [{ list, signer: other }] : []
  })
}

/** -1 where there is none, so that a list without a number takes no changes. */
function numberOf(hex: string | null): bigint {
  return hex === null ? -1n : BigInt(`0x${hex}`)
}

/** The same issuing distribution point, to the letter, or none in either. */
function sameScope(a: CertificateList, b: CertificateList): boolean {
  const point = ({ extensions }: CertificateList) =>
    extensions.find(({ oid }) => oid === OID.issuingDistributionPoint)?.value ?? new Uint8Array()
  return equalBytes(point(a), point(b))
}

/** RFC 5280, 6.3.3 (i), (j) and 5.3.3: an entry of an indirect list is of the issuer that it names. */
function entriesOf(list: CertificateList, certificate: Certificate): readonly RevokedEntry[] {
  const own = sameName(list.issuer, certificate.issuer)
  return list
    .entriesOf(certificate.serialNumber)
    .filter(({ certificateIssuer }) => (certificateIssuer ? names(certificateIssuer, certificate.issuer) : own))
}

/**
 * RFC 5280, 5.2.4 and 5.3.1: changes add to what the base says; removeFromCRL among them ends a hold. It ends nothing else:
 * other entries are removed when their certificate expires. Several entries for one certificate contradict each other, and
 * what costs most is believed of each.
 */
function revocationOf(entries: readonly RevokedEntry[], changes: readonly RevokedEntry[]): Revoked | null {
  const added = changes.filter(({ reason }) => reason !== REMOVE_FROM_CRL)
  const isReleased = changes.length > 0 && added.length === 0
  const standing = entries.filter(({ reason }) => !isReleased || reason !== CERTIFICATE_HOLD)
  return mostSevere([...standing, ...added])
}

function mostSevere(entries: readonly RevokedEntry[]): Revoked | null {
  if (entries.length === 0) return null
  const final = entries.find(({ reason }) => reason !== CERTIFICATE_HOLD)
  const times = entries.map(({ revokedAt, invalidityDate }) => revokedFrom(revokedAt, invalidityDate))
  return { at: Math.min(...times) as Instant, reason: final ? final.reason : CERTIFICATE_HOLD }
}
