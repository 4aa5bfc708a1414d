/** Values of the simple types. The tag is the caller's matter, so that IMPLICIT tags need nothing more. ITU-T X.690, 8. */
import { type Bytes, toHex } from '../../bytes.ts'
import { FormatError } from '../read.ts'
import { childrenOf, type Element } from './element.ts'
import { TAG } from './tag.ts'

const PRIMITIVE_BUDGET = {
  /** Content octets of an object identifier: as many as SNMP allows arcs (RFC 2578, 3.5). A 2.25 UUID takes 20. */
  oidOctets: 128,
  /** Content octets of an INTEGER that is wanted as a number, such as a version: the safe integers. */
  smallIntegerOctets: 6,
} as const

export function decodeBoolean(element: Element): boolean {
  const content = primitiveContent(element)
  if (content.length !== 1)
    throw new FormatError('BOOLEAN of more or less than one octet', 'X.690, 8.2.1', element.offset)
  // Laxer than X.690, 11.1: any octet but zero is TRUE, as in BER.
  return content[0] !== 0
}

/**
 * The content octets as hex without leading zero octets; zero is `00`, and a negative number has a minus before the octets of
 * its two's complement, so that -1 is not 255. Serial numbers are compared in this form.
 * Laxer than RFC 5280, 4.1.2.2: zero, negative and very long numbers are read, since old authorities issued them.
 */
export function decodeInteger(element: Element): string {
  const content = integerContent(element)
  const hex = toHex(content.subarray(leadingZeros(content)))
  return (content[0] ?? 0) >= 0x80 ? `-${hex}` : hex
}

/** How many octets at the start of an INTEGER do not count; the last one always does. */
function leadingZeros(content: Bytes): number {
  const first = content.findIndex((octet) => octet !== 0)
  return first < 0 ? content.length - 1 : first
}

/** An INTEGER or ENUMERATED that is meant to be small, with its sign. */
export function decodeSmallInteger(element: Element): number {
  const content = integerContent(element)
  if (content.length > PRIMITIVE_BUDGET.smallIntegerOctets) {
    throw new FormatError('INTEGER out of range', 'X.690, 8.3', element.offset)
  }
  return Buffer.from(content).readIntBE(0, content.length)
}

/** The same for a number that counts something; `clause` is the one that forbids it to be negative. */
export function decodeCount(element: Element, clause: string): number {
  const count = decodeSmallInteger(element)
  if (count < 0) throw new FormatError('Negative where something is counted', clause, element.offset)
  return count
}

/** Dotted decimal. */
export function decodeOid(element: Element): string {
  const content = primitiveContent(element)
  const last = content[content.length - 1]
  if (last === undefined || last >= 0x80 || content.length > PRIMITIVE_BUDGET.oidOctets) {
    throw new FormatError('OBJECT IDENTIFIER empty, unfinished or out of range', 'X.690, 8.19', element.offset)
  }
  const arcs: Arc[] = []
  let arc: Arc = 0
  for (const octet of content) {
    if (arc === 0 && octet === 0x80) throw new FormatError('Arc with leading zeros', 'X.690, 8.19.2', element.offset)
    arc = longerArc(arc, octet & 0x7f)
    if (octet >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  return [...firstTwoArcs(first), ...rest].join('.')
}

/** A number while it is exact, as nearly all arcs are; those under 2.25 have 128 bits. */
type Arc = number | bigint

function longerArc(arc: Arc, bits: number): Arc {
  if (typeof arc === 'number' && arc < 2 ** 45) return arc * 128 + bits
  return BigInt(arc) * 128n + BigInt(bits)
}

/** X.690, 8.19.4: the first two arcs share one number. */
function firstTwoArcs(joined: Arc): readonly Arc[] {
  if (typeof joined === 'bigint') return [2, joined - 80n]
  return joined < 80 ? [Math.floor(joined / 40), joined % 40] : [2, joined - 80]
}

/** The octets of a BIT STRING that must consist of whole octets, such as a signature. */
export function decodeBitString(element: Element): Bytes {
  const { unused, bits } = bitStringContent(element)
  if (unused !== 0) throw new FormatError('BIT STRING does not end with an octet', 'X.690, 8.6.2.2', element.offset)
  return bits
}

/** The names of the bits that are set; `names` in the order of the definition, further bits are passed over. */
export function decodeNamedBits<Name extends string>(element: Element, names: readonly Name[]): ReadonlySet<Name> {
  const { bits } = bitStringContent(element)
  return new Set(names.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0))
}

/** The octets; a view where the value is primitive or has one segment, else the segments joined. X.690, 8.7.3. */
export function decodeOctetString(element: Element): Bytes {
  const segments: Bytes[] = []
  collectSegments(element, segments)
  const [only] = segments
  return segments.length === 1 && only ? only : Buffer.concat(segments)
}

export function primitiveContent(element: Element): Bytes {
  if (element.constructed) throw new FormatError('Expected a primitive value', 'X.690, 8.1.2.5', element.offset)
  return element.content
}

/** Recursion ends with the depth that `childrenOf` allows. */
function collectSegments(element: Element, segments: Bytes[]): void {
  if (!element.constructed) {
    segments.push(element.content)
    return
  }
  for (const child of childrenOf(element)) {
    if (child.tag !== TAG.octetString) {
      throw new FormatError('OCTET STRING of other segments', 'X.690, 8.7.3.2', child.offset)
    }
    collectSegments(child, segments)
  }
}

function integerContent(element: Element): Bytes {
  const content = primitiveContent(element)
  const [first, second = first] = content
  if (first === undefined || second === undefined) {
    throw new FormatError('INTEGER without contents', 'X.690, 8.3.1', element.offset)
  }
  // A longer spelling of the same number would give one certificate two encodings; BER forbids it as DER does.
  const isPadded = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)
  if (isPadded && content.length > 1) throw new FormatError('INTEGER padded', 'X.690, 8.3.2', element.offset)
  return content
}

function bitStringContent(element: Element): { readonly unused: number; readonly bits: Bytes } {
  const content = primitiveContent(element)
  const unused = content[0]
  if (unused === undefined || unused > 7 || (unused > 0 && content.length === 1)) {
    throw new FormatError('BIT STRING with a wrong count of unused bits', 'X.690, 8.6.2', element.offset)
  }
  return { unused, bits: content.subarray(1) }
}
