import { describe, expect, test } from 'vitest'
import { csvLine } from '../../src/report/csv.ts'
import { sha } from '../tally/build.ts'
import { draft, openBrowser, useHouse } from './people.ts'

const house = useHouse()
const HOSTILE = `=HYPERLINK("http://evil.example")<script>alert(1)</script>\u202e`

async function auditor() {
  return openBrowser(house.app, await house.session(await house.add('kiem-toan', 'auditor')))
}

describe('the log', () => {
  test('tells each download: who, when, what, from where', async () => {
    const clerk = openBrowser(house.app, await house.session(await house.add('lan', 'clerk')))
    await clerk.ask(`/van-ban/${sha('1-1')}/tep`)
    await clerk.ask(`/van-ban/${sha('1-1')}/bo-chung-cu`)
    await clerk.ask(`/van-ban/${sha('1-1')}/tep`, { method: 'HEAD' })
    await clerk.ask(`/van-ban/${'f'.repeat(64)}/tep`)
    expect(await house.audit()).toEqual([`document-downloaded ${sha('1-1')}`, `bundle-downloaded ${sha('1-1')}`])
    const browser = await auditor()
    await browser.look('/nhat-ky')
    expect(browser.words()).toContain('23/08/2021 08:00')
    expect(browser.words()).toMatch(/lan Cán bộ Tải tệp gốc văn bản [0-9a-f]{12}/)
  })

  test('tells a reason in words that read on', async () => {
    await house.store.recordAudit({ ...draft, action: 'decided', facts: { ruling: 'extend', why: 'hindrance' } })
    const browser = await auditor()
    await browser.look('/nhat-ky')
    expect(browser.words()).toContain('việc gia hạn; lý do bất khả kháng')
  })

  test('is not downloaded from where it cannot be written', async () => {
    const store = { ...house.store, recordAudit: () => Promise.reject(new Error('disk full')) }
    const app = house.appWith({ store, practice: 'admin' })
    const answer = await app.request(`http://localhost/van-ban/${sha('1-1')}/tep`)
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('%PDF')
  })

  test('is filtered by action and by words, and shown a hundred at a time', async () => {
    for (let i = 0; i < 150; i++) await house.store.recordAudit({ ...draft, subject: `an-${i}` })
    await house.store.recordAudit({ ...draft, action: 'logout', subject: 'binh' })
    const browser = await auditor()
    await browser.look('/nhat-ky')
    expect(browser.page().match(/scope="row"/g)).toHaveLength(100)
    await browser.look('/nhat-ky?trang=2')
    expect(browser.page()).toContain('Trang 2')
    expect(browser.page()).not.toContain('Cũ hơn')
    await browser.look('/nhat-ky?viec=logout')
    expect(browser.page().match(/scope="row"/g)).toHaveLength(1)
    await browser.look('/nhat-ky?tim=AN-149')
    expect(browser.page().match(/scope="row"/g)).toHaveLength(1)
    await browser.look('/nhat-ky?tim=khong-co&viec=x&trang=-1')
    expect(browser.words()).toContain('Không có mục nào phù hợp.')
  })

  test('shows hostile names as text', async () => {
    await house.store.recordAudit({ ...draft, subject: HOSTILE, actor: { account: null, name: HOSTILE, role: null } })
    const browser = await auditor()
    await browser.look(`/nhat-ky?tim=${encodeURIComponent(HOSTILE)}`)
    expect(browser.page()).not.toContain('<script>alert')
    expect(browser.page()).not.toContain('\u202e')
  })

  test('is taken away as a table without a formula, whole, and that is noted', async () => {
    await house.store.recordAudit({ ...draft, subject: HOSTILE, facts: { role: 'admin' } })
    for (let i = 0; i < 1500; i++) await house.store.recordAudit({ ...draft, subject: `an-${i}` })
    const browser = await auditor()
    const answer = await browser.ask('/nhat-ky.csv')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="nhat-ky.csv"; filename*=UTF-8''nhat-ky.csv`,
    )
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    const lines = bytes.toString('utf8').trimEnd().split('\r\n')
    const head = await house.store.auditHead()
    expect(lines).toHaveLength(head.number + 1)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines[1]).toContain('"Xuất nhật ký"')
    expect(lines[1]).toContain(head.sha256)
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`,"'=HYPERLINK(""http:`)
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain('"vai trò Quản trị"')
  })

  test('is taken away as it is filtered', async () => {
    await house.store.recordAudit({ ...draft, action: 'logout', subject: 'binh' })
    const answer = await (await auditor()).ask('/nhat-ky.csv?viec=logout')
    expect((await answer.text()).trimEnd().split('\r\n')).toHaveLength(2)
  })
})

describe('a cell', () => {
  const cells = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '\u200b=1',
    '\tx',
  ]
  test.each(cells)('%j is no formula', (text) => {
    expect(csvLine([text])).toMatch(/^"'/)
  })

  test.each([
    ['a', '"a"\r\n'],
    ['a "b", c', '"a ""b"", c"\r\n'],
    ['1-2', '"1-2"\r\n'],
    ['', '""\r\n'],
  ])('%j stays as it is', (text, line) => {
    expect(csvLine([text])).toBe(line)
  })
})
