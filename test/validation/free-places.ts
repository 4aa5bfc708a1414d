/** The places in a signed file where a byte may change and the verdict stays: each with its reason. None lies in what was signed. */
import { type Bytes, fromHex, lastIndexOf, toLatin1 } from '../../src/bytes.ts'
import { childrenOf, type Element, parseFirst } from '../../src/format/asn1/element.ts'
import { hexDigit, isWhiteSpace } from '../../src/format/pdf/characters.ts'

/** The gap of a signature: places of its first digit and behind its last one, and the values of its CMS by their part. */
type Gap = { readonly start: number; readonly end: number; readonly cms: Element; readonly parts: Parts }

type Parts = Readonly<
  Record<'version' | 'digests' | 'signerVersion' | 'issuer' | 'digestParameters' | 'signatureAlgorithm', Element>
>

export type FreePlace = {
  readonly name: string
  readonly clause: string
  /** Whether the byte at `at` may become `value`. */
  readonly admits: (gap: Gap, file: Bytes, at: number, value: number) => boolean
}

export const freePlaces: readonly FreePlace[] = [
  {
    name: 'the letter case of a hexadecimal digit',
    clause: 'ISO 32000-2, 7.3.4.3',
    admits: (_, file, at, value) => hexDigit(value) >= 0 && hexDigit(value) === hexDigit(file[at]),
  },
  {
    name: 'white-space among the zeros at the end, which a reader of hexadecimal strings passes over',
    clause: 'ISO 32000-2, 7.3.4.3',
    admits: ({ end }, file, at, value) => isWhiteSpace(value) && file.subarray(at, end).every((byte) => byte === 0x30),
  },
  {
    name: 'the version of SignedData, which repeats what choices occur in it',
    clause: 'RFC 5652, 5.1',
    admits: (gap, _, at) => lies(gap, at, gap.parts.version),
  },
  {
    name: 'digestAlgorithms, which tell a reader in one pass what to expect',
    clause: 'RFC 5652, 5.1',
    admits: (gap, _, at) => lies(gap, at, gap.parts.digests),
  },
  {
    name: 'the version of SignerInfo, which repeats how the signer is named',
    clause: 'RFC 5652, 5.3',
    admits: (gap, _, at) => lies(gap, at, gap.parts.signerVersion),
  },
  {
    name: 'how the name of the issuer is spelled, which only leads to the certificate and is compared without letter case',
    clause: 'RFC 5280, 7.1',
    admits: (gap, _, at) => lies(gap, at, gap.parts.issuer),
  },
  {
    name: 'the parameters of a digest, which has none',
    clause: 'RFC 5754, 2',
    admits: (gap, _, at) => lies(gap, at, gap.parts.digestParameters),
  },
  {
    name: 'the digest that signatureAlgorithm repeats, and its parameters; the signature value itself says which it is',
    clause: 'RFC 5652, 5.3; RFC 8017, 9.2',
    admits: (gap, _, at) => lies(gap, at, gap.parts.signatureAlgorithm),
  },
]

const lies = ({ start }: Gap, at: number, { offset, encoding }: Element): boolean =>
  at >= start + 2 * offset && at < start + 2 * (offset + encoding.length)

export function gapsOf(file: Bytes): readonly Gap[] {
  const gaps: Gap[] = []
  for (let at = lastIndexOf(file, '/Contents <'); at >= 0; at = lastIndexOf(file, '/Contents <', at - 1)) {
    const start = at + '/Contents <'.length
    const end = file.indexOf(0x3e, start)
    const cms = parseFirst(fromHex(toLatin1(file.subarray(start, end))), 'BER')
    gaps.push({ start, end, cms, parts: partsOf(cms) })
  }
  return gaps
}

function partsOf(cms: Element): Parts {
  const signedData = childAt(childAt(cms, 1), 0)
  const signer = childAt(childAt(signedData, -1), 0)
  const digest = childAt(signer, 2)
  return {
    version: childAt(signedData, 0),
    digests: childAt(childAt(signedData, 1), 0),
    signerVersion: childAt(signer, 0),
    issuer: childAt(childAt(signer, 1), 0),
    digestParameters: childAt(digest, 1),
    signatureAlgorithm: childAt(signer, 4),
  }
}

function childAt(element: Element, index: number): Element {
  const child = childrenOf(element).at(index)
  if (!child) throw new Error(`A CMS that was made for tests has no such part: ${index}`)
  return child
}
