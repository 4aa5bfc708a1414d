import { describe, expect, test } from 'vitest'
import { hashPassword, isOutdated, isPassword } from '../../src/access/password.ts'
import { type PasswordFault, passwordFault } from '../../src/access/password-rule.ts'

const WEAK = { logN: 10, r: 8, p: 1 } as const
const SENTENCE = 'con trâu ăn cỏ bờ đê'

describe('a hash', () => {
  test('says with which parameters it was made, and is another one each time', async () => {
    const [one, two] = [await hashPassword(SENTENCE), await hashPassword(SENTENCE)]
    expect(one).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(two)
  })

  test('is met by its password alone, however its letters were typed', async () => {
    const stored = await hashPassword(SENTENCE, WEAK)
    expect(await isPassword(SENTENCE.normalize('NFD'), stored)).toBe(true)
    expect(await isPassword(`${SENTENCE} `, stored)).toBe(false)
    expect(await isPassword('', stored)).toBe(false)
  })

  test('of older parameters still holds, and is told as outdated', async () => {
    const old = await hashPassword(SENTENCE, WEAK)
    expect([isOutdated(old), isOutdated(await hashPassword(SENTENCE))]).toEqual([true, false])
  })

  test('of nobody is met by nothing', async () => {
    expect(await isPassword('', null)).toBe(false)
  })

  test.each(['', 'scrypt$17$8$1$x$y', 'md5$1$2$3$AAAAAAAAAAAAAAAAAAAAAA$x'])('%s is no hash', async (text) => {
    await expect(isPassword(SENTENCE, text)).rejects.toThrow(/another form/)
  })

  test('that would take more memory than ours is refused', async () => {
    const greedy = `scrypt$21$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`
    await expect(isPassword(SENTENCE, greedy)).rejects.toThrow()
  })

  test('is not waited for by everybody at once', async () => {
    const stored = await hashPassword(SENTENCE, WEAK)
    const all = await Promise.allSettled(Array.from({ length: 25 }, () => isPassword(SENTENCE, stored)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    expect(await isPassword(SENTENCE, stored)).toBe(true)
  })
})

describe('a password', () => {
  const cases: readonly (readonly [password: string, fault: PasswordFault | null])[] = [
    ['', 'too-short'],
    ['ngắn quá', 'too-short'],
    ['mười một ch', 'too-short'],
    ['mười hai chữ', null],
    ['x'.repeat(201), 'too-long'],
    ['aaaaaaaaaaaa', 'too-few-characters'],
    ['ababababababab', 'too-few-characters'],
    ['123456789012', 'common'],
    ['12345678901234567890', 'common'],
    ['password1234', 'common'],
    ['Password@2025', 'common'],
    ['M@tkhau123456', 'common'],
    ['Mậtkhẩu@2026!', 'common'],
    ['qwertyuiop123', 'common'],
    ['UBND-HuongHoa-2025', 'common'],
    ['Quangtri@12345', 'common'],
    ['Admin@123456', 'common'],
    ['lan.nguyen2025', 'names-you'],
    ['Lan Nguyen 99', 'names-you'],
    [SENTENCE, null],
    ['correct horse battery staple', null],
    ['tháng 8 lúa chín vàng đồng', null],
    ['kX9#vTq2!mZw', null],
  ]
  test.each(cases)('%s: %s', (password, fault) => {
    expect(passwordFault(password, ['lan.nguyen', 'Nguyễn Thị Lan'])).toBe(fault)
  })
})
