import { expect, test } from 'vitest'
import { parseWhole } from '../../../src/format/asn1/element.ts'
import { decodeInstant } from '../../../src/format/asn1/time.ts'
import { reading } from '../../../src/format/read.ts'
import { generalizedTime, octets, utcTime } from './encode.ts'

const cases: readonly { of: typeof utcTime; text: string; expected: string | null }[] = [
  { of: utcTime, text: '210829235959Z', expected: '2021-08-29T23:59:59.000Z' },
  { of: utcTime, text: '491231000000Z', expected: '2049-12-31T00:00:00.000Z' },
  { of: utcTime, text: '500101000000Z', expected: '1950-01-01T00:00:00.000Z' },
  { of: utcTime, text: '2108292359Z', expected: '2021-08-29T23:59:00.000Z' },
  { of: utcTime, text: '210829235959+0700', expected: '2021-08-29T16:59:59.000Z' },
  { of: utcTime, text: '210829235959-0130', expected: '2021-08-30T01:29:59.000Z' },
  { of: utcTime, text: '240229000000Z', expected: '2024-02-29T00:00:00.000Z' },
  { of: utcTime, text: '230229000000Z', expected: null },
  { of: utcTime, text: '211301000000Z', expected: null },
  { of: utcTime, text: '210001000000Z', expected: null },
  { of: utcTime, text: '210100000000Z', expected: null },
  { of: utcTime, text: '210829240000Z', expected: null },
  { of: utcTime, text: '210829236000Z', expected: null },
  { of: utcTime, text: '210829235960Z', expected: null },
  { of: utcTime, text: '210829235959', expected: null },
  { of: utcTime, text: '210829235959ZZ', expected: null },
  { of: utcTime, text: '210829235959+07', expected: null },
  { of: utcTime, text: '21O829235959Z', expected: null },
  { of: utcTime, text: '', expected: null },
  { of: generalizedTime, text: '20210829235959Z', expected: '2021-08-29T23:59:59.000Z' },
  { of: generalizedTime, text: '20210829235959.5Z', expected: '2021-08-29T23:59:59.500Z' },
  { of: generalizedTime, text: '20210829235959.123999Z', expected: '2021-08-29T23:59:59.123Z' },
  { of: generalizedTime, text: '20210829235959,25Z', expected: '2021-08-29T23:59:59.250Z' },
  { of: generalizedTime, text: '99991231235959Z', expected: '9999-12-31T23:59:59.000Z' },
  { of: generalizedTime, text: '00010101000000Z', expected: '0001-01-01T00:00:00.000Z' },
  { of: generalizedTime, text: '20210829235959.Z', expected: null },
  { of: generalizedTime, text: '20210829235959', expected: null },
]

for (const { of, text, expected } of cases) {
  test(`${of === utcTime ? 'UTCTime' : 'GeneralizedTime'} '${text}' is ${expected ?? 'refused'}`, () => {
    const read = reading(() => decodeInstant(parseWhole(of(text), 'DER')))
    expect(read.ok ? new Date(read.value).toISOString() : null).toBe(expected)
  })
}

test('what is no time at all is refused', () => {
  expect(reading(() => decodeInstant(parseWhole(octets(Buffer.from('210829235959Z')), 'DER'))).ok).toBe(false)
})
