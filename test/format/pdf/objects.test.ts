import { describe, expect, test } from 'vitest'
import { onePage, pdfText, streamText } from '../../../fixtures/pdf-text.ts'
import { toLatin1 } from '../../../src/bytes.ts'
import type { PdfFile } from '../../../src/format/pdf/file.ts'
import { open } from './open.ts'

const withObjects = (objects: Record<number, string>): PdfFile =>
  open(pdfText([{ objects: { ...onePage, ...objects } }]))

function rawOf(file: PdfFile, number: number): string | null {
  const value = file.object(number, file.revisions.length)?.value
  return typeof value === 'object' && value?.kind === 'stream' ? toLatin1(value.raw) : null
}

describe('an object', () => {
  const packed = { stream: 8, objects: { 4: '(packed)' } }

  test('is the same value in each revision that does not write it', () => {
    const file = open(pdfText([{ objects: onePage }, { objects: { 4: '1' } }, { objects: { 4: '2' } }]))
    expect(file.object(2, 3)).toBe(file.object(2, 1))
    expect(file.object(4, 2)).not.toBe(file.object(4, 3))
  })

  test('is the same value where a later table only lists its place again', () => {
    const first = pdfText([{ objects: onePage }])
    const table = first.slice(first.indexOf('xref'), first.indexOf('trailer'))
    const trailer = `trailer\n<< /Size 4 /Root 1 0 R /Prev ${first.indexOf('xref')} >>\n`
    const file = open(`${first}${table}${trailer}startxref\n${first.length}\n%%EOF\n`)
    expect(file.revisions).toHaveLength(2)
    expect(file.object(2, 2)).toBe(file.object(2, 1))
  })

  test('says where its bytes lie', () => {
    const text = pdfText([{ objects: onePage }])
    const { start, end } = open(text).object(2, 1) ?? { start: 0, end: 0 }
    expect(text.slice(start, end)).toMatch(/^2 0 obj\n.*\nendobj$/)
  })

  test('is null where it is missing', () => expect(withObjects({}).object(77, 1)).toBe(null))

  test('is null where a later revision frees it', () => {
    const file = open(pdfText([{ objects: { ...onePage, 4: '1' } }, { objects: {}, free: [4] }]))
    expect([file.object(4, 1)?.value, file.object(4, 2)]).toEqual([1, null])
  })

  test('is null where its row says offset 0', () => {
    const text = pdfText([{ objects: { ...onePage, 4: '1' } }])
    const file = open(text.replace(/4 1\n\d{10}/, '4 1\n0000000000'))
    expect(file.object(4, 1)).toBe(null)
  })

  test('is refused where its row leads to another object', () => {
    const text = pdfText([{ objects: { ...onePage, 4: '1', 5: '2' } }])
    const swapped = text.replace(/4 1\n\d{10}/, `4 1\n${String(text.indexOf('5 0 obj')).padStart(10, '0')}`)
    expect(() => open(swapped).object(4, 1)).toThrow('Object 4 is not where')
  })

  test('is null where nothing stands between obj and endobj', () => {
    expect(withObjects({ 4: '' }).object(4, 1)?.value).toBe(null)
  })

  test('in an object stream is found there', () => {
    const file = open(pdfText([{ objects: onePage, xref: 'stream', packed }]))
    expect(file.object(4, 1)).toMatchObject({ number: 4, generation: 0, container: 8 })
    expect(file.object(4, 1)).toBe(file.object(4, 1))
  })

  test('in an object stream is another once a later revision redefines the stream', () => {
    const later = { stream: 8, objects: { 4: '(other)' } }
    const file = open(
      pdfText([
        { objects: onePage, xref: 'stream', packed },
        { objects: {}, xref: 'stream', packed: later },
      ]),
    )
    expect(file.object(4, 1)?.value).not.toEqual(file.object(4, 2)?.value)
  })

  test('in an object stream that a later revision writes again without listing what it holds is refused', () => {
    const rewritten = streamText('4 0 (other)', '/Type /ObjStm /N 1 /First 4')
    const file = open(pdfText([{ objects: onePage, xref: 'stream', packed }, { objects: { 8: rewritten } }]))
    expect(() => file.object(4, 2)).toThrow('Object 4 is not where')
  })

  test('in an object stream whose count is one of its own objects is refused', () => {
    const text = pdfText([{ objects: onePage, xref: 'stream', packed }])
    const selfish = text.replace('/Type /ObjStm /N 1 /First 4 ', '/Type/ObjStm/N 4 0 R/First 4')
    expect(() => open(selfish).object(4, 1)).toThrow('An object needs itself')
  })

  test('in an object stream that is no object stream is refused', () => {
    const text = pdfText([{ objects: onePage, xref: 'stream', packed }])
    expect(() => open(text.replace('/ObjStm', '/Others')).object(4, 1)).toThrow('Object 8 is no object stream')
  })
})

describe('a reference', () => {
  test('is followed to its end', () => {
    const file = withObjects({ 4: '5 0 R', 5: '(end)' })
    expect(file.resolve({ kind: 'reference', number: 4, generation: 0 }, 1)).toMatchObject({ kind: 'string' })
  })

  test('that leads back to itself runs out of its limit', () => {
    const file = withObjects({ 4: '5 0 R', 5: '4 0 R' })
    expect(() => file.resolve({ kind: 'reference', number: 4, generation: 0 }, 1)).toThrow(
      expect.objectContaining({ name: 'BudgetError' }),
    )
  })
})

describe('a stream', () => {
  const data = 'ab\nendstream\ncd'
  const cases: readonly { name: string; body: string; raw: string | null }[] = [
    { name: 'is as long as /Length says, whatever it contains', body: streamText(data), raw: data },
    {
      name: 'may begin behind a carriage return and line feed',
      body: streamText('ab').replace('stream\n', 'stream\r\n'),
      raw: 'ab',
    },
    {
      name: 'may have its length in another object',
      body: streamText(data).replace(/\/Length \d+/, '/Length 5 0 R'),
      raw: data,
    },
    {
      name: 'ends before endstream where /Length is too small',
      body: streamText('abcd').replace('/Length 4', '/Length 2'),
      raw: 'abcd',
    },
    {
      name: 'ends before endstream where /Length leads out of the file',
      body: streamText('abcd').replace('/Length 4', '/Length 99999'),
      raw: 'abcd',
    },
    {
      name: 'ends before endstream where /Length is missing',
      body: streamText('abcd').replace('/Length 4', ''),
      raw: 'abcd',
    },
    {
      name: 'ends before the end of line of two bytes',
      body: streamText('abcd').replace('/Length 4', '').replace('\nendstream', '\r\nendstream'),
      raw: 'abcd',
    },
  ]
  for (const { name, body, raw } of cases) {
    test(name, () => expect(rawOf(withObjects({ 4: body, 5: String(data.length) }), 4)).toBe(raw))
  }

  test('whose length is itself is refused', () => {
    const file = withObjects({ 4: streamText('abcd').replace('/Length 4', '/Length 4 0 R') })
    expect(() => file.object(4, 1)).toThrow('An object needs itself')
  })

  test('is a view into the file', () => {
    const file = withObjects({ 4: streamText('abcd') })
    const value = file.object(4, 1)?.value
    expect(typeof value === 'object' && value?.kind === 'stream' && value.raw.buffer).toBe(file.bytes.buffer)
  })
})
