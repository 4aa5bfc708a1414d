/** Equal values have one spelling. */
import { expect, test } from 'vitest'
import { canonicalHash, canonicalJson } from '../src/canonical-json.ts'

const cases: readonly { readonly name: string; readonly value: unknown; readonly json: string }[] = [
  {
    name: 'keys are sorted at every depth',
    value: { b: [{ d: 1, c: 2 }], a: null },
    json: '{"a":null,"b":[{"c":2,"d":1}]}',
  },
  { name: 'also those that look like numbers', value: { 10: 'x', 9: 'y' }, json: '{"10":"x","9":"y"}' },
  { name: 'by code units, as RFC 8785, 3.2.3 wants', value: { é: 1, z: 2, '😀': 3 }, json: '{"z":2,"é":1,"😀":3}' },
  { name: 'a key without a value is left out', value: { a: undefined, b: true }, json: '{"b":true}' },
  {
    name: 'numbers as ECMAScript writes them',
    value: [1e21, -0, 0.5, 1_630_256_400_000],
    json: '[1e+21,0,0.5,1630256400000]',
  },
]
for (const { name, value, json } of cases) {
  test(name, () => expect(canonicalJson(value)).toBe(json))
}

test('what JSON cannot hold is refused', () => {
  for (const value of [undefined, Number.NaN, () => 1, 1n, [undefined]]) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  }
})

test('the hash is that of the bytes, whatever the order of the keys', () => {
  expect(canonicalHash({ a: 1, b: 2 })).toBe(canonicalHash({ b: 2, a: 1 }))
  expect(canonicalHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
})
