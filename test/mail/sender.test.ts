/** The gate in front of attribution, with the addresses that mail readers are known to disagree about. */
import { expect, test } from 'vitest'
import { readHeaderBlock } from '../../src/mail/header-block.ts'
import { readSender } from '../../src/mail/sender.ts'

const UNIT = 'ubnd.huc@quangtri.gov.vn'

const cases: readonly { name: string; header: string; sender: string }[] = [
  { name: 'a bare address', header: `From: ${UNIT}`, sender: UNIT },
  { name: 'an address in angle brackets', header: `From: <${UNIT}>`, sender: UNIT },
  { name: 'a display name', header: `From: UBND xa Huc <${UNIT}>`, sender: UNIT },
  { name: 'a quoted display name with comma', header: `From: "UBND, xa \\"Huc\\"" <${UNIT}>`, sender: UNIT },
  { name: 'an encoded display name', header: `From: =?utf-8?B?WMOj?= <${UNIT}>`, sender: UNIT },
  { name: 'a display name in UTF-8', header: `From: Xã Húc <${UNIT}>`, sender: UNIT },
  { name: 'a folded field', header: `From: "UBND"\r\n <${UNIT}>`, sender: UNIT },
  { name: 'capitals', header: 'FROM : Ubnd.Huc@QuangTri.gov.VN', sender: UNIT },
  { name: 'a domain with Vietnamese letters', header: 'From: a@quảngtrị.vn', sender: 'a@xn--qungtr-cd8bym.vn' },
  {
    name: 'the address of a unit as quoted display name',
    header: `From: "${UNIT}" <x@evil.example>`,
    sender: 'x@evil.example',
  },

  { name: 'no From field', header: 'To: a@b.vn', sender: 'absent' },
  { name: 'an empty From field', header: 'From: ', sender: 'absent' },
  { name: 'two From fields', header: `From: ${UNIT}\r\nFrom: x@evil.example`, sender: 'several' },
  {
    name: 'two From fields, one with a blank before the colon',
    header: `From: ${UNIT}\r\nfrom : x@evil.example`,
    sender: 'several',
  },
  { name: 'a list of a unit and another', header: `From: ${UNIT}, x@evil.example`, sender: 'several' },
  {
    name: 'a comment between domain and domain',
    header: 'From: a@quangtri.gov.vn(x)evil.example',
    sender: 'malformed',
  },
  { name: 'a comment behind the address', header: `From: ${UNIT} (UBND)`, sender: 'malformed' },
  { name: 'a quoted local part that holds an address', header: `From: "${UNIT} x"@evil.example`, sender: 'malformed' },
  { name: 'a quote without an end', header: `From: "UBND <${UNIT}>`, sender: 'malformed' },
  { name: 'the address of a unit as bare display name', header: `From: ${UNIT} <x@evil.example>`, sender: 'malformed' },
  { name: 'a Cyrillic letter among Latin ones', header: 'From: ubnd@qu\u0430ngtri.gov.vn', sender: 'malformed' },
  { name: 'the same in its ASCII form', header: 'From: ubnd@xn--qungtri-3fg.gov.vn', sender: 'malformed' },
  { name: 'NUL in the address', header: 'From: a@quangtri.gov.vn\0@evil.example', sender: 'malformed' },
  { name: 'NUL at the end of the domain', header: 'From: a@quangtri.gov.vn\0', sender: 'malformed' },
  { name: 'a bare CR in the address', header: 'From: a@quangtri.gov.vn\rFrom: x@evil.example', sender: 'malformed' },
  { name: 'a group', header: `From: Units: ${UNIT};`, sender: 'malformed' },
  { name: 'an empty group', header: 'From: undisclosed:;', sender: 'malformed' },
  { name: 'a route', header: `From: <@evil.example:${UNIT}>`, sender: 'malformed' },
  { name: 'two pairs of angle brackets', header: `From: <${UNIT}> <x@evil.example>`, sender: 'malformed' },
  { name: 'text behind the angle brackets', header: `From: <${UNIT}>.evil.example`, sender: 'malformed' },
  { name: 'two at signs', header: 'From: a@quangtri.gov.vn@evil.example', sender: 'malformed' },
  { name: 'an encoded word as local part', header: 'From: =?utf-8?Q?a=40b.vn?=@evil.example', sender: 'malformed' },
  { name: 'an encoded word as address', header: 'From: =?utf-8?Q?a=40b.vn?=', sender: 'malformed' },
  { name: 'a domain literal', header: 'From: a@[10.0.0.1]', sender: 'malformed' },
  { name: 'a domain of one label', header: 'From: root@localhost', sender: 'malformed' },
  { name: 'a local part with a Vietnamese letter', header: 'From: xã@quangtri.gov.vn', sender: 'malformed' },
  { name: 'an invisible character in the domain', header: 'From: a@quang\u200btri.gov.vn', sender: 'malformed' },
  { name: 'a full-width at sign', header: 'From: a\uff20quangtri.gov.vn', sender: 'malformed' },
  { name: 'an ideographic full stop', header: 'From: a@quangtri\u3002gov.vn', sender: 'malformed' },
]
for (const { name, header, sender } of cases) {
  test(`From: ${name} is ${sender.includes('@') ? 'usable' : sender}`, () => {
    const read = readSender(readHeaderBlock(Buffer.from(`${header}\r\n\r\nbody`)))
    expect(read.kind === 'address' ? read.address : read.reason).toBe(sender)
  })
}

test('From: raw bytes of an older charset in the display name do no harm', () => {
  const raw = Buffer.concat([Buffer.from('From: X'), Buffer.from([0xe3]), Buffer.from(` <${UNIT}>\r\n\r\n`)])
  expect(readSender(readHeaderBlock(raw))).toEqual({ kind: 'address', address: UNIT })
})
