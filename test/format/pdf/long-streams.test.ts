/** In a large file the long streams are not searched for signatures, and the same ones are found as in a small one. */
import { expect, test } from 'vitest'
import { onePage, pdfText, type Save, streamText } from '../../../fixtures/pdf-text.ts'
import { longStreams } from '../../../src/format/pdf/long-streams.ts'
import { readSignatureFields } from '../../../src/format/pdf/signature-field.ts'
import { open } from './open.ts'

const signature = '<< /Type /Sig /Contents <00> /ByteRange [0 1 2 3] >>'
const hidden = `\n9 0 obj\n${signature}\nendobj\n`

/** A file with a stream that holds `padding` and what looks like a signature behind it. */
function large(padding: string, ...more: readonly Save[]): string {
  return pdfText([{ objects: { ...onePage, 4: streamText(padding + hidden), 5: '<< /A 1 >>' } }, ...more])
}

/** The cross-reference says that an object lies there where it is written first. */
function redirected(text: string, object: number): string {
  const [first, last] = [text.indexOf(`\n${object} 0 obj`) + 1, text.lastIndexOf(`\n${object} 0 obj`) + 1]
  return text.replace(String(last).padStart(10, '0'), String(first).padStart(10, '0'))
}

const cases: readonly {
  name: string
  build: (padding: string) => string
  found: readonly number[]
  passedOver: number
}[] = [
  { name: 'nothing but the stream', build: (padding) => large(padding), found: [], passedOver: 1 },
  {
    name: 'a signature behind it',
    build: (padding) => large(padding, { objects: { 8: signature } }),
    found: [8],
    passedOver: 1,
  },
  {
    name: 'the data are listed as an object',
    build: (padding) => redirected(large(padding, { objects: { 9: '<< /B 2 >>' } }), 9),
    found: [9],
    passedOver: 0,
  },
  {
    name: 'its number means something else later',
    build: (padding) => large(padding, { objects: { 4: signature } }),
    found: [4],
    passedOver: 0,
  },
  {
    name: 'it lies in a long string of another object',
    build: (padding) =>
      pdfText([{ objects: { ...onePage, 4: `<< /A (${padding}) /Contents <00> /ByteRange [0 1 2 3] >>` } }]),
    found: [4],
    passedOver: 0,
  },
]

for (const { name, build, found, passedOver } of cases) {
  const numbers = (padding: string) => {
    const file = open(build(padding))
    return readSignatureFields(file, file.revisions.length).map(({ valueReference }) => valueReference?.number)
  }
  test(`signatures are found whatever the size: ${name}`, () => {
    const long = 'x'.repeat(17 * 2 ** 20)
    expect(numbers('x')).toEqual(found)
    expect(numbers(long)).toEqual(found)
    expect(longStreams(open(build(long)))).toHaveLength(passedOver)
    expect(longStreams(open(build('x')))).toEqual([])
  })
}
