/** The names that certificates below an authority may and may not carry. RFC 5280, 4.2.1.10. */
import type { Element } from '../asn1/element.ts'
import { fieldsOf, itemsOf } from '../asn1/fields.ts'
import { decodeCount } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import { type GeneralName, parseGeneralName } from './general-name.ts'

export type GeneralSubtree = { readonly base: GeneralName; readonly minimum: number; readonly maximum: number | null }

/** Empty where that half is absent. */
export type NameConstraints = {
  readonly permitted: readonly GeneralSubtree[]
  readonly excluded: readonly GeneralSubtree[]
}

const CLAUSE = 'RFC 5280, 4.2.1.10'

export function parseNameConstraints(element: Element): NameConstraints {
  const fields = fieldsOf(element, CLAUSE)
  const permitted = fields.takeOptional(context(0))
  const excluded = fields.takeOptional(context(1))
  fields.end()
  if (!permitted && !excluded) throw new FormatError('Name constraints that constrain nothing', CLAUSE, element.offset)
  return { permitted: permitted ? parseSubtrees(permitted) : [], excluded: excluded ? parseSubtrees(excluded) : [] }
}

/** At least one: whether an empty list permits everything or nothing, readers would not agree. */
function parseSubtrees(element: Element): readonly GeneralSubtree[] {
  const subtrees = itemsOf(element, TAG.sequence, CLAUSE).map(parseSubtree)
  if (subtrees.length === 0) throw new FormatError('GeneralSubtrees without one', CLAUSE, element.offset)
  return subtrees
}

function parseSubtree(element: Element): GeneralSubtree {
  const fields = fieldsOf(element, CLAUSE)
  const base = parseGeneralName(fields.takeAny('base'))
  const minimum = fields.takeOptional(context(0))
  const maximum = fields.takeOptional(context(1))
  fields.end()
  return {
    base,
    minimum: minimum ? decodeCount(minimum, CLAUSE) : 0,
    maximum: maximum && decodeCount(maximum, CLAUSE),
  }
}
