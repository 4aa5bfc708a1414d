/** Whether a revocation list speaks of a certificate, and for which reasons. RFC 5280, 6.3.3 (b) and (d). */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate, Name, NameAttribute } from '../../format/x509/certificate.ts'
import type { CertificateList } from '../../format/x509/crl.ts'
import type { DistributionPoint, DistributionPointName, ReasonFlag } from '../../format/x509/distribution-point.ts'
import type { GeneralName } from '../../format/x509/general-name.ts'
import { sameName, sameRelativeName } from '../distinguished-name.ts'

export type Scope = {
  readonly covers: 'issuer' | 'distribution-point' | 'indirect'
  /** Null: all reasons. */
  readonly reasons: ReadonlySet<ReasonFlag> | null
}

/** Extensions whose meaning is followed here; a list with any other critical one is not usable (RFC 5280, 5.2). */
const UNDERSTOOD = new Set<string>([
  OID.cRLNumber,
  OID.authorityKeyIdentifier,
  OID.issuerAltName,
  OID.issuingDistributionPoint,
  OID.deltaCRLIndicator,
  OID.freshestCRL,
  OID.expiredCertsOnCRL,
])

export function isUnderstood({ extensions, hasUnknownCriticalEntryExtension }: CertificateList): boolean {
  return !hasUnknownCriticalEntryExtension && extensions.every(({ oid, critical }) => UNDERSTOOD.has(oid) || !critical)
}

/** Null where the list does not speak of the certificate. Of several distribution points the one with most reasons counts. */
export function scopeOf(list: CertificateList, certificate: Certificate): Scope | null {
  const idp = list.issuingDistributionPoint
  const isAuthority = certificate.basicConstraints?.ca ?? false
  // RFC 5280, 6.3.3 (b) (2) (ii) to (iv).
  if (idp?.onlyContainsAttributeCerts || (isAuthority ? idp?.onlyContainsUserCerts : idp?.onlyContainsCACerts))
    return null
  const scopes = [...certificate.distributionPoints, ISSUERS_OWN].flatMap(
    (point) => scopeAt(point, list, certificate) ?? [],
  )
  return scopes.reduce<Scope | null>((best, scope) => (best && sizeOf(best) >= sizeOf(scope) ? best : scope), null)
}

/** RFC 5280, 6.3.3: a certificate that names no point means one of its issuer's, for all reasons. */
const ISSUERS_OWN: DistributionPoint = { name: null, reasons: null, cRLIssuer: [] }

const sizeOf = ({ reasons }: Scope) => reasons?.size ?? Number.POSITIVE_INFINITY

function scopeAt(point: DistributionPoint, list: CertificateList, certificate: Certificate): Scope | null {
  const idp = list.issuingDistributionPoint
  const isIndirect = point.cRLIssuer.length > 0
  if (
    isIndirect ? !(idp?.indirectCRL && names(point.cRLIssuer, list.issuer)) : !sameName(list.issuer, certificate.issuer)
  )
    return null
  // RFC 5280, 6.3.3 (b) (2) (i): a list for one point of several says nothing of certificates of the others.
  if (idp?.name && !namesPoint(idp.name, point, list.issuer, certificate.issuer)) return null
  return {
    covers: isIndirect ? 'indirect' : idp?.name ? 'distribution-point' : 'issuer',
    reasons: intersection(point.reasons, idp?.onlySomeReasons ?? null),
  }
}

function namesPoint(name: DistributionPointName, point: DistributionPoint, listIssuer: Name, issuer: Name): boolean {
  const [pointIssuer] = point.cRLIssuer.flatMap((one) => (one.kind === 'directoryName' ? [one.name] : []))
  const ofList = expand(name, listIssuer)
  const own: readonly GeneralName[] =
    point.cRLIssuer.length > 0 ? point.cRLIssuer : [{ kind: 'directoryName', name: issuer }]
  const ofPoint = point.name
    ? expand(point.name, pointIssuer ?? issuer)
    : expand({ kind: 'fullName', names: own }, issuer)
  return ofList.some((one) => ofPoint.some((other) => samePlace(one, other)))
}

/** A directory name as its relative names, or another name as it is. */
type Place = readonly (readonly NameAttribute[])[] | GeneralName

function expand(name: DistributionPointName, base: Name): readonly Place[] {
  if (name.kind === 'relativeName') return [[...base.relativeNames, name.attributes]]
  return name.names.map((one) => (one.kind === 'directoryName' ? one.name.relativeNames : one))
}

const isDirectory = (place: Place): place is readonly (readonly NameAttribute[])[] => Array.isArray(place)

function samePlace(a: Place, b: Place): boolean {
  if (isDirectory(a) || isDirectory(b)) {
    return (
      isDirectory(a) &&
      isDirectory(b) &&
      a.length === b.length &&
      a.every((one, i) => sameRelativeName(one, b[i] ?? []))
    )
  }
  return a.kind === 'uniformResourceIdentifier' && b.kind === a.kind && foldUri(a.value) === foldUri(b.value)
}

/** RFC 5280, 7.4: scheme and host in any case. */
const foldUri = (uri: string): string => uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*/i, (place) => place.toLowerCase())

/** Whether one of `general` is the directory name `name`. */
export function names(general: readonly GeneralName[], name: Name): boolean {
  return general.some((one) => one.kind === 'directoryName' && sameName(one.name, name))
}

function intersection(
  a: ReadonlySet<ReasonFlag> | null,
  b: ReadonlySet<ReasonFlag> | null,
): ReadonlySet<ReasonFlag> | null {
  if (!a || !b) return a ?? b
  return new Set([...a].filter((reason) => b.has(reason)))
}
