/** Letters as a whole: what is taken, what is listed as unopened, what is dropped, and where reading ends. */
import { expect, test } from 'vitest'
import type { LetterError } from '../../src/mail/letter.ts'
import { readLetter } from '../../src/mail/message.ts'
import { file, forwarded, multipart, PDF, single, TEXT } from './letters.ts'
import { zipOf } from './zip-bytes.ts'

const named = (names: readonly string[], bytes: Uint8Array = PDF) => zipOf(names.map((name) => ({ name, bytes })))
const nest = (raw: Uint8Array, levels: number): Uint8Array =>
  levels === 0 ? raw : nest(multipart([TEXT, forwarded(raw)], 'mixed', levels), levels - 1)

const SIGNED_DATA = Buffer.from('3082100006092a864886f70d010702a0820ff1', 'hex')
const XML_SIGNATURE = '<?xml version="1.0"?><a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>'
const MEBIBYTE = Buffer.alloc(1024 * 1024)

/** `taken`: paths of parts; `left`: path and reason of unopened ones. */
type Case = { name: string; raw: Uint8Array; taken?: readonly string[]; left?: readonly string[] }

const cases: readonly Case[] = [
  { name: 'a letter that is a PDF', raw: single(file(PDF, 'application/pdf')), taken: ['1'] },
  {
    name: 'PDFs among text',
    raw: multipart([TEXT, file(PDF, 'application/pdf', 'a.pdf'), file(PDF, 'application/pdf', 'a.pdf')]),
    taken: ['2', '3'],
  },
  {
    name: 'a PDF under another type and name',
    raw: multipart([TEXT, file(PDF, 'application/octet-stream', 'a.doc')]),
    taken: ['2'],
  },
  { name: 'a PDF that is an attached text', raw: multipart([TEXT, file(PDF, 'text/plain', 'a.txt')]), taken: ['2'] },
  {
    name: 'a PDF with junk before it',
    raw: single(file(Buffer.concat([Buffer.alloc(1019, 10), PDF]), 'image/png')),
    taken: ['1'],
  },
  { name: 'a PDF mark too far in', raw: single(file(Buffer.concat([Buffer.alloc(1020, 10), PDF]), 'image/png')) },
  { name: 'a part named .pdf that is none', raw: single(file('hello', 'application/pdf', 'a.pdf')) },
  {
    name: 'pictures, text and HTML',
    raw: multipart([TEXT, file('\x89PNG', 'image/png', 'logo.png'), file('<p>x', 'text/html', 'x.html')]),
  },

  { name: 'a letter in a letter', raw: nest(single(file(PDF, 'application/pdf')), 1), taken: ['2/1'] },
  { name: 'five letters in each other', raw: nest(single(file(PDF, 'application/pdf')), 5), taken: ['2/2/2/2/2/1'] },
  {
    name: 'six letters in each other',
    raw: nest(single(file(PDF, 'application/pdf')), 6),
    left: ['2/2/2/2/2/2 limit-reached'],
  },
  {
    name: 'an .eml under a plain type',
    raw: multipart([TEXT, file(single(file(PDF, 'application/pdf')), 'application/octet-stream', 'Fwd.EML')]),
    taken: ['2/1'],
  },
  {
    name: 'an encrypted letter in a letter',
    raw: multipart([
      forwarded(single({ headers: ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data'], body: '' })),
      file(PDF, 'application/pdf'),
    ]),
    taken: ['2'],
    left: ['1 encrypted-letter'],
  },

  {
    name: 'a nested letter that is none',
    raw: multipart([file(PDF, 'application/pdf'), file('no header', 'message/rfc822')]),
    taken: ['1'],
    left: ['2 unreadable-letter'],
  },
  {
    name: 'one piece of a letter that was cut into several',
    raw: single({ headers: ['Content-Type: message/partial; number=1; total=2; id=x'], body: String(PDF) }),
    left: ['1 partial-letter'],
  },
  {
    name: 'a PDF that is shown within the words',
    raw: multipart([
      TEXT,
      {
        headers: ['Content-Disposition: inline; filename=a.pdf', 'Content-Type: application/pdf; x-unix-mode=0644'],
        body: PDF,
      },
      TEXT,
    ]),
    taken: ['2'],
  },
  {
    name: 'a PDF that is declared as the words of the letter',
    raw: multipart([{ headers: ['Content-Type: text/plain'], body: PDF }]),
    taken: ['1'],
  },
  {
    name: 'words that speak of PDF files',
    raw: multipart([{ headers: ['Content-Type: text/plain'], body: 'begins with %PDF-1.7' }]),
  },

  {
    name: 'a ZIP',
    raw: single(file(named(['a.pdf', 'thư mục/', 'thư mục/b']), 'application/zip', 'van-ban.zip')),
    taken: ['1/a.pdf', '1/thư mục/b'],
  },
  {
    name: 'a ZIP in a ZIP',
    raw: single(file(named(['in.zip'], named(['a.pdf'])), 'application/zip')),
    taken: ['1/in.zip/a.pdf'],
  },
  {
    name: 'three ZIPs in each other',
    raw: single(file(named(['1.zip'], named(['2.zip'], named(['a.pdf']))), 'application/zip')),
    left: ['1/1.zip/2.zip limit-reached'],
  },
  {
    name: 'a letter in a ZIP',
    raw: single(file(named(['x.eml'], single(file(PDF, 'application/pdf'))), 'application/zip')),
    taken: ['1/x.eml/1'],
  },
  {
    name: 'names of a ZIP that climb or repeat',
    raw: single(file(named(['../../x.pdf', 'a.pdf', 'a.pdf', '/etc/passwd']), 'application/zip')),
    taken: ['1/../../x.pdf', '1/a.pdf', '1/a.pdf (2)', '1//etc/passwd'],
  },
  {
    name: 'names of a ZIP in Windows-1258',
    raw: single(file(zipOf([{ name: Buffer.from([0x42, 0xe1, 0x6f]), bytes: PDF }]), 'application/zip')),
    taken: ['1/Báo'],
  },
  {
    name: 'an encrypted ZIP',
    raw: single(
      file(
        zipOf([
          { name: 'a.pdf', bytes: PDF, encrypted: true },
          { name: 'b.pdf', bytes: PDF },
        ]),
        'application/zip',
        'z.zip',
      ),
    ),
    taken: ['1/b.pdf'],
    left: ['1 encrypted-archive'],
  },
  {
    name: 'a ZIP that is cut',
    raw: single(file(named(['a.pdf']).subarray(0, 60), 'application/zip')),
    left: ['1 unreadable-archive'],
  },
  {
    name: 'a file of a ZIP with a wrong checksum',
    raw: single(
      file(
        zipOf([
          { name: 'a.pdf', bytes: PDF, crc: 1 },
          { name: 'b.pdf', bytes: PDF },
        ]),
        'application/zip',
      ),
    ),
    taken: ['1/b.pdf'],
    left: ['1/a.pdf unreadable-archive'],
  },
  {
    name: 'a ZIP of 201 files',
    raw: single(
      file(
        named(
          Array.from({ length: 201 }, (_, n) => `${n}`),
          Buffer.from('x'),
        ),
        'application/zip',
      ),
    ),
    left: ['1 limit-reached'],
  },
  {
    name: 'a ZIP bomb',
    raw: single(
      file(named(['a.pdf', ...Array.from({ length: 9 }, (_, n) => `${n}.bin`)], MEBIBYTE), 'application/zip'),
    ),
    left: ['1/0.bin limit-reached'],
  },

  {
    name: 'DOCX',
    raw: single(file(named(['word/document.xml', '[Content_Types].xml']), 'application/zip', 'a.docx')),
    left: ['1 unsupported-format'],
  },
  {
    name: 'a signed DOCX',
    raw: single(file(named(['[Content_Types].xml', '_xmlsignatures/sig1.xml']), 'application/zip', 'a.docx')),
    left: ['1 signed-office'],
  },
  {
    name: 'a DOCX in a ZIP',
    raw: single(file(named(['a.docx'], named(['[Content_Types].xml'])), 'application/zip')),
    left: ['1/a.docx unsupported-format'],
  },
  {
    name: 'OpenDocument',
    raw: single(file(named(['mimetype', 'META-INF/manifest.xml']), 'x/y', 'a.odt')),
    left: ['1 unsupported-format'],
  },
  {
    name: 'a signed OpenDocument',
    raw: single(file(named(['mimetype', 'META-INF/manifest.xml', 'META-INF/documentsignatures.xml']), 'x/y', 'a.odt')),
    left: ['1 signed-office'],
  },
  {
    name: 'DOC',
    raw: single(file(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/msword', 'a.doc')),
    left: ['1 unsupported-format'],
  },
  {
    name: 'RAR that stores a PDF',
    raw: single(file(`Rar!\x1a\x07\0 ${PDF}`, 'application/octet-stream', 'a.rar')),
    left: ['1 unsupported-archive'],
  },
  {
    name: '7z',
    raw: single(file(Buffer.from('377abcaf271c', 'hex'), 'application/octet-stream')),
    left: ['1 unsupported-archive'],
  },
  {
    name: 'winmail.dat that breaks off',
    raw: single(file(Buffer.from('789f3e2200000102', 'hex'), 'application/ms-tnef', 'winmail.dat')),
    left: ['1 unreadable-winmail'],
  },
  { name: 'signed XML', raw: single(file(XML_SIGNATURE, 'text/xml', 'a.xml')), left: ['1 signed-xml'] },
  {
    name: 'XML without a signature',
    raw: single(file('<a>http://www.w3.org/2000/09/xmldsig#</a>', 'text/xml', 'a.xml')),
  },
  {
    name: 'a signature beside a PDF',
    raw: multipart([
      file(PDF, 'application/pdf', 'a.pdf'),
      file(SIGNED_DATA, 'application/pkcs7-signature', 'a.pdf.p7s'),
    ]),
    taken: ['1'],
    left: ['2 unsupported-format'],
  },
  {
    name: 'a PDF inside a CMS signature',
    raw: single(file(Buffer.concat([SIGNED_DATA, PDF]), 'application/octet-stream', 'a.pdf.p7m')),
    left: ['1 unsupported-format'],
  },
  {
    name: 'a signed letter',
    raw: multipart(
      [file(PDF, 'application/pdf', 'a.pdf'), file(SIGNED_DATA, 'application/pkcs7-signature', 'smime.p7s')],
      'signed',
    ),
    taken: ['1'],
  },
  {
    name: 'an opaquely signed letter',
    raw: single(file(SIGNED_DATA, 'application/pkcs7-mime; smime-type=signed-data', 'smime.p7m')),
    left: ['1 unsupported-format'],
  },

  {
    name: '201 parts',
    raw: multipart(Array.from({ length: 201 }, () => file('x', 'image/png'))),
    left: ['201 limit-reached'],
  },
  {
    name: '101 PDFs',
    raw: multipart(Array.from({ length: 101 }, () => file(PDF, 'application/pdf'))),
    taken: Array.from({ length: 100 }, (_, n) => `${n + 1}`),
    left: ['101 limit-reached'],
  },
  {
    name: 'a PDF behind 1,001 texts',
    raw: multipart([...Array.from({ length: 1_001 }, () => TEXT), file(PDF, 'application/pdf')]),
    taken: ['1002'],
  },
  {
    name: 'more parts than are read',
    raw: multipart([file(PDF, 'application/pdf'), ...Array.from({ length: 20_000 }, () => TEXT)]),
    taken: ['1'],
    left: ['2000 limit-reached'],
  },
  {
    name: 'a PDF beside multiparts 50,000 deep',
    raw: multipart([
      file(PDF, 'application/pdf'),
      {
        headers: ['Content-Type: multipart/mixed; boundary=z'],
        body: `--z\n${Array.from({ length: 50_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=c${n}.\n\n--c${n}.\n`).join('')}`,
      },
    ]),
    taken: ['1'],
    left: [`2${'.1'.repeat(12)} limit-reached`],
  },
]
for (const { name, raw, taken = [], left = [] } of cases) {
  test(`letter: ${name}`, async () => {
    const letter = await readLetter(raw)
    expect(letter.parts.map(({ path }) => path)).toEqual(taken)
    expect(letter.unopened.map(({ path, reason }) => `${path} ${reason}`)).toEqual(left)
  })
}

test('the headers of a letter are read, those of a nested one are not', async () => {
  const inner = multipart([TEXT, file(PDF, 'application/pdf')], 'mixed', 1)
  const head = 'Message-ID: <1@a.vn>\r\nDate: Mon, 26 Jul 2021 08:00:00 +0700\r\nSubject: =?utf-8?Q?K=E1=BA=BF?=\r\n'
  const letter = await readLetter(Buffer.concat([Buffer.from(head), multipart([forwarded(inner)])]))
  expect(letter).toMatchObject({ messageId: '<1@a.vn>', subject: 'Kế', date: Date.UTC(2021, 6, 26, 1) })
})

const unreadable: readonly { name: string; raw: Uint8Array; reason: LetterError['reason'] }[] = [
  { name: 'no bytes', raw: Buffer.alloc(0), reason: 'unreadable' },
  { name: 'no header field', raw: Buffer.from('%PDF-1.7\n'), reason: 'unreadable' },
  {
    name: 'S/MIME encryption',
    raw: single(file('x', 'Application/PKCS7-MIME; name=smime.p7m; smime-type="enveloped-data"')),
    reason: 'encrypted-letter',
  },
  {
    name: 'OpenPGP encryption',
    raw: multipart([file('Version: 1', 'application/pgp-encrypted')], 'encrypted'),
    reason: 'encrypted-letter',
  },
]
for (const { name, raw, reason } of unreadable) {
  test(`letter: ${name} is ${reason}`, async () => {
    await expect(readLetter(raw)).rejects.toMatchObject({ name: 'LetterError', reason })
  })
}
