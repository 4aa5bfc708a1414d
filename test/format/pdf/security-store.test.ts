import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { onePage, pdfText, type Save, streamText } from '../../../fixtures/pdf-text.ts'
import { fromLatin1, toLatin1 } from '../../../src/bytes.ts'
import { PDF_BUDGET } from '../../../src/format/pdf/budget.ts'
import { readSecurityStore } from '../../../src/format/pdf/security-store.ts'
import { BudgetError, reading } from '../../../src/format/read.ts'
import { open } from './open.ts'

const catalog = (store: string): string => `<< /Type /Catalog /Pages 2 0 R /DSS ${store} >>`
const NONE = { certificates: [], certificateLists: [], ocspResponses: [], timeStamps: [] }

/** The store with its contents as text; null where there is none. */
function stored(objects: Record<number, string>, more: readonly Save[] = [], revision?: number): object | null {
  const file = open(pdfText([{ objects: { ...onePage, ...objects } }, ...more]))
  const store = readSecurityStore(file, revision ?? file.revisions.length)
  return (
    store && {
      certificates: store.certificates.map(toLatin1),
      certificateLists: store.certificateLists.map(toLatin1),
      ocspResponses: store.ocspResponses.map(toLatin1),
      timeStamps: store.timeStamps.map(({ key, token }) => `${key}: ${toLatin1(token)}`),
    }
  )
}

/** Objects 11 to 14: streams that name what they are. */
const streams = { 11: streamText('cert'), 12: streamText('list'), 13: streamText('answer'), 14: streamText('token') }
const deflated = streamText(toLatin1(deflateSync(fromLatin1('packed'))), '/Filter /FlateDecode')

const cases: readonly { name: string; objects: Record<number, string>; expected: object | null }[] = [
  { name: 'no store', objects: {}, expected: null },
  { name: 'a store that is no dictionary', objects: { 1: catalog('[11 0 R]'), ...streams }, expected: null },
  { name: 'an empty store', objects: { 1: catalog('<< >>') }, expected: NONE },
  {
    name: 'certificates, lists and answers',
    objects: {
      1: catalog('10 0 R'),
      10: '<< /Certs [11 0 R] /CRLs 15 0 R /OCSPs [13 0 R] >>',
      15: '[12 0 R]',
      ...streams,
    },
    expected: { ...NONE, certificates: ['cert'], certificateLists: ['list'], ocspResponses: ['answer'] },
  },
  {
    name: 'those of single signatures behind those of all, each once',
    objects: {
      1: catalog('<< /Certs [11 0 R 11 0 R] /VRI << /A 20 0 R /B << /Cert [11 0 R 15 0 R] /CRL [12 0 R] >> >> >>'),
      15: streamText('another'),
      16: '11 0 R',
      20: '<< /Cert [15 0 R 16 0 R] /OCSP [13 0 R] /CRL [12 0 R] >>',
      ...streams,
    },
    expected: {
      ...NONE,
      certificates: ['cert', 'another'],
      certificateLists: ['list'],
      ocspResponses: ['answer'],
    },
  },
  {
    name: 'time-stamps of single signatures, by their key',
    objects: { 1: catalog('<< /VRI << /AB << /TS 14 0 R >> /CD << /TS 11 0 R >> /EF << >> >> >>'), ...streams },
    expected: { ...NONE, timeStamps: ['AB: token', 'CD: cert'] },
  },
  {
    name: 'a stream in the place of an array',
    objects: { 1: catalog('<< /Certs 11 0 R >>'), ...streams },
    expected: { ...NONE, certificates: ['cert'] },
  },
  {
    name: 'streams whose filters are undone',
    objects: { 1: catalog('<< /Certs [15 0 R] >>'), 15: deflated },
    expected: { ...NONE, certificates: ['packed'] },
  },
  {
    name: 'what cannot be read is passed over',
    objects: {
      1: catalog(
        '<< /Certs [15 0 R 77 0 R (text) 16 0 R 11 0 R null] /VRI << /A 5 /B 77 0 R /C << /TS (x) /Cert 3 >> >> >>',
      ),
      15: streamText('x', '/Filter /JPXDecode'),
      16: streamText('x', '/Filter /DCTDecode'),
      ...streams,
    },
    expected: { ...NONE, certificates: ['cert'] },
  },
]

describe('readSecurityStore', () => {
  for (const { name, objects, expected } of cases) {
    test(name, () => {
      expect(stored(objects)).toEqual(expected)
    })
  }

  test('is that of the revision', () => {
    const later: Save = { objects: { 1: catalog('<< /Certs [11 0 R 21 0 R] >>'), 21: streamText('later') } }
    const first = { 1: catalog('<< /Certs [11 0 R] >>'), ...streams }
    expect(stored(first, [later], 1)).toEqual({ ...NONE, certificates: ['cert'] })
    expect(stored(first, [later], 2)).toEqual({ ...NONE, certificates: ['cert', 'later'] })
  })

  test('a stream that many refer to is decoded once', () => {
    const entries = Array.from({ length: 1_000 }, (_, i) => `/K${i} << /TS 15 0 R /Cert [15 0 R] >>`).join(' ')
    const objects = { ...onePage, 1: catalog(`<< /VRI << ${entries} >> >>`), 15: deflated }
    const file = open(pdfText([{ objects }]))
    const before = file.ledger.decodedBytes
    const store = readSecurityStore(file, 1)
    expect([store?.certificates.length, store?.timeStamps.length]).toEqual([1, 1_000])
    expect(file.ledger.decodedBytes - before).toBe('packed'.length)
  })
})

describe('work is limited', () => {
  /** `count` references to streams of their own, from object 100 on. */
  const many = (count: number) => Array.from({ length: count }, (_, i) => 100 + i)
  const references = (numbers: readonly number[]) => `[${numbers.map((number) => `${number} 0 R`).join(' ')}]`
  const bodies = (numbers: readonly number[]) => Object.fromEntries(numbers.map((number) => [number, streamText('x')]))
  const limits = [
    { key: 'Certs', most: PDF_BUDGET.storedCertificates },
    { key: 'CRLs', most: PDF_BUDGET.storedCertificateLists },
    { key: 'OCSPs', most: PDF_BUDGET.storedOcspResponses },
  ]
  for (const { key, most } of limits) {
    test(`/${key} holds up to ${most}`, () => {
      const outcome = (count: number) => {
        const numbers = many(count)
        const file = open(
          pdfText([
            { objects: { ...onePage, 1: catalog(`<< /${key} ${references(numbers)} >>`), ...bodies(numbers) } },
          ]),
        )
        const read = reading(() => readSecurityStore(file, 1))
        return read.ok || read.error
      }
      expect(outcome(most)).toBe(true)
      expect(outcome(most + 1)).toBeInstanceOf(BudgetError)
    })
  }
  test('an array that very many entries share', () => {
    const entries = many(1_000).map((number) => `/K${number} << /Cert 15 0 R >>`)
    const objects = {
      ...onePage,
      1: catalog(`<< /VRI << ${entries.join(' ')} >> >>`),
      15: `[${'11 0 R '.repeat(100)}]`,
      11: streamText('x'),
    }
    const file = open(pdfText([{ objects }]))
    const read = reading(() => readSecurityStore(file, 1))
    expect(read.ok || read.error).toBeInstanceOf(BudgetError)
  })
})
