/** Digests of ranges of one file, each going on where an earlier one stopped, are those of the ranges' bytes. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { sha256 } from '../../src/bytes.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import { digestOf } from '../../src/validation/cryptography.ts'
import { contentAround, fileDigest } from '../../src/validation/signed-content.ts'

const bytes = await buildPlainPdf('Trang 1')

function opened() {
  const read = readPdf(bytes)
  if (!read.ok) throw read.error
  return read.value
}

test('in whatever order they are asked for, with whatever algorithm', () => {
  const place = fc.nat(bytes.length)
  const range = fc.record({
    start: fc.constantFrom(0, 0, 0, 9),
    places: fc.tuple(place, place, place),
    name: fc.constantFrom('sha1', 'sha256', 'sha512', 'shake256'),
    isWhole: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (ranges) => {
      const file = opened()
      for (const { start, places, name, isWhole } of ranges) {
        const [end = 0, from = 0, to = 0] = places.toSorted((a, b) => a - b)
        const rest = bytes.subarray(from, to)
        const content = contentAround(file, start, Math.max(start, end), rest)
        expect(content.digest(name)).toEqual(digestOf(name, [bytes.subarray(start, Math.max(start, end)), rest]))
        if (isWhole) expect(fileDigest(file)).toBe(sha256(bytes))
      }
    }),
  )
})

test('the digest of a file is that of its bytes, without any signature', () => {
  expect(fileDigest(opened())).toBe(createHash('sha256').update(bytes).digest('hex'))
})
