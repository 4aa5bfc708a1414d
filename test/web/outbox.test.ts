/** The pages of letters of ours: who is reminded, what is sent, and what a person decides. */
import { describe, expect, test } from 'vitest'
import type { NoticeSettings } from '../../src/store/outbox-store.ts'
import { webApp } from '../../src/web/server.ts'
import type { WebView } from '../../src/web/view.ts'
import { noticeOf } from '../outbox/sample-notice.ts'
import { draft, openBrowser, START, useHouse } from './people.ts'
import { NOW, sampleView } from './sample.ts'
import { sampleOutbox } from './sample-outbox.ts'

const house = useHouse()

/** Somebody who may send letters, before pages over the store of the house. */
async function clerk(view: Partial<WebView> = {}) {
  const outbox = sampleOutbox({ store: house.store })
  const app = house.appWith({}, { outbox, ...view })
  return openBrowser(app, await house.session(await house.add('lan', 'clerk')))
}

describe('reminders', () => {
  test('are listed for those who lack documents, with what each would be told', async () => {
    const browser = await clerk()
    await browser.look('/nhac-viec')
    expect(browser.words()).toMatch(/17 đơn vị còn thiếu văn bản/)
    expect(browser.words()).toMatch(/27\/08\/2021 08:00 , trước ngày cuối 1 ngày/)
    await browser.look('/nhac-viec/phong-noi-vu')
    expect(browser.page()).toMatch(/<textarea[^>]*readonly>Kính gửi: Phòng Nội vụ\n/)
    expect(browser.page()).toMatch(/href="mailto:\?subject=%C4%90%C3%B4n%20%C4%91%E1%BB%91c[^"]*%0D%0A/)
  })

  test('are sent for one or for all, and the record says by whom', async () => {
    const asked: number[] = []
    const remind = async (units: readonly unknown[]) => asked.push(units.length)
    const browser = await clerk({ outbox: sampleOutbox({ store: house.store, remind }) })
    await browser.look('/nhac-viec')
    expect((await browser.send('/nhac-viec/gui')).headers.get('location')).toBe('/nhac-viec?da=gui-1')
    await browser.look('/nhac-viec')
    await browser.send('/nhac-viec/gui', { 'don-vi': 'phong-noi-vu' })
    expect(asked).toEqual([17, 1])
    await browser.look('/nhac-viec?da=gui-2')
    expect(browser.words()).toMatch(/Đã lập 2 thư nhắc/)
  })

  test('are switched on from now on, and off', async () => {
    const browser = await clerk()
    for (const [word, expected] of [
      ['bat', START],
      ['tat', null],
    ] as const) {
      await browser.look('/nhac-viec')
      await browser.send('/nhac-viec/tu-dong', { viec: word })
      expect((await house.store.noticeSettings()).remindersSince).toBe(expected)
    }
    expect((await house.audit()).filter((line) => line.startsWith('notices-changed'))).toHaveLength(2)
  })

  test('cannot be switched on or sent where no server is named, but can be copied', async () => {
    const browser = await clerk({ outbox: sampleOutbox({ store: house.store, from: null }) })
    await browser.look('/nhac-viec')
    expect(browser.words()).toMatch(/Chưa khai báo máy chủ gửi thư/)
    expect(browser.page()).not.toMatch(/<button>Gửi|Bật nhắc tự động/)
    await browser.send('/nhac-viec/tu-dong', { viec: 'bat' })
    expect((await house.store.noticeSettings()).remindersSince).toBeNull()
    await browser.look('/nhac-viec/phong-noi-vu')
    expect(browser.page()).toMatch(/data-copies="noi-dung"/)
  })

  test('a bad address is shown, and good again when somebody says so', async () => {
    await house.store.addNotices([noticeOf()], null)
    const leased = await house.store.takeNotice(NOW, 1000)
    await house.store.recordBounce(leased?.messageId ?? '', '5.1.1', START)
    const browser = await clerk()
    await browser.look('/nhac-viec')
    expect(browser.words()).toMatch(/Địa chỉ hỏng .*ubnd@example\.vn/)
    await browser.send('/nhac-viec/dia-chi', { 'dia-chi': 'ubnd@example.vn' })
    expect(await house.store.badAddresses()).toEqual([])
    expect(await house.audit()).toContain('address-cleared ubnd@example.vn')
  })
})

describe('a letter of which nobody knows whether it was sent', () => {
  async function unclear() {
    await house.store.addNotices([noticeOf()], null)
    const leased = await house.store.takeNotice(NOW, 1000)
    if (leased !== null) await house.store.endSending(leased, { kind: 'unclear', reply: '' }, START)
    return clerk()
  }

  for (const [word, state] of [
    ['sent', 'sent'],
    ['again', 'waiting'],
    ['dropped', 'failed'],
  ] as const) {
    test(`is decided by a person: ${word}`, async () => {
      const browser = await unclear()
      await browser.look('/thu-di/1')
      expect(browser.words()).toMatch(/Chưa rõ đã gửi/)
      expect((await browser.send('/thu-di/1', { viec: word })).status).toBe(303)
      expect(await house.store.notice(1)).toMatchObject({ state })
      expect(await house.audit()).toContain('letter-decided 1')
    })
  }

  test('is not decided twice', async () => {
    const browser = await unclear()
    await browser.look('/thu-di/1')
    await house.store.decideNotice(1, 'sent', START, draft)
    expect((await browser.send('/thu-di/1', { viec: 'again' })).status).toBe(409)
    expect(browser.words()).toMatch(/đã có tình trạng khác/)
  })

  test('nor by a word that is none', async () => {
    const browser = await unclear()
    await browser.look('/thu-di/1')
    await browser.send('/thu-di/1', { viec: 'delete' })
    expect(await house.store.notice(1)).toMatchObject({ state: 'unclear' })
  })
})

describe('receipts', () => {
  const steps: readonly { fields: Record<string, string>; expected: Partial<NoticeSettings> }[] = [
    { fields: { viec: 'bat', 'chi-danh-muc': '1' }, expected: { receiptsSince: START, registeredOnly: true } },
    { fields: { viec: 'luu' }, expected: { receiptsSince: START, registeredOnly: false } },
    { fields: { viec: 'tat', 'chi-danh-muc': '1' }, expected: { receiptsSince: null, registeredOnly: true } },
    { fields: { viec: 'luu', 'chi-danh-muc': '1' }, expected: { receiptsSince: null } },
  ]
  test('are off at first, and then as the office has them', async () => {
    const browser = await clerk()
    for (const { fields, expected } of steps) {
      await browser.look('/bao-nhan')
      await browser.send('/bao-nhan', fields)
      expect(await house.store.noticeSettings()).toMatchObject(expected)
    }
  })

  test('are shown before they are sent, or why there is none', async () => {
    const notice = noticeOf({ kind: 'receipt' }, { text: 'Kính gửi: <b>xã</b>' })
    const browser = await clerk({
      outbox: sampleOutbox({ store: house.store, receipt: async () => ({ kind: 'notice', notice }) }),
    })
    await browser.look('/bao-nhan')
    expect(browser.page()).toContain('Kính gửi: &lt;b&gt;xã&lt;/b&gt;')
    const silent = openBrowser(webApp(sampleView()))
    await silent.look('/bao-nhan')
    expect(silent.words()).toMatch(/Không trả lời: Địa chỉ gửi chưa có trong danh mục đơn vị\./)
  })
})

test('who may decide about a letter is told of it on the overview, others are not', async () => {
  const app = house.appWith({})
  for (const [role, isTold] of [
    ['clerk', true],
    ['leader', false],
  ] as const) {
    const browser = openBrowser(app, await house.session(await house.add(role, role)))
    await browser.look('/')
    expect(browser.words().includes('1 thư chưa rõ đã gửi')).toBe(isTold)
  }
})

test('the outbox shows each letter with how it stands, and those of one state alone', async () => {
  const browser = openBrowser(webApp(sampleView()))
  await browser.look('/thu-di')
  expect(browser.words()).toMatch(/Chờ gửi .*Đang gửi .*Chưa rõ đã gửi .*bị trả về \(5\.1\.1\) .*Không gửi được/)
  await browser.look('/thu-di?loc=khong-gui-duoc')
  expect(browser.page().match(/scope="row"/g)).toHaveLength(1)
})

test('a letter that was sent on trial is told as one', async () => {
  const sample = sampleView()
  const [letter] = await sample.letters({ offset: 0, limit: 1 })
  if (letter === undefined) return expect.unreachable()
  const trial = { ...letter, isTrial: true }
  const browser = openBrowser(webApp(sampleView({ letter: async () => trial, letters: async () => [trial] })))
  await browser.look(`/thu/${letter.sha256}`)
  expect(browser.words()).toMatch(/Thư gửi thử\. Các tệp được kiểm tra để trả kết quả cho người gửi/)
  await browser.look('/thu')
  expect(browser.words()).toMatch(/Thư gửi thử/)
})
