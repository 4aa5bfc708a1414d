import { describe, expect, test } from 'vitest'
import { toHex } from '../../../src/bytes.ts'
import {
  ASN1_BUDGET,
  childrenOf,
  type EncodingRules,
  parseFirst,
  parseWhole,
} from '../../../src/format/asn1/element.ts'
import { context, TAG } from '../../../src/format/asn1/tag.ts'
import { BudgetError, reading } from '../../../src/format/read.ts'
import { bytes, der, indefinite, octets, sequence } from './encode.ts'

describe('encodings that are read', () => {
  const cases: readonly { name: string; hex: string; tag: number; content: string }[] = [
    { name: 'a short length', hex: '02 01 05', tag: TAG.integer, content: '05' },
    { name: 'no contents', hex: '05 00', tag: TAG.null, content: '' },
    {
      name: 'a length in one more octet',
      hex: '04 81 80'.concat('00'.repeat(128)),
      tag: TAG.octetString,
      content: '00'.repeat(128),
    },
    { name: 'a length in more octets than needed', hex: '04 84 00 00 00 01 07', tag: TAG.octetString, content: '07' },
    { name: 'a context tag', hex: 'a3 03 02 01 05', tag: context(3), content: '020105' },
    { name: 'a high tag number', hex: 'bf 81 00 00', tag: 128 * 256 + 0x9f, content: '' },
    { name: 'an indefinite length', hex: '30 80 02 01 05 00 00', tag: TAG.sequence, content: '020105' },
    {
      name: 'indefinite lengths in one another',
      hex: '30 80 30 80 02 01 05 00 00 00 00',
      tag: TAG.sequence,
      content: '30800201050000',
    },
    {
      name: 'zeros inside a definite value inside an indefinite one',
      hex: '30 80 04 02 00 00 00 00',
      tag: TAG.sequence,
      content: '04020000',
    },
  ]
  for (const { name, hex, tag, content } of cases) {
    test(name, () => {
      const element = parseWhole(bytes(hex), 'BER')
      expect({ tag: element.tag, content: toHex(element.content) }).toEqual({ tag, content })
      expect(toHex(element.encoding)).toBe(hex.replaceAll(' ', ''))
    })
  }
})

describe('encodings that are refused', () => {
  const cases: readonly { name: string; hex: string; rules?: EncodingRules }[] = [
    { name: 'nothing', hex: '' },
    { name: 'a tag alone', hex: '30' },
    { name: 'a length that passes the end', hex: '04 05 00' },
    { name: 'a long length without its octets', hex: '04 82 01' },
    { name: 'a length of 2^56', hex: '04 88 01 00 00 00 00 00 00 00' },
    { name: 'the reserved length octet', hex: '04 ff 00' },
    { name: 'a high tag number without end', hex: '9f ff ff ff ff 00' },
    { name: 'an indefinite length without end', hex: '30 80 02 01 05' },
    { name: 'an indefinite length with half an end', hex: '30 80 02 01 05 00' },
    { name: 'an end-of-contents with contents', hex: '30 80 00 01 00 00 00' },
    { name: 'an end-of-contents alone', hex: '00 00' },
    { name: 'a primitive of indefinite length', hex: '04 80 00 00' },
    { name: 'a primitive of indefinite length further in', hex: '30 80 04 80 00 00 00 00' },
    { name: 'bytes after the end', hex: '02 01 05 00' },
    { name: 'an indefinite length where DER is due', hex: '30 80 00 00', rules: 'DER' },
  ]
  for (const { name, hex, rules = 'BER' } of cases) {
    test(name, () => {
      expect(reading(() => parseWhole(bytes(hex), rules)).ok).toBe(false)
    })
  }
})

test('a child that passes the end of its parent is refused when the parent is opened, not before', () => {
  const element = parseWhole(bytes('30 03 04 05 00'), 'BER')
  expect(reading(() => childrenOf(element)).ok).toBe(false)
})

test('values are views into the bytes given', () => {
  const source = sequence(octets(bytes('0102')))
  const [child] = childrenOf(parseWhole(source, 'DER'))
  expect(child?.content.buffer).toBe(source.buffer)
  expect(child?.offset).toBe(2)
})

test('offsets count from the start of the bytes given, at any depth', () => {
  const error = reading(() => {
    const [outer] = childrenOf(parseWhole(bytes('30 06 30 04 04 01 00 05'), 'DER'))
    return outer && childrenOf(outer)
  })
  expect(error).toMatchObject({ ok: false, error: { offset: 8 } })
})

test('bytes after the first value are left to the caller', () => {
  expect(parseFirst(bytes('02 01 05 ff ff'), 'DER').encoding.length).toBe(3)
})

describe('budgets', () => {
  const nested = (levels: number, wrap: typeof der): Uint8Array => {
    let value: Uint8Array = bytes('0500')
    for (let level = 1; level < levels; level++) value = wrap(0x30, value)
    return value
  }
  const openAll = (source: Uint8Array) => {
    for (let element = parseWhole(source, 'BER'); element.constructed; ) {
      const [child] = childrenOf(element)
      if (!child) return
      element = child
    }
  }
  for (const [kind, wrap] of [
    ['definite', der],
    ['indefinite', indefinite],
  ] as const) {
    test(`${ASN1_BUDGET.depth} levels of ${kind} length inside a value are read, one more is not`, () => {
      expect(reading(() => openAll(nested(ASN1_BUDGET.depth + 1, wrap))).ok).toBe(true)
      const deeper = reading(() => openAll(nested(ASN1_BUDGET.depth + 2, wrap)))
      expect(deeper.ok ? null : deeper.error).toBeInstanceOf(BudgetError)
    })
  }
  test('fifteen thousand levels end at the limit', () => {
    const deep = reading(() => parseWhole(Buffer.from('3080'.repeat(15_000), 'hex'), 'BER'))
    expect(deep.ok ? null : deep.error).toBeInstanceOf(BudgetError)
  })
  test('more elements than the budget end the reading', () => {
    const many = der(0x30, Buffer.from('0500'.repeat(ASN1_BUDGET.elements), 'hex'))
    const read = reading(() => childrenOf(parseWhole(many, 'BER')))
    expect(read.ok ? null : read.error).toBeInstanceOf(BudgetError)
  })
})
