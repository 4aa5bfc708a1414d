/** For which certificates and reasons a revocation list speaks. RFC 5280, 5.2.5. */
import type { Element } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeBoolean } from '../asn1/primitive.ts'
import { context } from '../asn1/tag.ts'
import {
  type DistributionPointName,
  parseDistributionPointName,
  parseReasonFlags,
  type ReasonFlag,
} from './distribution-point.ts'

/** That at most one of the three `onlyContains…` is true is not checked. */
export type IssuingDistributionPoint = {
  readonly name: DistributionPointName | null
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  /** Null where the list speaks for all reasons. */
  readonly onlySomeReasons: ReadonlySet<ReasonFlag> | null
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

export function parseIssuingDistributionPoint(element: Element): IssuingDistributionPoint {
  const fields = fieldsOf(element, 'RFC 5280, 5.2.5')
  const flag = (number: number): boolean => {
    const value = fields.takeOptional(context(number))
    return value !== null && decodeBoolean(value)
  }
  const name = fields.takeOptional(context(0))
  const onlyContainsUserCerts = flag(1)
  const onlyContainsCACerts = flag(2)
  const reasons = fields.takeOptional(context(3))
  const indirectCRL = flag(4)
  const onlyContainsAttributeCerts = flag(5)
  fields.end()
  return {
    name: name && parseDistributionPointName(name),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlySomeReasons: reasons && parseReasonFlags(reasons),
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
