import { describe, expect, test } from 'vitest'
import { linearisedPdfText, onePage, pdfText, root } from '../../../fixtures/pdf-text.ts'
import { PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import type { PdfFile } from '../../../src/format/pdf/file.ts'
import { open } from './open.ts'

const kinds = (file: PdfFile) => file.revisions.map(({ kind }) => kind)
const ends = (file: PdfFile) => file.revisions.map(({ end }) => end)
const notes = (file: PdfFile) => [...file.notes].sort()
const valueAt = (file: PdfFile, number: number, revision = file.revisions.length) =>
  file.object(number, revision)?.value ?? null

describe('a file that is in order', () => {
  for (const xref of ['table', 'stream'] as const) {
    test(`has a revision for each save that ends in a ${xref}`, () => {
      const first = pdfText([{ objects: onePage, xref }])
      const both = pdfText([
        { objects: onePage, xref },
        { objects: { 4: '(new)' }, xref },
      ])
      const file = open(both)
      expect(kinds(file)).toEqual([xref, xref])
      expect(ends(file)).toEqual([first.length - 1, both.length - 1])
      expect(file.revisions[1]?.startXrefOffset).toBe(both.lastIndexOf('startxref'))
      expect(notes(file)).toEqual([])
    })
  }

  test('may mix tables and streams', () => {
    const file = open(pdfText([{ objects: onePage }, { objects: { 4: '1' }, xref: 'stream' }, { objects: { 4: '2' } }]))
    expect(kinds(file)).toEqual(['table', 'stream', 'table'])
    expect([1, 2, 3].map((revision) => valueAt(file, 4, revision))).toEqual([null, 1, 2])
  })

  test('may have a line %%EOF inside of a stream', () => {
    const file = open(pdfText([{ objects: { ...onePage, 4: '(startxref\n9\n%%EOF\n)' } }, { objects: { 5: '1' } }]))
    expect(file.revisions).toHaveLength(2)
  })

  test('is one revision when it is linearised, also below an update', () => {
    const linearised = linearisedPdfText()
    const file = open(linearised)
    expect(ends(file)).toEqual([linearised.length - 1])
    // Objects 1 … 4, the linearisation parameters and the head of the free list.
    expect(file.revisions[0]?.entries.size).toBe(6)
    expect(valueAt(file, 4)).toMatchObject({ kind: 'string' })
    const first = linearised.lastIndexOf('startxref\n') + 'startxref\n'.length
    const place = linearised.length
    const update = `5 0 obj\n7\nendobj\nxref\n5 1\n${String(place).padStart(10, '0')} 00000 n \ntrailer\n`
    const trailer = `<< ${root} /Size 6 /Prev ${Number.parseInt(linearised.slice(first), 10)} >>\n`
    const updated = open(`${linearised}${update}${trailer}startxref\n${place + 17}\n%%EOF`)
    expect(updated.revisions.map(({ entries }) => entries.size)).toEqual([6, 1])
    expect(ends(updated)[0]).toBe(linearised.length - 1)
  })
})

describe('a hybrid section', () => {
  const packed = { stream: 8, objects: { 4: '(packed)' } }

  test('defines by its stream what its table leaves out', () => {
    const file = open(pdfText([{ objects: onePage, xref: 'hybrid', packed }]))
    expect(kinds(file)).toEqual(['hybrid'])
    expect(notes(file)).toEqual(['hybrid-reference'])
    expect(file.object(4, 1)).toMatchObject({ container: 8, value: { start: -1 } })
  })

  test('defines by its stream what its table calls free', () => {
    const file = open(pdfText([{ objects: onePage, free: [4], xref: 'hybrid', packed }]))
    expect(file.object(4, 1)?.container).toBe(8)
    expect([...(file.revisions[0]?.contested ?? [])]).toEqual([])
  })

  test('is contested where table and stream lead to different objects', () => {
    const file = open(pdfText([{ objects: { ...onePage, 4: '(table)' }, xref: 'hybrid', packed }]))
    expect([...(file.revisions[0]?.contested ?? [])]).toEqual([4])
    expect(file.object(4, 1)?.container).toBe(null)
  })
})

describe('what is read on', () => {
  const plain = pdfText([{ objects: onePage }])
  const cases: readonly { name: string; text: string; notes: string[] }[] = [
    {
      name: 'bytes before the header',
      text: pdfText([{ objects: onePage }], 'data:application/pdf;'),
      notes: ['prefix-bytes'],
    },
    { name: 'a line feed after the end', text: `${plain}\n`, notes: [] },
    { name: 'a comment after the end', text: `${plain}% comment`, notes: ['trailing-bytes'] },
    { name: 'more white-space after the end than writers leave', text: `${plain}      `, notes: ['trailing-bytes'] },
    { name: 'two kilobytes after the end', text: `${plain}${'x'.repeat(2048)}`, notes: ['trailing-bytes'] },
    { name: 'rows of 19 bytes', text: plain.replaceAll(' n \n', ' n\n'), notes: [] },
    {
      name: 'an xref that begins at the end of line before it',
      text: plain.replace(/startxref\n(\d+)/, (_, at) => `startxref\n${at - 1}`),
      notes: [],
    },
    {
      name: 'a key that is repeated',
      text: pdfText([{ objects: onePage, trailer: `${root} /A 1 /A 2` }]),
      notes: ['duplicate-key'],
    },
    {
      name: 'an update that frees what was never used',
      text: pdfText([{ objects: onePage }, { objects: {}, free: [7] }]),
      notes: ['freed-unused-object'],
    },
    {
      name: 'an update that frees what was used',
      text: pdfText([{ objects: { ...onePage, 7: '1' } }, { objects: {}, free: [7] }]),
      notes: [],
    },
  ]
  for (const { name, text, notes: expected } of cases) {
    test(name, () => expect(notes(open(text))).toEqual(expected))
  }

  test('bytes after the end leave the end of the revision where it is', () => {
    expect(ends(open(`${plain}% comment`))).toEqual([plain.length - 1])
  })

  test('a second startxref that names the same section does not move the end of the revision', () => {
    const place = plain.slice(plain.indexOf('startxref'))
    expect(ends(open(`${plain}5 0 obj\n(hidden)\nendobj\n${place}`))).toEqual([plain.length - 1])
  })

  test('a table that counts from 1 what begins with object 0', () => {
    const table = /xref\n0 1\n(.{20})1 1\n(.{20})2 1\n(.{20})3 1\n(.{20})/s
    const shifted = plain.replace(table, (_, ...rows) => `xref\n1 4\n${rows.slice(0, 4).join('')}`)
    const file = open(shifted)
    expect([...(file.revisions[0]?.entries.keys() ?? [])]).toEqual([0, 1, 2, 3])
    expect(notes(file)).toEqual([])
  })

  test('offsets that count from the first byte although others precede the header', () => {
    const prefix = 'junk\n'
    const moved = plain.replace(
      /^(\d{10}) 00000 n/gm,
      (_, at) => `${String(Number(at) + prefix.length).padStart(10, '0')} 00000 n`,
    )
    const file = open(prefix + moved.replace(/startxref\n(\d+)/, (_, at) => `startxref\n${Number(at) + prefix.length}`))
    expect(file.headerOffset).toBe(0)
    expect(notes(file)).toEqual(['prefix-bytes'])
  })

  test('a file that cannot be decrypted keeps its structure', () => {
    const file = open(pdfText([{ objects: onePage, trailer: `${root} /Encrypt << /Filter /Standard >>` }]))
    expect([file.locked?.clause, file.revisions.length]).toEqual(['ISO 32000-2, 7.6.2', 1])
  })
})

describe('a file whose cross-reference cannot be read is searched for objects', () => {
  const plain = pdfText([{ objects: onePage }, { objects: { 3: '<< /Type /Page /Late true >>' } }])
  const cases: readonly { name: string; text: string }[] = [
    { name: 'no startxref', text: plain.slice(0, plain.lastIndexOf('startxref')).replace('startxref', 'startxxxx') },
    { name: 'startxref 0', text: plain.replace(/startxref\n\d+\n%%EOF\n$/, 'startxref\n0\n%%EOF\n') },
    { name: 'startxref behind the file', text: plain.replace(/startxref\n\d+\n%%EOF\n$/, 'startxref\n99999\n%%EOF\n') },
    {
      name: '/Prev that leads to itself',
      text: plain.replace(/\/Prev \d+/, () => `/Prev ${plain.lastIndexOf('xref\n3')}`),
    },
    { name: 'offsets that lead nowhere', text: plain.replace(/^\d{10} 00000 n/gm, '0000000003 00000 n') },
    { name: 'no cross-reference at all', text: plain.replace(/xref.*?%%EOF/gs, '') },
  ]
  for (const { name, text } of cases) {
    test(name, () => {
      const file = open(text)
      expect(notes(file)).toContain('xref-repaired')
      expect(ends(file)).toEqual([-1])
      expect(valueAt(file, 3)).toMatchObject({
        entries: new Map<string, unknown>([
          ['Type', { kind: 'name', name: 'Page' }],
          ['Late', true],
        ]),
      })
    })
  }

  test('object streams are looked into', () => {
    const packed = { stream: 8, objects: { 4: '(packed)' } }
    const text = pdfText([{ objects: onePage, xref: 'stream', packed }]).replace(/startxref\n\d+/, 'startxref\n1')
    expect(open(text).object(4, 1)?.container).toBe(8)
  })
})

describe('what is refused', () => {
  const cases: readonly { name: string; text: string; clause: string }[] = [
    { name: 'no header', text: 'PK\x03\x04', clause: 'ISO 32000-2, 7.5.2' },
    {
      name: 'a header behind the first 1,024 bytes',
      text: pdfText([{ objects: onePage }], ' '.repeat(PDF_BUDGET.prefixBytes + 1)),
      clause: 'ISO 32000-2, 7.5.2',
    },
    { name: 'no catalog anywhere', text: pdfText([{ objects: { 1: '(nothing)' } }]), clause: 'ISO 32000-2, 7.7.2' },
    { name: 'nothing but a header', text: '%PDF-1.7\n', clause: 'ISO 32000-2, 7.5.5' },
  ]
  for (const { name, text, clause } of cases) {
    test(name, () => expect(() => open(text)).toThrow(expect.objectContaining({ clause })))
  }

  test('more sections than the limit', () => {
    const saves = Array.from({ length: PDF_BUDGET.sections + 1 }, () => ({ objects: {} }))
    expect(() => open(pdfText([{ objects: onePage }, ...saves]))).toThrow(
      expect.objectContaining({ name: 'BudgetError' }),
    )
  })
})

describe('what was appended later is no part of an older revision', () => {
  test('a section to which /Prev of a signed revision led before it existed', () => {
    const signed = pdfText([{ objects: onePage, trailer: `${root} /Prev 0000099999` }])
    const later = '7 0 obj\n(later)\nendobj\n'
    const section = signed.length + later.length
    const table = `xref\n7 1\n${String(signed.length).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 8 >>\n`
    const file = open(signed.replace('0000099999', String(section).padStart(10, '0')) + later + table)
    expect(notes(file)).toContain('xref-repaired')
  })

  test('an object to which an entry of a signed revision led before it existed', () => {
    const signed = pdfText([{ objects: { ...onePage, 7: '(now)' } }])
    const place = signed.indexOf('7 0 obj')
    const dangling = signed.replace(String(place).padStart(10, '0'), String(signed.length).padStart(10, '0'))
    expect(() => open(`${dangling}7 0 obj\n(later)\nendobj\n`).object(7, 1)).toThrow('Object 7 is not where')
  })
})
