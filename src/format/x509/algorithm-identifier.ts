/** AlgorithmIdentifier. RFC 5280, 4.1.1.2. */
import { type Bytes, equalBytes } from '../../bytes.ts'
import type { Element } from '../asn1/element.ts'
import { fieldsOf } from '../asn1/fields.ts'
import { decodeOid } from '../asn1/primitive.ts'
import { TAG } from '../asn1/tag.ts'
import { FormatError } from '../read.ts'
import type { AlgorithmIdentifier } from './certificate.ts'

export function parseAlgorithmIdentifier(element: Element): AlgorithmIdentifier {
  const fields = fieldsOf(element, 'RFC 5280, 4.1.1.2')
  const oid = decodeOid(fields.take(TAG.oid, 'algorithm'))
  const parameters = fields.takeOptionalAny()
  fields.end()
  return { oid, parameters: parameters?.encoding ?? null }
}

/** RFC 5280, 4.1.1.2 and 5.1.1.2: the algorithm outside is not signed, so it must be the one inside. */
export function checkSameAlgorithm(inner: Element, outer: Element): void {
  const inside = parseAlgorithmIdentifier(inner)
  const outside = parseAlgorithmIdentifier(outer)
  if (inside.oid === outside.oid && equalBytes(parametersOf(inside), parametersOf(outside))) return
  throw new FormatError('Two different signature algorithms', 'RFC 5280, 4.1.1.2', inner.offset)
}

// Laxer than RFC 5280, 4.1.1.2: parameters that are absent in one place and NULL in the other are the same; nothing is
// said by either, and issuers in use mix them.
function parametersOf({ parameters }: AlgorithmIdentifier): Bytes {
  return parameters ?? NULL
}

const NULL = Buffer.of(TAG.null, 0)
