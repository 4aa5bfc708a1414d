/** Bytes to text: what was declared, and what older Vietnamese programs wrote. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { decodeCharset } from '../../src/mail/charset.ts'
import { decodeText } from '../../src/mail/decode-text.ts'
import { describeWith } from '../services/required.ts'

const declared: readonly { label: string; bytes: string; text: string }[] = [
  { label: 'UTF-8', bytes: 'K\xe1\xba\xbf ho\xe1\xba\xa1ch', text: 'Kế hoạch' },
  { label: 'windows-1258', bytes: 'Quy\xea\xect \xf0i\xf2nh', text: 'Quyết định' },
  { label: 'TCVN3', bytes: 'QuyÕt ®Þnh cña x· Hóc vÒ viÖc söa ®æi', text: 'Quyết định của xã Húc về việc sửa đổi' },
  { label: 'tcvn-5712', bytes: '§¨k R«ng', text: 'Đăk Rông' },
  { label: 'x-viet-vps', bytes: 'Quy\x89t \xc7\xcenh', text: 'Quyết định' },
  { label: 'vps', bytes: 'UBND x\xe3 H\xfac', text: 'UBND xã Húc' },
  { label: 'viscii', bytes: 'Quy\xaat \xf0\xb8nh', text: 'Quyết định' },
  {
    label: 'x-viet-vni',
    bytes: 'Quyeát ñònh cuûa xaõ Huùc veà vieäc söûa ñoåi',
    text: 'Quyết định của xã Húc về việc sửa đổi',
  },
  { label: 'VNI', bytes: 'ÖÙNG DUÏNG ÔÛ ÑAÊK ROÂNG, nhöõng baûng', text: 'ỨNG DỤNG Ở ĐĂK RÔNG, những bảng' },
  { label: 'iso-8859-1', bytes: 'caf\xe9', text: 'café' },
  { label: 'no-such-charset', bytes: 'B\xe1o', text: 'Báo' },
  { label: 'utf-8', bytes: 'B\xe1o', text: 'Báo' },
  { label: '', bytes: 'abc', text: 'abc' },
]
for (const { label, bytes, text } of declared) {
  test(`charset: ${label || 'none'} reads ${text}`, () => {
    expect(decodeCharset(Buffer.from(bytes, 'latin1'), label)).toBe(text)
  })
}

const guessed: readonly { name: string; bytes: string; text: string }[] = [
  { name: 'UTF-8', bytes: 'K\xe1\xba\xbf', text: 'Kế' },
  { name: 'Windows-1258', bytes: 'B\xe1o c\xe1o th\xe1ng 7', text: 'Báo cáo tháng 7' },
  { name: 'TCVN3', bytes: 'B¸o c¸o th¸ng 7 cña Phßng Néi vô', text: 'Báo cáo tháng 7 của Phòng Nội vụ' },
  { name: 'UTF-8 that is cut', bytes: 'K\xe1\xba\xbf ho\xe1\xba', text: 'Kế ho\ufffd' },
  { name: 'a real sign of replacement', bytes: 'K\xef\xbf\xbd \xe1\xba\xbf', text: 'K\ufffd ế' },
]
for (const { name, bytes, text } of guessed) {
  test(`a charset that nobody declared: ${name}`, () => {
    expect(decodeText(Buffer.from(bytes, 'latin1'))).toBe(text)
  })
}

test('charset: no byte makes any of them fail', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, n) => n))
  for (const label of ['tcvn3', 'viscii', 'vps', 'vni', 'windows-1258', 'utf-8', 'utf-16', 'iso-2022-jp', 'x']) {
    expect(decodeCharset(all, label)).not.toBe('')
  }
})

describeWith('iconv', 'libc-bin', 'iconv', () => {
  /** Each byte between spaces, so that none combines with the one before it. */
  const upper = Buffer.from(Array.from({ length: 128 }, (_, n) => [0x20, n + 128, 0x0a]).flat())
  const tables: readonly [label: string, name: string][] = [
    ['tcvn3', 'TCVN5712-1'],
    ['viscii', 'VISCII'],
  ]
  for (const [label, name] of tables) {
    test(`reads each byte of ${name} as we do`, () => {
      const { stdout } = spawnSync('iconv', ['-f', name, '-t', 'UTF-8'], { input: upper })
      expect(decodeCharset(upper, label)).toBe(stdout.toString('utf8').normalize('NFC'))
    })
  }
})
