/** A file read from its first byte to its last. */
import { expect, test } from 'vitest'
import { fromLatin1 } from '../../../src/bytes.ts'
import { readSecondly } from '../../../src/format/pdf/second-reading.ts'

/** `number@start-end` of each whole object, then the places of the ends. */
const seen = (text: string): string => {
  const { objects, trailers, startXrefs } = readSecondly(fromLatin1(text))
  const whole = objects.map(({ number, start, end }) => `${number}@${start}-${end}`)
  return [...whole, ...trailers.map((at) => `trailer@${at}`), ...startXrefs.map((at) => `startxref@${at}`)].join(' ')
}

const cases: readonly { name: string; text: string; expected: string }[] = [
  { name: 'an object', text: '1 0 obj null endobj', expected: '1@0-19' },
  { name: 'two objects', text: '1 0 obj 5 endobj\n2 0 obj [1 0 R] endobj', expected: '1@0-16 2@17-39' },
  { name: 'an object without an end', text: '1 0 obj <<>> 2 0 obj null endobj', expected: '1@0-13 2@13-32' },
  { name: 'an object without an end before the cross-reference', text: '1 0 obj <<>> xref 0 0', expected: '1@0-13' },
  { name: 'an object in a string', text: '1 0 obj (2 0 obj null endobj) endobj', expected: '1@0-36' },
  { name: 'an object in a string with brackets', text: '1 0 obj (\\) (a) 2 0 obj endobj) endobj', expected: '1@0-38' },
  { name: 'an object in a comment', text: '1 0 obj % 2 0 obj null endobj\nnull endobj', expected: '1@0-41' },
  {
    name: 'an object in the data of a stream',
    text: '1 0 obj <</Length 19>> stream\n2 0 obj null endobj\nendstream endobj',
    expected: '1@0-66',
  },
  {
    name: 'an end of a stream in its data',
    text: '1 0 obj <</Length 26>> stream\nendstream endobj 2 0 obj 5\nendstream endobj',
    expected: '1@0-73',
  },
  {
    name: 'a length that stands behind the stream',
    text: '1 0 obj <</Length 2 0 R>> stream\nendstream endobj 3 0 obj 5\nendstream endobj 2 0 obj 26 endobj',
    expected: '1@0-76 2@77-94',
  },
  {
    name: 'a length that is wrong',
    text: '1 0 obj <</Length 3>> stream\nabcdef\nendstream endobj 2 0 obj 5 endobj',
    expected: '1@0-52 2@53-69',
  },
  { name: 'an end glued to the next object', text: '1 0 obj 5 endobj2 0 obj 6 endobj', expected: '1@0-16 2@16-32' },
  { name: 'an object glued to the end of the file before it', text: '%%EOF1 0 obj 5 endobj', expected: '1@5-21' },
  { name: 'numbers that are no header', text: '[1 0 2 0 obj 5 endobj', expected: '2@5-21' },
  {
    name: 'trailers and ends between objects alone',
    text: 'xref 0 1 trailer <<>> startxref 0 %%EOF\n(startxref trailer) %startxref\n',
    expected: 'trailer@9 startxref@22',
  },
  { name: 'a string without an end', text: '1 0 obj (a endobj 2 0 obj 5 endobj', expected: '1@0-34' },
  { name: 'nothing', text: '', expected: '' },
]
for (const { name, text, expected } of cases) {
  test(`second reading: ${name}`, () => expect(seen(text)).toBe(expected))
}
