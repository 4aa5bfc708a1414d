/** What the revocation lists at hand say of a certificate. RFC 5280, 6.3.3. */
import { equalBytes } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import type { CertificateList, RevokedEntry } from '../../format/x509/crl.ts'
import type { Instant } from '../../lang.ts'
import { sameName } from '../distinguished-name.ts'
import type { Path } from '../path/path.ts'
import { type Answer, isKept, REMOVE_FROM_CRL, type Revoked, revokedFrom } from './answer.ts'
import { type Inquiry, isFromTheFuture } from './inquiry.ts'
import { isUnderstood, names, type Scope, scopeOf } from './list-scope.ts'
import { signerOfList } from './list-signer.ts'

/** @param path the certificate's own, from `index` on. */
export function listAnswers(path: Path, index: number, inquiry: Inquiry): readonly Answer[] {
  const certificate = path.certificates[index]
  if (!certificate) return []
  const speaking = inquiry.evidence.certificateLists.flatMap((list) => {
    const scope = isUsable(list, certificate, inquiry) ? scopeOf(list, certificate) : null
    return scope ? [{ list, scope }] : []
  })
  const complete = speaking.filter(({ list }) => list.baseNumber === null)
  const deltas = speaking.flatMap(({ list }) => (list.baseNumber === null ? [] : [list]))
  return complete.flatMap(({ list, scope }) => answerOf(list, scope, deltas, path, index, certificate, inquiry) ?? [])
}

function isUsable(list: CertificateList, certificate: Certificate, inquiry: Inquiry): boolean {
  return isUnderstood(list) && !isFromTheFuture(list.thisUpdate, inquiry) && list.thisUpdate >= certificate.notBefore
}

function answerOf(
  list: CertificateList,
  scope: Scope,
  deltas: readonly CertificateList[],
  path: Path,
  index: number,
  certificate: Certificate,
  inquiry: Inquiry,
): Answer | null {
  const signer = signerOfList(list, path, index, inquiry)
  if (!signer) return null
  const delta = newestDelta(list, deltas, (one) => signerOfList(one, path, index, inquiry)?.key === signer.key)
  const entry = entryOf(list, certificate)
  const change = delta ? entryOf(delta, certificate) : null
  const { thisUpdate, nextUpdate } = delta ?? list
  if (!entry && !change && !isKept(certificate, thisUpdate, list.expiredCertificatesSince)) return null
  return {
    kind: 'certificate-list',
    sha256: list.sha256,
    delta: delta?.sha256 ?? null,
    covers: scope.covers,
    thisUpdate,
    nextUpdate,
    revoked: combined(entry, change),
    reasons: scope.reasons,
    reservations: signer.reservations,
  }
}

/** RFC 5280, 6.3.3 (c) and 5.2.4: the list of changes of the same scope, made for a base not newer than this one. */
function newestDelta(
  base: CertificateList,
  deltas: readonly CertificateList[],
  isBySameKey: (delta: CertificateList) => boolean,
): CertificateList | null {
  const fitting = deltas.filter(
    (delta) =>
      sameName(delta.issuer, base.issuer) &&
      sameScope(delta, base) &&
      numberOf(base.number) >= numberOf(delta.baseNumber) &&
      numberOf(base.number) <= numberOf(delta.number) &&
      delta.thisUpdate >= base.thisUpdate &&
      isBySameKey(delta),
  )
  return fitting.reduce<CertificateList | null>((a, b) => (a && a.thisUpdate >= b.thisUpdate ? a : b), null)
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
function entryOf(list: CertificateList, certificate: Certificate): RevokedEntry | null {
  const own = sameName(list.issuer, certificate.issuer)
  const entries = list
    .entriesOf(certificate.serialNumber)
    .filter(({ certificateIssuer }) => (certificateIssuer ? names(certificateIssuer, certificate.issuer) : own))
  // Several entries for one certificate contradict each other; the one that costs most is believed.
  return entries.reduce<RevokedEntry | null>((a, b) => (a && a.revokedAt <= b.revokedAt ? a : b), null)
}

/** RFC 5280, 5.2.4: what the list of changes says replaces what the base says. */
function combined(entry: RevokedEntry | null, change: RevokedEntry | null): Revoked | null {
  const last = change ?? entry
  if (!last || last.reason === REMOVE_FROM_CRL) return null
  const at: Instant = revokedFrom(last.revokedAt, last.invalidityDate)
  return { at, reason: last.reason }
}
