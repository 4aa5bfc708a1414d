/** What servers of ours report, and what all the facts of a letter's origin come to. */
import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { reportedResults } from '../../src/mail/authentication-results.ts'
import { readHeaderBlock } from '../../src/mail/header-block.ts'
import { readLetterOrigin } from '../../src/mail/letter-origin.ts'
import { readLetter } from '../../src/mail/message.ts'

const OURS = ['mx.quangtri.gov.vn', 'relay.example']
const PASS = 'dkim=pass header.d=quangtri.gov.vn'

const headers: readonly {
  name: string
  fields: readonly string[]
  trusted?: readonly string[]
  reported: readonly string[]
}[] = [
  { name: 'no list of servers', fields: [`mx.quangtri.gov.vn; ${PASS}`], trusted: [], reported: [] },
  { name: 'a server of ours', fields: [`mx.quangtri.gov.vn; ${PASS}`], reported: ['dkim pass quangtri.gov.vn'] },
  { name: 'a server of another', fields: [`mx.evil.example; ${PASS}`], reported: [] },
  { name: 'a name that only begins like ours', fields: [`mx.quangtri.gov.vn.evil.example; ${PASS}`], reported: [] },
  {
    name: 'capitals and a version',
    fields: [`MX.QuangTri.gov.vn 1; DKIM/1=Pass header.D=QuangTri.gov.vn`],
    reported: ['dkim pass quangtri.gov.vn'],
  },
  { name: 'another version', fields: [`mx.quangtri.gov.vn 2; ${PASS}`], reported: [] },
  { name: 'a quoted name', fields: [`"mx.quangtri.gov.vn"; ${PASS}`], reported: ['dkim pass quangtri.gov.vn'] },
  { name: 'no result', fields: ['mx.quangtri.gov.vn; none'], reported: [] },
  {
    name: 'several methods',
    fields: [
      'mx.quangtri.gov.vn; spf=pass smtp.mailfrom=a@quangtri.gov.vn; dmarc=fail header.from=quangtri.gov.vn; arc=pass',
    ],
    reported: ['spf pass quangtri.gov.vn', 'dmarc fail quangtri.gov.vn', 'arc pass '],
  },
  {
    name: 'a forged one above of another server',
    fields: [`evil.example; ${PASS}`, 'mx.quangtri.gov.vn; dkim=fail header.d=quangtri.gov.vn'],
    reported: ['dkim fail quangtri.gov.vn'],
  },
  {
    name: 'a forged one below under the name of ours',
    fields: ['mx.quangtri.gov.vn; dkim=none', `mx.quangtri.gov.vn; ${PASS}`],
    reported: [],
  },
  {
    name: 'a forged one above under the name of ours',
    fields: [`mx.quangtri.gov.vn; ${PASS}`, 'mx.quangtri.gov.vn; dkim=fail header.d=evil.example; spf=fail'],
    reported: ['spf fail '],
  },
  {
    name: 'the same twice',
    fields: [`mx.quangtri.gov.vn; ${PASS}`, `mx.quangtri.gov.vn; ${PASS}`],
    reported: ['dkim pass quangtri.gov.vn'],
  },
  {
    name: 'two servers of ours that differ',
    fields: ['mx.quangtri.gov.vn; dkim=fail', `relay.example; ${PASS}`],
    reported: ['dkim fail ', 'dkim pass quangtri.gov.vn'],
  },
  {
    name: 'comments everywhere',
    fields: [`(a) mx.quangtri.gov.vn (b (c) \\) d) ; dkim=pass (e; dkim=fail) header.d=(f)quangtri.gov.vn`],
    reported: ['dkim pass quangtri.gov.vn'],
  },
  { name: 'our name in a comment', fields: [`(mx.quangtri.gov.vn; ${PASS}) evil.example; none`], reported: [] },
  {
    name: 'our name behind a comment that does not end',
    fields: [`evil.example (; mx.quangtri.gov.vn; ${PASS}`],
    reported: [],
  },
  {
    name: 'our name in a quoted string of another',
    fields: [`"evil.example; mx.quangtri.gov.vn"; ${PASS}`],
    reported: [],
  },
  {
    name: 'a result in the reason of another',
    fields: ['mx.quangtri.gov.vn; dkim=fail reason="x; dkim=pass header.d=quangtri.gov.vn"'],
    reported: ['dkim fail '],
  },
  {
    name: 'a word that only begins as a result',
    fields: ['mx.quangtri.gov.vn; dkim=pass-not header.d=quangtri.gov.vn'],
    reported: [],
  },
  {
    name: 'folded',
    fields: [`mx.quangtri.gov.vn;\r\n\tdkim=pass\r\n header.d=quangtri.gov.vn`],
    reported: ['dkim pass quangtri.gov.vn'],
  },
  { name: 'nothing', fields: [''], reported: [] },
]
for (const { name, fields, trusted = OURS, reported } of headers) {
  test(`Authentication-Results: ${name}`, () => {
    const raw = fields.map((value) => `Authentication-Results: ${value}\r\n`).join('')
    const read = reportedResults(readHeaderBlock(Buffer.from(`${raw}\r\n`)), trusted)
    expect(read.map(({ method, result, domain }) => `${method} ${result} ${domain}`)).toEqual(reported)
  })
}

const origins: readonly { name: string; header: string; from?: string; sender: string }[] = [
  { name: 'nothing said', header: 'X: y', sender: 'unknown' },
  {
    name: 'a signature that nobody can look up',
    header:
      'DKIM-Signature: v=1; a=rsa-sha256; d=a.vn; s=s; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; c=relaxed/relaxed; b=YQ==',
    sender: 'unknown',
  },
  { name: 'a signature that is none', header: 'DKIM-Signature: v=1', sender: 'inconclusive' },
  {
    name: 'a pass for the domain of From',
    header: `Authentication-Results: relay.example; ${PASS}`,
    sender: 'confirmed',
  },
  {
    name: 'a pass for the domain above',
    header: 'Authentication-Results: relay.example; dkim=pass header.d=gov.vn',
    sender: 'confirmed',
  },
  {
    name: 'a pass for the domain below',
    header: 'Authentication-Results: relay.example; dkim=pass header.d=a.quangtri.gov.vn',
    sender: 'inconclusive',
  },
  {
    name: 'a pass for all of a country',
    header: 'Authentication-Results: relay.example; dkim=pass header.d=vn',
    sender: 'inconclusive',
  },
  {
    name: 'a pass for another domain',
    header: 'Authentication-Results: relay.example; dkim=pass header.d=evil.example',
    sender: 'inconclusive',
  },
  {
    name: 'a fail',
    header: 'Authentication-Results: relay.example; dkim=fail header.d=quangtri.gov.vn',
    sender: 'inconclusive',
  },
  {
    name: 'a pass beside a From that names nobody',
    from: 'a@quangtri.gov.vn, b@evil.example',
    header: `Authentication-Results: relay.example; ${PASS}`,
    sender: 'inconclusive',
  },
]
for (const { name, header, from = 'a@quangtri.gov.vn', sender } of origins) {
  test(`origin: ${name} is ${sender}`, async () => {
    const raw = Buffer.from(`${header}\r\nFrom: ${from}\r\n\r\n`)
    const origin = await readLetterOrigin(
      raw,
      await readLetter(raw),
      { trustedServers: OURS, lookup: null },
      0 as Instant,
    )
    expect(origin.sender).toBe(sender)
  })
}
