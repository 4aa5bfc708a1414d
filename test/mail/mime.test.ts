/** Parts as ranges of the bytes: structure whole and broken, encodings, and where reading ends. */
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import { MIME_LIMITS, type MimeAllowance, readMimeParts } from '../../src/mail/mime.ts'
import { file, multipart, type Part, PDF, single, TEXT } from './letters.ts'

const allowance = (less: Partial<MimeAllowance> = {}): MimeAllowance => ({ ...MIME_LIMITS, ...less })
const read = (raw: Uint8Array | string, less?: Partial<MimeAllowance>) =>
  [...readMimeParts(Buffer.from(raw), allowance(less))].map((found) =>
    found.kind === 'limit' ? `${found.number} limit` : `${found.number} ${Buffer.from(found.bytes).toString('latin1')}`,
  )

const MIXED = 'Content-Type: multipart/mixed; boundary='

const structures: readonly { name: string; raw: string; parts: readonly string[] }[] = [
  { name: 'no multipart', raw: 'A: b\r\n\r\nbody\r\n', parts: ['1 body\r\n'] },
  { name: 'lines that end in LF', raw: `${MIXED}b\n\n--b\n\none\n--b\n\ntwo\n--b--\n`, parts: ['1 one', '2 two'] },
  {
    name: 'lines that end in both ways',
    raw: `${MIXED}b\r\n\n--b\n\r\none\r\n--b\r\n\ntwo\n--b--`,
    parts: ['1 one', '2 two'],
  },
  {
    name: 'preamble and epilogue are no parts',
    raw: `${MIXED}b\n\npreamble\n--b\n\none\n--b--\nepilogue\n`,
    parts: ['1 one'],
  },
  {
    name: 'the line break before a delimiter alone is taken off',
    raw: `${MIXED}b\n\n--b\n\none\r\n\r\n--b--`,
    parts: ['1 one\r\n'],
  },
  { name: 'blanks behind a delimiter', raw: `${MIXED}b\n\n--b \t\n\none\n--b-- \n`, parts: ['1 one'] },
  {
    name: 'a longer line that begins as the delimiter',
    raw: `${MIXED}b\n\n--b\n\none\n--bc\n--b--`,
    parts: ['1 one\n--bc'],
  },
  { name: 'a delimiter in the middle of a line', raw: `${MIXED}b\n\n--b\n\none --b\n--b--`, parts: ['1 one --b'] },
  { name: 'no closing delimiter', raw: `${MIXED}b\n\n--b\n\none\n--b\n\ntwo\n`, parts: ['1 one', '2 two\n'] },
  {
    name: 'a part behind the closing delimiter',
    raw: `${MIXED}b\n\n--b\n\none\n--b--\n--b\n\ntwo\n`,
    parts: ['1 one', '2 two\n'],
  },
  { name: 'a part without bytes', raw: `${MIXED}b\n\n--b\n--b\n\ntwo\n--b--`, parts: ['1 ', '2 two'] },
  { name: 'a quoted boundary with signs', raw: `${MIXED}"b ='?:x"\n\n--b ='?:x\n\none\n--b ='?:x--`, parts: ['1 one'] },
  {
    name: 'no boundary declared',
    raw: 'Content-Type: multipart/mixed\n\n--found\nA: b\n\none\n--found--\n',
    parts: ['1 one'],
  },
  {
    name: 'another boundary than the declared one',
    raw: `${MIXED}b\n\n--found\nA: b\n\none\n--found--\n`,
    parts: ['1 one'],
  },
  { name: 'a multipart without any delimiter', raw: `${MIXED}b\n\nbody`, parts: ['1 body'] },
  {
    name: 'a multipart in a multipart',
    raw: `${MIXED}a\n\n--a\n${MIXED}b\n\n--b\n\none\n--b\n\ntwo\n--b--\n--a\n\nthree\n--a--`,
    parts: ['1.1 one', '1.2 two', '2 three'],
  },
  {
    name: 'an inner multipart that the outer one ends',
    raw: `${MIXED}a\n\n--a\n${MIXED}b\n\n--b\n\none\n--a\n\ntwo\n--a--`,
    parts: ['1.1 one', '2 two'],
  },
  {
    name: 'one boundary for both',
    raw: `${MIXED}a\n\n--a\n${MIXED}a\n\n--a\n\none\n--a--\n--a\n\ntwo\n--a--`,
    parts: ['1 ', '2 one', '3 two'],
  },
  {
    name: 'two Content-Type fields, the first of no use',
    raw: `Content-Type: x\n${MIXED}b\n\n--b\n\none\n--b--`,
    parts: ['1 one'],
  },
]
for (const { name, raw, parts } of structures) {
  test(`structure: ${name}`, () => expect(read(raw)).toEqual(parts))
}

test('structure: a part of a digest is a letter', () => {
  const raw = 'Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: a@b.vn\n\nx\n--b--'
  expect([...readMimeParts(Buffer.from(raw), allowance())]).toMatchObject([{ number: '1', type: 'message/rfc822' }])
})

const encodings: readonly { name: string; encoding: string; body: string; bytes: string }[] = [
  { name: 'none', encoding: '', body: 'a\xff\0\r\n', bytes: 'a\xff\0\r\n' },
  { name: 'one that nobody knows', encoding: '6bit', body: 'YQ==', bytes: 'YQ==' },
  { name: 'base64', encoding: 'base64', body: 'YWJj\r\nZGVm\r\n', bytes: 'abcdef' },
  { name: 'base64, capitals and a comment', encoding: ' BASE64 (x)', body: 'YWJj', bytes: 'abc' },
  { name: 'base64 with foreign characters', encoding: 'base64', body: '>YW!Jj\r\n-_ZGVm', bytes: 'abcdef' },
  {
    name: 'base64 with words behind the padding',
    encoding: 'base64',
    body: 'YWI=\r\n\r\nSent from my phone',
    bytes: 'ab',
  },
  { name: 'base64 padded at each line', encoding: 'base64', body: 'YQ==\r\nYg==\r\nYw==', bytes: 'abc' },
  { name: 'base64 that is cut', encoding: 'base64', body: 'YWJjZG', bytes: 'abcd' },
  { name: 'base64 of a kind with a padding too much', encoding: 'base64', body: 'YWJj====', bytes: 'abc' },
  {
    name: 'quoted-printable',
    encoding: 'quoted-printable',
    body: 'K=E1=BA=bf =\r\nx=\ny\r\n',
    bytes: 'K\xe1\xba\xbf xy\r\n',
  },
  { name: 'quoted-printable, spelled otherwise', encoding: 'Quoted Printable;', body: '=41', bytes: 'A' },
  {
    name: 'quoted-printable, blanks behind a soft break',
    encoding: 'quoted-printable',
    body: 'a= \t\r\nb',
    bytes: 'ab',
  },
  { name: 'quoted-printable, bare equals signs', encoding: 'quoted-printable', body: 'a=b=XY=', bytes: 'a=b=XY' },
  {
    name: 'uuencode',
    encoding: 'x-uuencode',
    body: 'x\r\nbegin 644 a.txt\r\n#86)C\r\n!9```\r\n`\r\nend\r\ny',
    bytes: 'abcd',
  },
  { name: 'uuencode without its beginning', encoding: 'x-uuencode', body: '#86)C', bytes: '#86)C' },
]
for (const { name, encoding, body, bytes } of encodings) {
  test(`encoding: ${name}`, () => {
    const raw = Buffer.from(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`, 'latin1')
    expect(read(raw)).toEqual([`1 ${bytes}`])
  })
}

test('encoding: every byte survives base64, quoted-printable and none', () => {
  const all = Buffer.from(Array.from({ length: 512 }, (_, n) => n & 255))
  const quoted = [...all]
    .map((byte) => `=${byte.toString(16).padStart(2, '0')}`)
    .join('')
    .replace(/.{75}/g, '$&=\r\n')
  const bodies: readonly Part[] = [
    file(all, 'a/b'),
    { headers: ['Content-Transfer-Encoding: quoted-printable'], body: quoted },
    { headers: ['Content-Transfer-Encoding: binary'], body: all },
  ]
  for (const raw of [...bodies.map(single), multipart(bodies)]) {
    const found = [...readMimeParts(raw, allowance())]
    for (const part of found) expect(part.kind === 'part' && sha256(part.bytes)).toBe(sha256(all))
  }
})

test('encoding: base64 that is taken in one piece is that which is taken byte by byte', () => {
  const decoded = (body: string) => read(`Content-Transfer-Encoding: base64\r\n\r\n${body}`)
  const pieces = fc.array(fc.constantFrom('A', 'b', '0', '/', '+', 'Zm9v', '=', '\r\n', '\n'), { maxLength: 30 })
  fc.assert(
    fc.property(pieces, (body) => {
      // A stranger before it, which is ignored.
      expect(decoded(body.join(''))).toEqual(decoded(`>${body.join('')}`))
    }),
  )
})

const many = (count: number) => multipart(Array.from({ length: count }, () => ({ headers: ['A: b'], body: 'x' })))
const deep = (levels: number) =>
  `${Array.from({ length: levels }, (_, n) => `${MIXED}b${n}.\n\n--b${n}.\n`).join('')}\ninnermost`

const limits: readonly { name: string; found: readonly string[]; last: string; count: number }[] = [
  { name: '1,999 parts', found: read(many(1_999)), last: '1999 x', count: 1_999 },
  { name: '20,000 parts', found: read(many(20_000)), last: '2000 limit', count: 2_000 },
  { name: 'twelve levels', found: read(deep(12)), last: `${'1.'.repeat(11)}1 innermost`, count: 1 },
  { name: '50,000 levels', found: read(deep(50_000)), last: `${'1.'.repeat(12)}1 limit`, count: 1 },
  {
    name: 'a header block that is too long',
    found: read(`A: ${'a'.repeat(2_000)}\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj`, { headerBytes: 1_000 }),
    last: '1 YWJj',
    count: 2,
  },
  {
    name: 'lines that look like delimiters',
    found: read(`${MIXED}b\n\n--b\n\none\n${'--bx\n'.repeat(20_000)}--b\n\ntwo\n--b--`),
    last: '1 limit',
    count: 2,
  },
]
for (const { name, found, last, count } of limits) {
  test(`limit: ${name}`, () => {
    expect(found.at(-1)).toBe(last)
    expect(found).toHaveLength(count)
  })
}

test('another parser finds the same files in letters that are well made', async () => {
  const letters = [
    single(file(PDF, 'application/pdf', 'a.pdf')),
    multipart([TEXT, file(PDF, 'application/pdf', 'a.pdf'), file(Buffer.alloc(1_000, 7), 'image/png', 'b.png')]),
    multipart([
      {
        headers: ['Content-Type: multipart/related; boundary=c'],
        body: '--c\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--c--',
      },
    ]),
  ]
  for (const raw of letters) {
    const { attachments } = await simpleParser(Buffer.from(raw))
    const ours = [...readMimeParts(raw, allowance())].flatMap((found) =>
      found.kind === 'part' && !found.isText ? [found] : [],
    )
    expect(ours.map(({ name, bytes }) => `${name} ${sha256(bytes)}`)).toEqual(
      attachments.map(({ filename, content }) => `${filename ?? ''} ${sha256(content)}`),
    )
  }
})
