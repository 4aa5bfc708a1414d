/** What every page says of the reading of the mailboxes, and the page of the mailboxes. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import type { Mailbox } from '../../src/mail/mailbox.ts'
import { webApp } from '../../src/web/server.ts'
import { openBrowser, UNIT, useHouse } from './people.ts'
import { CALM, sampleView } from './sample.ts'

const house = useHouse()
const NOW = sampleView().now()
const ago = (minutes: number) => (NOW - minutes * 60_000) as Instant
const inbox: Mailbox = { account: 'noivu', folder: 'INBOX', lookedAt: ago(0), ...CALM }
const REFUSED = 'Máy chủ thư từ chối đăng nhập.'

async function textOf(path: string, mailboxes: readonly Mailbox[]): Promise<string> {
  const app = webApp(sampleView({ mailboxes: async () => mailboxes }))
  return (await (await app.request(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

describe('the last reading stands on every page', () => {
  const cases: readonly { name: string; mailbox: Partial<Mailbox>; word: string; alarm: boolean }[] = [
    { name: 'just read', mailbox: {}, word: 'tốt', alarm: false },
    { name: 'not read yet', mailbox: { lookedAt: null }, word: 'mới', alarm: false },
    { name: 'read 3 minutes ago', mailbox: { lookedAt: ago(3) }, word: 'trễ', alarm: false },
    { name: 'a fault since the last reading', mailbox: { fault: REFUSED }, word: 'trễ', alarm: false },
    {
      name: 'refused a minute after the last reading',
      mailbox: { lookedAt: ago(1), fault: REFUSED, faultNeedsPerson: true },
      word: 'trễ',
      alarm: true,
    },
    { name: 'read 14 minutes ago', mailbox: { lookedAt: ago(14) }, word: 'trễ', alarm: false },
    { name: 'read 15 minutes ago', mailbox: { lookedAt: ago(15), fault: REFUSED }, word: 'ngừng', alarm: true },
    { name: 'never read, for a fault', mailbox: { lookedAt: null, fault: REFUSED }, word: 'ngừng', alarm: true },
  ]
  for (const { name, mailbox, word, alarm } of cases) {
    for (const path of ['/', '/thu', '/thay-doi', '/hop-thu', '/khong-co']) {
      test(`${path}: ${name} is "${word}"`, async () => {
        const text = await textOf(path, [{ ...inbox, ...mailbox }])
        expect(text).toMatch(new RegExp(`Lần đọc thư gần nhất: .*\\( ?${word} ?\\)`))
        expect(/đã ngừng được đọc|cần người xử lý/.test(text)).toBe(alarm)
        expect(text.includes(REFUSED)).toBe(mailbox.fault === REFUSED)
      })
    }
  }

  test('of several the worst is shown, and the oldest time', async () => {
    const late = { ...inbox, folder: 'Báo cáo', lookedAt: ago(20), fault: REFUSED }
    const text = await textOf('/', [inbox, late])
    expect(text).toContain('ngừng')
    expect(text).toContain(REFUSED)
  })

  test.each([
    ['clerk', '/', true],
    ['unit', `/don-vi/${UNIT}`, false],
    ['auditor', '/nhat-ky', false],
  ] as const)('whoever is %s is told that it stopped, and the office alone why', async (role, path, isTold) => {
    const app = house.appWith(
      {},
      { mailboxes: async () => [{ ...inbox, lookedAt: ago(20), fault: REFUSED }], now: () => NOW },
    )
    house.now = NOW
    const browser = openBrowser(app, await house.session(await house.add('ai-do', role, { unit: UNIT })))
    await browser.look(path)
    expect(browser.words()).toContain('số liệu có thể thiếu')
    expect(browser.words().includes(REFUSED)).toBe(isTold)
    expect(browser.words().includes('noivu')).toBe(isTold)
  })

  test('a process that knows of no mailbox says nothing', async () => {
    expect(await textOf('/', [])).not.toContain('Lần đọc thư')
  })
})

describe('what needs a person stands on every page of the office', () => {
  const inDays = (days: number) => (NOW + days * 86_400_000) as Instant
  const cases: readonly { name: string; mailbox: Partial<Mailbox>; said: RegExp | null }[] = [
    { name: 'a login without an end', mailbox: {}, said: null },
    { name: 'a login that ends in 15 days', mailbox: { loginEndsAt: inDays(15) }, said: null },
    {
      name: 'a login that ends in 14 days',
      mailbox: { loginEndsAt: inDays(14) },
      said: /hết hạn ngày .*, còn 14 ngày/,
    },
    { name: 'a login that has ended', mailbox: { loginEndsAt: inDays(-1) }, said: /đã hết hạn ngày/ },
    { name: 'a clock that is a minute off', mailbox: { clockAheadMs: 60_000 }, said: null },
    { name: 'a clock that is behind', mailbox: { clockAheadMs: 60_001 }, said: /chậm hơn .* khoảng 1 phút/ },
    { name: 'a clock that is fast', mailbox: { clockAheadMs: -600_000 }, said: /nhanh hơn .* khoảng 10 phút/ },
  ]
  for (const { name, mailbox, said } of cases) {
    test(name, async () => {
      const text = await textOf('/', [
        { ...inbox, ...mailbox },
        { ...inbox, folder: 'Sent', ...mailbox },
      ])
      if (said === null) expect(text).not.toMatch(/Quyền đọc hộp thư|Đồng hồ của máy này/)
      else expect(text.match(new RegExp(said, 'g'))).toHaveLength(1)
    })
  }
})

test('the page of the mailboxes tells each with its state, what is left to be read, and what happened', async () => {
  const app = webApp(
    sampleView({
      mailboxes: async () => [{ ...inbox, waiting: 57_065 }],
      mailboxEvents: async () => [{ account: 'noivu', folder: '<b>INBOX', at: ago(5), kind: 'renumbered', letters: 3 }],
    }),
  )
  const page = await (await app.request('/hop-thu')).text()
  expect(page).toContain('57.065')
  expect(page).toContain('đánh số lại toàn bộ thư; đã nhận ra 3 thư')
  expect(page).not.toContain('<b>INBOX')
})
