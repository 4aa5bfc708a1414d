/** DKIM: what another program signs is verified, and whatever was changed or left out is no pass. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { expect, onTestFinished, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { canonicalBody, canonicalField } from '../../src/mail/dkim/canonical-form.ts'
import { dnsLookup } from '../../src/mail/dkim/dns-lookup.ts'
import { type DkimFinding, type TxtLookup, verifyDkim } from '../../src/mail/dkim/verify.ts'

const AT = Date.UTC(2021, 7, 20) as Instant
const LETTER = [
  'From: UBND <ubnd.huc@quangtri.gov.vn>',
  'To:  a@huonghoa.example',
  'Subject: K\u1ebf ho\u1ea1ch v\u00e0',
  '\tph\u00e2n   c\u00f4ng \u00e0',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'K\u00ednh g\u1eedi  Ph\u00f2ng \t',
  '  N\u1ed9i v\u1ee5 ',
  '',
  '',
].join('\r\n')

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const short = generateKeyPairSync('rsa', { modulusLength: 512 })
const ed25519 = generateKeyPairSync('ed25519')
const base64 = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64')
const RECORDS: Readonly<Record<string, readonly string[]>> = {
  'rsa._domainkey.quangtri.gov.vn': [`v=DKIM1; k=rsa; p=${base64(rsa.publicKey)}`],
  'ed._domainkey.quangtri.gov.vn': [
    `v=DKIM1; k=ed25519; p=${ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`,
  ],
  'short._domainkey.quangtri.gov.vn': [`v=DKIM1; p=${base64(short.publicKey)}`],
  'revoked._domainkey.quangtri.gov.vn': ['v=DKIM1; p='],
  'web._domainkey.quangtri.gov.vn': [`v=DKIM1; s=web; p=${base64(rsa.publicKey)}`],
  'old._domainkey.quangtri.gov.vn': [`v=DKIM1; h=sha1; p=${base64(rsa.publicKey)}`],
  'two._domainkey.quangtri.gov.vn': ['words', `p=${base64(rsa.publicKey)}`],
}
const lookup: TxtLookup = async (name) => RECORDS[name] ?? []

type Signing = { readonly selector?: string; readonly canonicalization?: string; readonly maxBodyLength?: number }

async function signed({
  selector = 'rsa',
  canonicalization = 'relaxed/relaxed',
  maxBodyLength,
}: Signing = {}): Promise<string> {
  const { privateKey } = selector === 'ed' ? ed25519 : selector === 'short' ? short : rsa
  const plan = {
    signingDomain: 'quangtri.gov.vn',
    selector,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...(maxBodyLength === undefined ? {} : { maxBodyLength }),
  }
  const options = { ...plan, canonicalization, signTime: new Date(AT), signatureData: [plan] }
  const { signatures } = await dkimSign(Buffer.from(LETTER), options)
  return `${signatures}${LETTER}`
}

const said = (findings: readonly DkimFinding[]) =>
  findings.map((finding) => (finding.result === 'pass' ? 'pass' : `${finding.result} ${finding.reason}`))
const verified = async (letter: string, asked: TxtLookup | null = lookup, at = AT) =>
  said(await verifyDkim(Buffer.from(letter), asked, at))

for (const header of ['simple', 'relaxed']) {
  for (const body of ['simple', 'relaxed']) {
    for (const selector of ['rsa', 'ed']) {
      test(`DKIM: ${header}/${body} with ${selector} passes here as it does elsewhere`, async () => {
        const letter = await signed({ selector, canonicalization: `${header}/${body}` })
        expect(await verified(letter)).toEqual(['pass'])
        expect(await verified(letter.replaceAll('\r\n', '\n'))).toEqual(['pass'])
        const resolver = async (name: string) => (await lookup(name))?.map((record) => [record]) ?? []
        expect((await dkimVerify(letter, { resolver, curTime: new Date(AT) })).results).toMatchObject([
          { status: { result: 'pass' } },
        ])
      })
    }
  }
}

const changed: readonly { name: string; change: (letter: string) => string; signing?: Signing; result: string }[] = [
  {
    name: 'another blank is none in the relaxed form',
    change: (letter) => letter.replace('g\u1eedi  Ph', 'g\u1eedi Ph'),
    result: 'pass',
  },
  { name: 'fields below that were not signed', change: (letter) => `X-Seen: yes\r\n${letter}`, result: 'pass' },
  {
    name: 'another body',
    change: (letter) => letter.replace('N\u1ed9i v\u1ee5', 'N\u1ed9i c\u1ee5'),
    result: 'inconclusive body-changed',
  },
  { name: 'words behind the body', change: (letter) => `${letter}x`, result: 'inconclusive body-changed' },
  {
    name: 'another subject',
    change: (letter) => letter.replace('ph\u00e2n', 'chia'),
    result: 'inconclusive header-changed',
  },
  { name: 'a second From above', change: (letter) => `From: b@evil.example\r\n${letter}`, result: 'pass' },
  {
    name: 'a second From below',
    change: (letter) => letter.replace('\r\nTo:', '\r\nFrom: b@evil.example\r\nTo:'),
    result: 'inconclusive header-changed',
  },
  {
    name: 'a length shorter than the body',
    signing: { maxBodyLength: 10 },
    change: (letter) => letter,
    result: 'inconclusive body-not-covered',
  },
  {
    name: 'a length that was the whole body, and words behind it',
    signing: { maxBodyLength: 35 },
    change: (letter) => `${letter}evil`,
    result: 'inconclusive body-not-covered',
  },
  {
    name: 'a key that is too short',
    signing: { selector: 'short' },
    change: (letter) => letter,
    result: 'inconclusive no-key',
  },
  {
    name: 'a key that was revoked',
    signing: { selector: 'revoked' },
    change: (letter) => letter,
    result: 'inconclusive no-key',
  },
  {
    name: 'a key for another use',
    signing: { selector: 'web' },
    change: (letter) => letter,
    result: 'inconclusive no-key',
  },
  {
    name: 'a key for another hash',
    signing: { selector: 'old' },
    change: (letter) => letter,
    result: 'inconclusive no-key',
  },
  { name: 'no such key', signing: { selector: 'none' }, change: (letter) => letter, result: 'inconclusive no-key' },
  { name: 'a key beside other words', signing: { selector: 'two' }, change: (letter) => letter, result: 'pass' },
  {
    name: 'no From among the signed fields',
    change: (letter) => letter.replace(/h=([\s\S]*?);/, 'h=To;'),
    result: 'inconclusive malformed',
  },
  { name: 'SHA-1', change: (letter) => letter.replace('rsa-sha256', 'rsa-sha1'), result: 'inconclusive malformed' },
  { name: 'another version', change: (letter) => letter.replace('v=1', 'v=2'), result: 'inconclusive malformed' },
  { name: 'a tag twice', change: (letter) => letter.replace('v=1', 'v=1; v=1'), result: 'inconclusive malformed' },
  {
    name: 'an identity of another domain',
    change: (letter) => letter.replace('v=1', 'v=1; i=@evil.example'),
    result: 'inconclusive malformed',
  },
  {
    name: 'a domain that is none',
    change: (letter) => letter.replace('d=quangtri.gov.vn', 'd=127.0.0.1'),
    result: 'inconclusive malformed',
  },
  {
    name: 'an end before the letter came',
    change: (letter) => letter.replace('v=1', 'v=1; x=1600000000'),
    result: 'inconclusive expired',
  },
]
for (const { name, change, signing, result } of changed) {
  test(`DKIM: ${name} is ${result}`, async () =>
    expect(await verified(change(await signed(signing)))).toEqual([result]))
}

test('DKIM: without a network, and where nobody answers, nothing is known', async () => {
  const letter = await signed()
  expect(await verified(letter, null)).toEqual(['unknown not-asked'])
  expect(await verified(letter, async () => null)).toEqual(['unknown no-answer'])
  expect(await verified(LETTER)).toEqual([])
})

test('DKIM: of a thousand signatures ten are looked up', async () => {
  const letter = await signed()
  const [signature = ''] = /^DKIM-Signature:[\s\S]*?\r\n(?![ \t])/.exec(letter) ?? []
  const asked: string[] = []
  const count: TxtLookup = async (name) => {
    asked.push(name)
    return []
  }
  expect(await verified(signature.repeat(1_000) + LETTER, count)).toHaveLength(10)
  expect(asked).toHaveLength(10)
})

test('DNS: a resolver that never answers is waited for no longer than is said, for all look-ups together', async () => {
  const silent = createSocket('udp4')
  onTestFinished(() => void silent.close())
  silent.bind(0, '127.0.0.1')
  await once(silent, 'listening')
  const ask = dnsLookup([`127.0.0.1:${silent.address().port}`], 50)
  expect(await Promise.all(Array.from({ length: 10 }, () => ask('a._domainkey.b.vn')))).toEqual(Array(10).fill(null))
  expect(await ask('a._domainkey.b.vn')).toBeNull()
})

test('DNS: a resolver that says there is no such name is believed', async () => {
  const server = createSocket('udp4')
  onTestFinished(() => void server.close())
  server.on('message', (query, from) => {
    const answer = Buffer.from(query)
    answer.writeUInt16BE(0x8183, 2) // response, recursion, no such name: RFC 1035, 4.1.1
    server.send(answer, from.port, from.address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  expect(await dnsLookup([`127.0.0.1:${server.address().port}`], 2_000)('a._domainkey.b.vn')).toEqual([])
})

const forms: readonly { name: string; made: string; text: string }[] = [
  { name: 'a field, simple', made: canonicalField('A: X ', 'simple'), text: 'A: X ' },
  { name: 'a field, relaxed (RFC 6376, 3.4.5)', made: canonicalField('B \t:  Y\t\r\n\tZ  ', 'relaxed'), text: 'b:Y Z' },
  {
    name: 'a body, simple',
    made: String(canonicalBody(Buffer.from(' C \r\nD \t E\r\n\r\n\r\n'), 'simple')),
    text: ' C \r\nD \t E\r\n',
  },
  {
    name: 'a body, relaxed',
    made: String(canonicalBody(Buffer.from(' C \r\nD \t E\r\n\r\n\r\n'), 'relaxed')),
    text: ' C\r\nD E\r\n',
  },
  { name: 'no body, simple', made: String(canonicalBody(Buffer.alloc(0), 'simple')), text: '\r\n' },
  { name: 'no body, relaxed', made: String(canonicalBody(Buffer.alloc(0), 'relaxed')), text: '' },
  {
    name: 'a body that does not end its line',
    made: String(canonicalBody(Buffer.from('a '), 'relaxed')),
    text: 'a\r\n',
  },
]
for (const { name, made, text } of forms) {
  test(`canonical form: ${name}`, () => expect(made).toBe(text))
}
