/** What another program reads in a QR code of ours. */
import decodeQR from 'qr/decode.js'
import { expect, test } from 'vitest'
import { newTotpSecret, otpauthAddress } from '../../src/access/totp.ts'
import { qrCode } from '../../src/web/qr-code.ts'

/** The pixels of an SVG whose shapes are squares of one module each. */
function drawn(svg: string, scale = 4) {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const width = size * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row++) {
      const start = ((Number(y) * scale + row) * width + Number(x) * scale) * 4
      for (let pixel = 0; pixel < scale; pixel++) data.fill(0, start + pixel * 4, start + pixel * 4 + 3)
    }
  }
  return { width, height: width, data }
}

const texts: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'a short text', text: 'Sổ Ký Số' },
  { name: 'the key of an account', text: otpauthAddress(newTotpSecret(), 'nguyen.lan') },
  { name: 'the key of the longest name', text: otpauthAddress(newTotpSecret(), 'n'.repeat(64)) },
]
test.each(texts)('$name is read as it is', async ({ text }) => {
  expect(decodeQR(drawn(String(await qrCode(text, 'Mã QR'))), { timeLimit: 10_000 })).toBe(text)
})
