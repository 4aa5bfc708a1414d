import { expect, test } from 'vitest'
import { openSeal } from '../../src/access/seal.ts'

const seal = openSeal(Buffer.alloc(32, 1))
const other = openSeal(Buffer.alloc(32, 2))

test('what is sealed is read again with the same key for the same purpose', () => {
  const sealed = seal.seal('totp 1', 'bí mật')
  expect(seal.open('totp 1', sealed)).toBe('bí mật')
  expect(sealed).not.toContain(Buffer.from('bí mật').toString('base64url'))
  expect(seal.seal('totp 1', 'bí mật')).not.toBe(sealed)
})

test('and by nothing else', () => {
  const sealed = seal.seal('totp 1', 'bí mật')
  expect(other.open('totp 1', sealed)).toBeNull()
  expect(seal.open('totp 2', sealed)).toBeNull()
  expect(seal.open('totp 1', '')).toBeNull()
  for (let i = 0; i < sealed.length; i++) {
    const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`
    if (!Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) {
      expect(seal.open('totp 1', changed)).toBeNull()
    }
  }
})

test('a mark belongs to its text and its key', () => {
  expect(seal.isMark(seal.mark('a'), 'a')).toBe(true)
  expect(seal.isMark(seal.mark('a'), 'b')).toBe(false)
  expect(seal.isMark(other.mark('a'), 'a')).toBe(false)
  expect(seal.isMark('', 'a')).toBe(false)
})

test('a key of another length is refused', () => {
  expect(() => openSeal(Buffer.alloc(16))).toThrow(RangeError)
})
