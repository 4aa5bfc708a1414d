/** One value of DER or BER as views into the bytes it was read from. ITU-T X.690, 8. */
import type { Bytes } from '../../bytes.ts'
import { BudgetError, FormatError } from '../read.ts'
import { parseHeader } from './header.ts'
import { TAG } from './tag.ts'

/** DER admits only definite lengths here; its other rules do not matter to a reader that never re-encodes. */
export type EncodingRules = 'DER' | 'BER'

export const ASN1_BUDGET = {
  /** Nesting. The deepest real value, a name inside a reference inside a time-stamped signature, lies below 16. */
  depth: 32,
  /**
   * Headers looked at while one file is read. A signature with its tokens has some 500; the most come from content in
   * segments of 1,000 octets, as BER writers make them: 100,000 for 100 MB.
   */
  elements: 200_000,
} as const

/** What all values of one reading share. */
type Source = { readonly bytes: Bytes; readonly rules: EncodingRules; elementsLeft: number }

export type Element = {
  /** As in tag.ts. */
  readonly tag: number
  readonly constructed: boolean
  readonly indefinite: boolean
  /** Tag, length and content, with the end-of-contents octets of an indefinite length. */
  readonly encoding: Bytes
  readonly content: Bytes
  /** Of `encoding` in the bytes given to the reader. */
  readonly offset: number
  readonly depth: number
  readonly source: Source
}

/** The value at the start of `bytes`; what follows it is left to the caller. */
export function parseFirst(bytes: Bytes, rules: EncodingRules): Element {
  return parseAt({ bytes, rules, elementsLeft: ASN1_BUDGET.elements }, 0, bytes.length, 0)
}

/** The value that `bytes` are, to the last octet. */
export function parseWhole(bytes: Bytes, rules: EncodingRules): Element {
  const element = parseFirst(bytes, rules)
  const end = element.encoding.length
  if (end < bytes.length) throw new FormatError('Bytes follow the end of the value', 'X.690, 8.1.1', end)
  return element
}

/** The values inside a constructed one, one level down. */
export function childrenOf(element: Element): readonly Element[] {
  if (!element.constructed) throw new FormatError('Expected a constructed value', 'X.690, 8.1.2.5', element.offset)
  const start = element.offset + (element.content.byteOffset - element.encoding.byteOffset)
  const end = start + element.content.length
  const children: Element[] = []
  for (let at = start; at < end; ) {
    const child = parseAt(element.source, at, end, element.depth + 1)
    children.push(child)
    at += child.encoding.length
  }
  return children
}

function parseAt(source: Source, offset: number, limit: number, depth: number): Element {
  const { bytes } = source
  spend(source, depth, offset)
  const { tag, constructed, contentStart, contentEnd, isShortest } = parseHeader(bytes, offset, limit)
  if (tag === TAG.endOfContents) throw new FormatError('End-of-contents without a beginning', 'X.690, 8.1.5', offset)
  const indefinite = contentEnd < 0
  if (indefinite && source.rules === 'DER') {
    throw new FormatError('Indefinite length where DER is due', 'X.690, 10.1', offset)
  }
  if (indefinite) expectConstructed(constructed, offset)
  // One certificate has one encoding, so that its hash names it.
  else if (source.rules === 'DER' && !isShortest)
    throw new FormatError('A length longer than needed', 'X.690, 10.1', offset)
  const end = indefinite ? endOfContents(source, contentStart, limit, depth) : contentEnd
  const encoding = bytes.subarray(offset, indefinite ? end + END_OF_CONTENTS_OCTETS : end)
  return { tag, constructed, indefinite, encoding, content: bytes.subarray(contentStart, end), offset, depth, source }
}

const END_OF_CONTENTS_OCTETS = 2

/** Offset of the end-of-contents octets that close an indefinite length. X.690, 8.1.3.6. */
function endOfContents(source: Source, from: number, limit: number, depth: number): number {
  let at = from
  for (let open = 1; open > 0; ) {
    spend(source, depth + open, at)
    const { tag, constructed, contentStart, contentEnd } = parseHeader(source.bytes, at, limit)
    if (tag === TAG.endOfContents) {
      if (constructed || contentEnd !== at + END_OF_CONTENTS_OCTETS) {
        throw new FormatError('End-of-contents with contents', 'X.690, 8.1.5', at)
      }
      open--
      at = contentEnd
    } else if (contentEnd < 0) {
      expectConstructed(constructed, at)
      open++
      at = contentStart
    } else {
      at = contentEnd
    }
  }
  return at - END_OF_CONTENTS_OCTETS
}

function expectConstructed(constructed: boolean, offset: number): void {
  if (!constructed) throw new FormatError('Indefinite length of a primitive value', 'X.690, 8.1.3.2', offset)
}

function spend(source: Source, depth: number, offset: number): void {
  source.elementsLeft--
  if (source.elementsLeft < 0) throw new BudgetError('Too many values', 'ASN1_BUDGET.elements', offset)
  if (depth > ASN1_BUDGET.depth) throw new BudgetError('Values nested too deep', 'ASN1_BUDGET.depth', offset)
}
