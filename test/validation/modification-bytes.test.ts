/** Bytes of an update that its cross-reference does not list, and trailers that make readers search for them. */
import { expect, test } from 'vitest'
import { addSecurityStore } from '../../fixtures/later-change.ts'
import { openDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate, type CrossReference } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { type Bytes, fromLatin1, toLatin1 } from '../../src/bytes.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Phieu trinh'))
const signed = signPdf(plain, { cms: { signer: world.person } })
const contents = /(\d+) 0 R/.exec(plain.firstPage.entries.get('/Contents') ?? '')?.[1] ?? ''
const body = toLatin1(stream(Buffer.from('1 0 0 rg 50 300 400 300 re f')))
const forged = `${contents} 0 obj\n${body}\nendobj\n`
/** Where it is another body of a listed object, the file is read in two ways besides. */
const HIDING = ['unexplained-bytes', 'parser-ambiguity']

function found(bytes: Bytes): readonly string[] {
  const [first] = judge(bytes, given()).report.signatures
  return [first?.modification ?? '', first?.code ?? '']
}

/** An update that only keeps evidence, with `before` between the revisions. */
function withStore(before = '', store = '<< /Type /DSS >>', crossReference: CrossReference = 'table'): string {
  const bytes = Buffer.concat([signed.bytes, fromLatin1(before)])
  const catalog = { ...signed.catalog, entries: withEntry(signed.catalog.entries, '/DSS', store) }
  return toLatin1(appendUpdate({ ...signed, bytes }, { objects: new Map(), catalog, crossReference }).bytes)
}

/** The last trailer of `text` otherwise. */
function trailer(text: string, find: RegExp, put: string): string {
  const at = text.lastIndexOf('trailer')
  return text.slice(0, at) + text.slice(at).replace(find, put)
}

function expectHidden(text: string): void {
  const [modification, code] = found(fromLatin1(text))
  expect(modification).toBe('unknown')
  expect(HIDING).toContain(code)
}

const hidden: readonly { name: string; bytes: string }[] = [
  { name: 'an object that no cross-reference lists', bytes: withStore(forged) },
  { name: 'one before a cross-reference stream', bytes: withStore(forged, '<< /Type /DSS >>', 'stream') },
  { name: 'one inside of a string', bytes: withStore('', `<< /Type /DSS /X (\n${forged}) >>`) },
  { name: 'one whose number stands in another line', bytes: withStore(`${contents}\n\n0 % x\nobj\n${body}\nendobj\n`) },
  { name: 'a word that belongs to no version of the document', bytes: withStore('khong thuoc ve dau\n') },
  { name: 'a comment longer than anybody writes', bytes: withStore(`%${' '.repeat(2_000)}\n`) },
  { name: 'a trailer that no reader is led to', bytes: withStore('trailer << /Root 1 0 R >>\n') },
]
for (const { name, bytes } of hidden) {
  test(`${name} is not explained`, () => expectHidden(bytes))
}

const data = (bytes: Bytes, number: number) =>
  toLatin1(
    appendUpdate(signed, {
      objects: new Map<number, Bytes>([[number, bytes]]),
      catalog: {
        ...signed.catalog,
        entries: withEntry(signed.catalog.entries, '/DSS', `<< /Type /DSS /Certs [${number} 0 R] >>`),
      },
    }).bytes,
  )
test('an object inside of the data of a stream is not explained', () =>
  expectHidden(data(stream(Buffer.from(forged)), signed.nextObject)))
test('an object stream that holds an object it is not listed for is not explained', () => {
  const members = stream(Buffer.from(`${plain.firstPage.object} 0 << >>`), '/Type /ObjStm /N 1 /First 4')
  expect(found(fromLatin1(data(members, signed.nextObject)))[0]).toBe('unknown')
})

const size = /\/Size \d+/u
const trailers: readonly { name: string; find: RegExp; put: string }[] = [
  ...['/Size 3', '', '/Size 0', '/Size -1', '/Size 9.5', '/Size 99999999'].map((put) => ({
    name: put === '' ? 'no /Size' : put,
    find: size,
    put,
  })),
  { name: 'a /Prev with a fraction', find: /\/Prev (\d+)/u, put: '/Prev $1.5' },
  { name: 'a /Prev with a fraction of nought', find: /\/Prev (\d+)/u, put: '/Prev $1.0' },
  { name: 'a /Root of another generation', find: /\/Root (\d+) 0 R/u, put: '/Root $1 1 R' },
]
for (const { name, find, put } of trailers) {
  test(`a trailer with ${name} is never accepted, hidden object or not`, () => {
    for (const before of ['', forged]) {
      const [modification] = found(fromLatin1(trailer(withStore(before), find, put)))
      expect(['unknown', 'suspicious', '']).toContain(modification)
    }
  })
}

test('a file that goes on behind the signature without an end of its own is damaged, and nobody says that it was forged', () => {
  for (const end of ['startxref\n0\n%%EOF\n', `startxref\n${signed.bytes.length + 9}\n%%EOF\n`]) {
    const { report } = judge(Buffer.concat([signed.bytes, fromLatin1(`\n${forged}${end}`)]), given())
    expect([report.outcome, report.code]).toEqual(['indeterminate', 'malformed-tail'])
  }
})

test('an update that lists all that it writes is explained', () => {
  for (const between of ['', '\r\n\0\0\n', '% in luc 8:00\n'])
    expect(found(fromLatin1(withStore(between)))).toEqual(['permitted', 'valid-later-signature'])
  const stored = addSecurityStore(signed, { certificates: [world.issuer.certificate], certificateLists: [] })
  expect(found(stored.bytes)[0]).toBe('permitted')
})
