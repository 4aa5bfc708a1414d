/** What is shared is equal to what was given: a part takes the place of its equal alone. */
import { expect, test } from 'vitest'
import { shareParts } from '../../src/store/share-parts.ts'
import { byCertificate, report, signature, signer } from '../tally/build.ts'

const signed = (changes: Parameters<typeof signature>[1]) => report('a', 'valid', [signature('valid', changes)])

test('equal parts of two reports become one', () => {
  const share = shareParts()
  const [first, second] = [share.report(signed({})), share.report(signed({}))]
  expect(second).toEqual(first)
  expect(second.signatures[0]?.signer).toBe(first.signatures[0]?.signer)
  expect(share.attribution(byCertificate('Húc'))).toBe(share.attribution(byCertificate('Húc')))
})

test('parts that merely look alike stay what they are', () => {
  const share = shareParts()
  const other = { ...signer(), commonName: 'UBND xã Xy' }
  const given = [signed({}), signed({ signer: other }), signed({}), signed({ signer: null })]
  expect(given.map(share.report)).toEqual(given)
  const ground = { ...byCertificate('Húc'), testimonies: [] }
  const said = {
    ...ground,
    testimonies: [{ witness: 'address', signature: null, says: 'silent', units: [], quote: 'a' } as const],
  }
  expect([ground, said, ground].map(share.attribution)).toEqual([ground, said, ground])
})
