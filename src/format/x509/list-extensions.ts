/** The extensions of a revocation list whose contents become fields of `CertificateList`. RFC 5280, 5.2. */
import type { Bytes } from '../../bytes.ts'
import type { Instant } from '../../lang.ts'
import type { Element } from '../asn1/element.ts'
import { OID } from '../asn1/oid.ts'
import { decodeInteger } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { decodeInstant } from '../asn1/time.ts'
import { FormatError } from '../read.ts'
import { parseAuthorityKeyIdentifier } from './authority-extensions.ts'
import type { Extension } from './certificate.ts'
import { type DistributionPoint, parseDistributionPoints } from './distribution-point.ts'
import { parseExtensionValue } from './extension-value.ts'
import { type IssuingDistributionPoint, parseIssuingDistributionPoint } from './issuing-distribution-point.ts'

/** Null or empty where the extension is absent; one that is present but unreadable makes the list unreadable. */
export type ListExtensions = {
  readonly issuingDistributionPoint: IssuingDistributionPoint | null
  /** cRLNumber, spelled as `Certificate.serialNumber`: the greater number is the longer one, or the later of equal length. */
  readonly number: string | null
  /** BaseCRLNumber of a list of changes, spelled like `number`; null where the list is complete. RFC 5280, 5.2.4. */
  readonly baseNumber: string | null
  readonly authorityKeyIdentifier: Bytes | null
  /** Certificates that expired since then are still on the list. X.509, 8.5.2.12. */
  readonly expiredCertificatesSince: Instant | null
  /** Where lists of changes to this one are. RFC 5280, 5.2.6. */
  readonly freshestCrl: readonly DistributionPoint[]
}

export function parseListExtensions(extensions: readonly Extension[]): ListExtensions {
  const value = <T>(oid: string, tag: number, parse: (element: Element) => T): T | null =>
    parseExtensionValue(extensions, oid, tag, parse)
  const authority = value(OID.authorityKeyIdentifier, TAG.sequence, parseAuthorityKeyIdentifier)
  return {
    issuingDistributionPoint: value(OID.issuingDistributionPoint, TAG.sequence, parseIssuingDistributionPoint),
    number: value(OID.cRLNumber, TAG.integer, parseNumber),
    baseNumber: value(OID.deltaCRLIndicator, TAG.integer, parseNumber),
    authorityKeyIdentifier: authority?.keyIdentifier ?? null,
    expiredCertificatesSince: value(OID.expiredCertsOnCRL, TAG.generalizedTime, decodeInstant),
    freshestCrl: value(OID.freshestCRL, TAG.sequence, parseDistributionPoints) ?? [],
  }
}

/** RFC 5280, 5.2.3: from zero on. */
function parseNumber(element: Element): string {
  const number = decodeInteger(element)
  if (number.startsWith('-')) throw new FormatError('A negative CRLNumber', 'RFC 5280, 5.2.3', element.offset)
  return number
}
