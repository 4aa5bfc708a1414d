/** Letters and files under S/MIME, CMS and OpenPGP: unwrapped without a decision on trust, or told as what they are. */
import { expect, test } from 'vitest'
import { buildSignedData, OID } from '../../fixtures/signed-data.ts'
import { LetterError } from '../../src/mail/letter.ts'
import { readLetter } from '../../src/mail/message.ts'
import { inFolder, runTool } from '../fixtures/tool.ts'
import { describeWith } from '../services/required.ts'
import { file, forwarded, multipart, PDF, single, TEXT } from './letters.ts'

const cms = (content: Uint8Array | null, indefinite = false) =>
  buildSignedData({ contentType: OID.data, content, digests: [], certificates: [], signerInfos: [], indefinite })
const entity = multipart([TEXT, file(PDF, 'application/pdf', 'a.pdf')], 'mixed', 1)
const p7m = (content: Uint8Array, name = 'smime.p7m') => file(content, 'application/pkcs7-mime', name)
const wrap = (levels: number): Uint8Array => (levels === 0 ? entity : single(p7m(cms(wrap(levels - 1)))))
const ENVELOPED = Buffer.from('3082100006092a864886f70d010703a0820ff1', 'hex')
const AUTH_ENVELOPED = Buffer.from('30821000060b2a864886f70d0109100117a0820ff1', 'hex')
const PGP = '-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n'
const pem = (content: Uint8Array) =>
  `-----BEGIN PKCS7-----\n${Buffer.from(cms(content)).toString('base64')}\n-----END PKCS7-----\n`

type Case = { name: string; raw: Uint8Array; taken?: readonly string[]; left?: readonly string[] }
const cases: readonly Case[] = [
  { name: 'an opaquely signed letter', raw: single(p7m(cms(entity))), taken: ['1/2'] },
  { name: 'the same with indefinite lengths', raw: single(p7m(cms(entity, true))), taken: ['1/2'] },
  { name: 'five in each other', raw: wrap(5), taken: ['1/1/1/1/1/2'] },
  { name: 'six in each other', raw: wrap(6), left: ['1/1/1/1/1/1 limit-reached'] },
  { name: 'a signed letter without files', raw: single(p7m(cms(single(TEXT)))) },
  { name: 'a PDF in a CMS file', raw: single(p7m(cms(PDF), 'a.pdf.p7m')), taken: ['1'], left: ['1 signed-wrapper'] },
  {
    name: 'a PDF in a CMS file in PEM',
    raw: single(p7m(Buffer.from(pem(PDF)), 'a.p7m')),
    taken: ['1'],
    left: ['1 signed-wrapper'],
  },
  {
    name: 'a CMS file that is cut',
    raw: single(p7m(cms(PDF).subarray(0, 30), 'a.p7m')),
    left: ['1 unsupported-format'],
  },
  {
    name: 'a signed letter, its signature beside it',
    raw: multipart([forwarded(entity), file(cms(null), 'application/pkcs7-signature', 'smime.p7s')], 'signed'),
    taken: ['1/2'],
  },
  {
    name: 'signatures beside documents, one of them without its document',
    raw: multipart([
      file(PDF, 'application/pdf', 'Kế hoạch.PDF'),
      file(PDF, 'application/pdf', 'b.pdf'),
      file(cms(null), 'application/pkcs7-signature', 'kế hoạch.pdf.p7s'),
      file(cms(null), 'application/octet-stream', 'b.p7s'),
      file(cms(null), 'application/octet-stream', 'c.p7s'),
    ]),
    taken: ['1', '2'],
    left: ['3 detached-signature of 1', '4 detached-signature of 2', '5 detached-signature'],
  },
  {
    name: 'a signature in a nested letter is not that of a document of the same name outside',
    raw: multipart([file(PDF, 'application/pdf', 'a.pdf'), forwarded(single(file(cms(null), 'x/y', 'a.p7s')))]),
    taken: ['1'],
    left: ['2/1 detached-signature'],
  },
  {
    name: 'an encrypted part beside a PDF',
    raw: multipart([file(PDF, 'application/pdf'), p7m(ENVELOPED), file(PGP, 'application/octet-stream', 'a.asc')]),
    taken: ['1'],
    left: ['2 encrypted-letter', '3 encrypted-letter'],
  },
]
for (const { name, raw, taken = [], left = [] } of cases) {
  test(`signed: ${name}`, async () => {
    const letter = await readLetter(raw)
    expect(letter.parts.map(({ path }) => path)).toEqual(taken)
    expect(letter.unopened.map(({ path, reason, signs }) => `${path} ${reason}${signs ? ` of ${signs}` : ''}`)).toEqual(
      left,
    )
  })
}

const encrypted: readonly { name: string; raw: Uint8Array }[] = [
  { name: 'S/MIME that says so', raw: single(file(ENVELOPED, 'application/pkcs7-mime; smime-type=enveloped-data')) },
  { name: 'S/MIME that does not say so', raw: single(p7m(ENVELOPED)) },
  { name: 'S/MIME with authentication', raw: single(p7m(AUTH_ENVELOPED)) },
  {
    name: 'OpenPGP',
    raw: multipart(
      [file('Version: 1', 'application/pgp-encrypted'), file(PGP, 'application/octet-stream')],
      'encrypted',
    ),
  },
  { name: 'OpenPGP as the words of the letter', raw: single({ headers: ['Content-Type: text/plain'], body: PGP }) },
  { name: 'a signed letter that holds an encrypted one', raw: single(p7m(cms(single(p7m(ENVELOPED))))) },
]
for (const { name, raw } of encrypted) {
  test(`encrypted: ${name}`, async () => {
    await expect(readLetter(raw)).rejects.toMatchObject({ reason: 'encrypted-letter' })
    await expect(readLetter(raw)).rejects.toBeInstanceOf(LetterError)
  })
}

describeWith('openssl', 'openssl', 'letters that openssl signs', () => {
  const sign = (...args: readonly string[]) => {
    const path = inFolder({ letter: multipart([TEXT, file(PDF, 'application/pdf', 'a.pdf')]) })
    const keys = ['-newkey', 'rsa:2048', '-nodes', '-keyout', path('key'), '-out', path('certificate')]
    runTool('openssl', ['req', '-x509', '-subj', '/CN=a', '-days', '1', ...keys])
    const places = new Map([
      ['KEY', path('key')],
      ['CERTIFICATE', path('certificate')],
    ])
    const [command = '', ...more] = args.map((arg) => places.get(arg) ?? arg)
    runTool('openssl', ['smime', command, '-in', path('letter'), '-out', path('out'), ...more])
    const { text } = runTool('cat', [path('out')])
    return Buffer.from(`From: a@example.vn\n${text}`)
  }
  const asSigner = ['-signer', 'CERTIFICATE', '-inkey', 'KEY']

  test('with the signature beside the content, it is no second document', async () => {
    const { parts, unopened } = await readLetter(sign('-sign', ...asSigner))
    expect(parts).toMatchObject([{ name: 'a.pdf', bytes: PDF }])
    expect(unopened).toEqual([])
  })

  test('opaquely, the PDF in it is found', async () => {
    const { parts, unopened } = await readLetter(sign('-sign', '-nodetach', ...asSigner))
    expect(parts).toMatchObject([{ path: '1/2', name: 'a.pdf', bytes: PDF }])
    expect(unopened).toEqual([])
  })

  test('encrypted, there is nothing to be read', async () => {
    await expect(readLetter(sign('-encrypt', '-aes128', 'CERTIFICATE'))).rejects.toMatchObject({
      reason: 'encrypted-letter',
    })
  })
})
