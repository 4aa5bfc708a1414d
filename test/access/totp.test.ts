import { describe, expect, test } from 'vitest'
import { newTotpSecret, otpauthAddress, timeStepOf, toBase32, totpAt } from '../../src/access/totp.ts'
import type { Instant } from '../../src/lang.ts'

const SECRET = Buffer.from('12345678901234567890')
const at = (seconds: number) => (seconds * 1000) as Instant

describe('a code', () => {
  // RFC 6238, appendix B, SHA-1, the last six of eight digits.
  const vectors = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ] as const
  test.each(vectors)('at %i s is %s', (seconds, code) => {
    expect(totpAt(SECRET, Math.floor(seconds / 30))).toBe(code)
    expect(timeStepOf(code, SECRET, at(seconds))).toBe(Math.floor(seconds / 30))
  })

  const cases = [
    { name: 'typed with a space', code: '287 082', seconds: 59, step: 1 },
    { name: 'of the step before', code: '287082', seconds: 60, step: 1 },
    { name: 'of the step after', code: '050471', seconds: 1111111109, step: 37037037 },
    { name: 'of two steps before', code: '287082', seconds: 90, step: null },
    { name: 'with a digit more', code: '2870820', seconds: 59, step: null },
    { name: 'that is another', code: '287083', seconds: 59, step: null },
    { name: 'that is empty', code: '', seconds: 59, step: null },
  ] as const
  test.each(cases)('$name', ({ code, seconds, step }) => {
    expect(timeStepOf(code, SECRET, at(seconds))).toBe(step)
  })
})

describe('a secret', () => {
  // RFC 4648, 10.
  const vectors = [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const
  test.each(vectors)('%s is spelled %s', (text, spelled) => {
    expect(toBase32(Buffer.from(text))).toBe(spelled)
  })

  test('has 160 bits and is another one each time', () => {
    expect(newTotpSecret()).toHaveLength(20)
    expect(newTotpSecret()).not.toEqual(newTotpSecret())
  })

  test('is handed to an authenticator by an address', () => {
    const address = new URL(otpauthAddress(SECRET, 'lan'))
    expect(address.protocol + address.host).toBe('otpauth:totp')
    expect(decodeURIComponent(address.pathname)).toContain('Sổ Ký Số:lan')
    expect(address.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    expect(address.searchParams.get('issuer')).toBe('Sổ Ký Số')
  })
})
