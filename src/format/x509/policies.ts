/** Certificate policies, and how an authority maps and constrains them. RFC 5280, 4.2.1.4, 4.2.1.5 and 4.2.1.11. */
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { decodeCount, decodeOid } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'

export type PolicyMapping = { readonly issuerDomainPolicy: string; readonly subjectDomainPolicy: string }

/** Certificates that may follow before the constraint holds; null where it is not made. */
export type PolicyConstraints = {
  readonly requireExplicitPolicy: number | null
  readonly inhibitPolicyMapping: number | null
}

const POLICIES = 'RFC 5280, 4.2.1.4'
const MAPPINGS = 'RFC 5280, 4.2.1.5'
const CONSTRAINTS = 'RFC 5280, 4.2.1.11'

/** The identifiers in order. */
export function parseCertificatePolicies(element: Element): readonly string[] {
  const policies = atLeastOne(element, POLICIES).map(parsePolicyInformation)
  if (new Set(policies).size < policies.length) {
    throw new FormatError('The same policy twice', POLICIES, element.offset)
  }
  return policies
}

function parsePolicyInformation(element: Element): string {
  const fields = fieldsOf(element, POLICIES)
  const policy = decodeOid(fields.take(TAG.oid, 'policyIdentifier'))
  fields.takeOptional(TAG.sequence) // policyQualifiers: addressed to people, and no part of path validation
  fields.end()
  return policy
}

export function parsePolicyMappings(element: Element): readonly PolicyMapping[] {
  return atLeastOne(element, MAPPINGS).map((mapping) => {
    const fields = fieldsOf(mapping, MAPPINGS)
    const issuerDomainPolicy = decodeOid(fields.take(TAG.oid, 'issuerDomainPolicy'))
    const subjectDomainPolicy = decodeOid(fields.take(TAG.oid, 'subjectDomainPolicy'))
    fields.end()
    return { issuerDomainPolicy, subjectDomainPolicy }
  })
}

export function parsePolicyConstraints(element: Element): PolicyConstraints {
  const fields = fieldsOf(element, CONSTRAINTS)
  const explicit = fields.takeOptional(context(0))
  const mapping = fields.takeOptional(context(1))
  fields.end()
  if (!explicit && !mapping) throw new FormatError('Policy constraints that are empty', CONSTRAINTS, element.offset)
  return {
    requireExplicitPolicy: explicit && decodeCount(explicit, CONSTRAINTS),
    inhibitPolicyMapping: mapping && decodeCount(mapping, CONSTRAINTS),
  }
}

function atLeastOne(element: Element, clause: string): readonly Element[] {
  const items = itemsOf(element, TAG.sequence, clause)
  if (items.length === 0) throw new FormatError('A list without a member', clause, element.offset)
  return items
}
