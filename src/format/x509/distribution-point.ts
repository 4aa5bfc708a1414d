/** Where revocation lists are, and for which reasons of revocation they speak. RFC 5280, 4.2.1.13. */
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { decodeNamedBits } from '../asn1/primitive.ts'
import { context, TAG, tagText } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { NameAttribute } from './certificate.ts'
import { type GeneralName, parseGeneralNames } from './general-name.ts'
import { parseRelativeName } from './name.ts'

export type DistributionPointName =
  | { readonly kind: 'fullName'; readonly names: readonly GeneralName[] }
  /** Attributes that complete the name of the issuer of the list. */
  | { readonly kind: 'relativeName'; readonly attributes: readonly NameAttribute[] }

export type DistributionPoint = {
  readonly name: DistributionPointName | null
  /** Null where the point speaks for all reasons. */
  readonly reasons: ReadonlySet<ReasonFlag> | null
  /** Empty where the issuer of the certificate is the issuer of the list. */
  readonly cRLIssuer: readonly GeneralName[]
}

export type ReasonFlag =
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'privilegeWithdrawn'
  | 'aACompromise'

/** All of them, from bit 1 on in the order of the bits; bit 0 means nothing. */
export const REASON_FLAGS: readonly ReasonFlag[] = [
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]

const CLAUSE = 'RFC 5280, 4.2.1.13'

/** CRLDistributionPoints, in order. Laxer than RFC 5280, 4.2.1.13: a point may name neither itself nor an issuer. */
export function parseDistributionPoints(element: Element): readonly DistributionPoint[] {
  return itemsOf(element, TAG.sequence, CLAUSE).map(parseDistributionPoint)
}

function parseDistributionPoint(element: Element): DistributionPoint {
  const fields = fieldsOf(element, CLAUSE)
  const name = fields.takeOptional(context(0))
  const reasons = fields.takeOptional(context(1))
  const issuer = fields.takeOptional(context(2))
  fields.end()
  return {
    name: name && parseDistributionPointName(name),
    reasons: reasons && parseReasonFlags(reasons),
    cRLIssuer: issuer ? parseGeneralNames(issuer) : [],
  }
}

/** @param element the explicit tag around the name, since it is a CHOICE. X.680, 31.2.7. */
export function parseDistributionPointName(element: Element): DistributionPointName {
  const fields = fieldsOf(element, CLAUSE)
  const name = fields.takeAny('DistributionPointName')
  fields.end()
  switch (name.tag) {
    case context(0):
      return { kind: 'fullName', names: parseGeneralNames(name) }
    case context(1):
      return { kind: 'relativeName', attributes: parseRelativeName(name) }
    default:
      throw new FormatError(`DistributionPointName: found ${tagText(name.tag)}`, CLAUSE, name.offset)
  }
}

export function parseReasonFlags(element: Element): ReadonlySet<ReasonFlag> {
  const flags = decodeNamedBits<ReasonFlag | 'unused'>(element, ['unused', ...REASON_FLAGS])
  return new Set(REASON_FLAGS.filter((flag) => flags.has(flag)))
}
