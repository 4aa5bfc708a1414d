/** The officer's desk in a real browser. Needs Chromium at /usr/bin/chromium (Debian: apt-get install chromium), else skipped. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { serveWeb } from '../../src/web/serve.ts'
import { HUC, useDesk } from '../web/desk.ts'
import { useHouse } from '../web/people.ts'
import { noChromium, openChromium } from './chromium.ts'

describe.skipIf(noChromium !== null)(`the desk in Chromium${noChromium === null ? '' : ` (${noChromium})`}`, () => {
  const house = useHouse()
  const desk = useDesk(house)
  let browser: Browser
  let served: Awaited<ReturnType<typeof serveWeb>>
  /** What a page tried, or the browser refused: must stay empty. */
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    complaints.length = 0
    served = await serveWeb(house.appWith({}, desk.view()), { host: '127.0.0.1', port: 0 })
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
    await served.close()
  })

  async function open(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const account = await house.add(name, 'clerk', { fullName: `Cán bộ ${name}`, totp: 'x' })
    const [cookie = '', value = ''] = (await house.session(account)).split('=')
    const context = await browser.newContext(options)
    await context.addCookies([{ name: cookie, value, url: served.url }])
    const page = await context.newPage()
    page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url)) complaints.push(request.url())
    })
    return page
  }

  const stranger = { sender: 'vanthu@example.vn', signedBy: 'Nguyễn Văn A' }

  test('a document of nobody is assigned and remembered, by Tab and Enter alone and without a script', async () => {
    await desk.send('a', stranger)
    await desk.send('b', stranger)
    const page = await open('lan', { javaScriptEnabled: false })
    await page.goto(`${served.url}can-xu-ly`)
    expect(await page.locator('[data-row]').count()).toBe(2)
    await page.getByRole('link', { name: 'Gán đơn vị' }).first().press('Enter')
    await page.getByLabel('Đơn vị', { exact: true }).focus()
    await page.keyboard.type('UBND xã Húc')
    await page.keyboard.press('Tab')
    // The reason is chosen, never taken from the form as it came.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Xã đã xác nhận qua điện thoại')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Tiếp tục' }).press('Enter')
    await page.getByRole('heading', { name: 'Xem trước khi ghi nhớ' }).waitFor()
    expect(await page.locator('main').textContent()).toContain('b.pdf')
    await page.getByRole('button', { name: 'Gán đơn vị và ghi nhớ' }).press('Enter')
    await page.getByText('Không còn việc').waitFor()
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 2 })
    await page.getByRole('link', { name: 'Hủy quyết định này' }).press('Enter')
    await page.getByLabel('Lý do').selectOption('Quyết định trước nhầm')
    await page.getByLabel('Giải trình').fill('Gán nhầm xã')
    await page.getByRole('button', { name: 'Hủy quyết định' }).press('Enter')
    await page.getByText('(đã hủy)').waitFor()
    // What the register remembers stays, so that both are still known by their sender.
    expect(await desk.unitTally(HUC)).toMatchObject({ valid: 2 })
    expect(complaints).toEqual([])
  })

  test('letters of the keyboard move through the list and act', async () => {
    await desk.send('a', { code: 'annotation-added' })
    await desk.send('b', { code: 'annotation-added' })
    const page = await open('lan')
    await page.goto(`${served.url}can-xu-ly`)
    await page.getByText('xuống, lên').waitFor()
    const focused = () =>
      page.evaluate("document.activeElement.closest('[data-row]')?.querySelector('th').textContent.trim()")
    const said = page.getByRole('status')
    await page.keyboard.press('r')
    expect(await said.textContent()).toBe('Chưa chọn việc nào: nhấn J hoặc K để chọn.')
    await page.keyboard.press('j')
    expect([await focused(), await said.textContent()]).toEqual([expect.stringContaining('a.pdf'), ''])
    await page.keyboard.press('g')
    expect(await said.textContent()).toBe(
      'Việc này không dùng được phím G. Có thể: kết luận (A), từ chối (R), bỏ qua (B), xem (X).',
    )
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await focused()).toContain('b.pdf')
    await page.keyboard.press('k')
    await page.keyboard.press('r')
    await page.getByRole('heading', { name: 'Quyết định: từ chối' }).waitFor()
    // One Tab leads into the form.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Quyết định: từ chối')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.id')).toBe('ly-do')
    await page.keyboard.press('ArrowDown')
    // Letters that are typed are text.
    await page.getByLabel('Giải trình').pressSequentially('jkar')
    expect(await page.getByLabel('Giải trình').inputValue()).toBe('jkar')
    await page.getByRole('button', { name: 'Ghi quyết định từ chối' }).click()
    await page.getByText('Đã ghi quyết định số 1: Từ chối').waitFor()
    expect(await page.locator('[data-row]').count()).toBe(1)
    // The next row has the focus already.
    expect(await focused()).toContain('b.pdf')
    await page.keyboard.press('a')
    await page.getByRole('heading', { name: 'Quyết định: chấp nhận' }).waitFor()
    await page.getByRole('link', { name: 'Không quyết định' }).click()
    await page.getByRole('heading', { name: 'Cần xử lý' }).waitFor()
    expect(await focused()).toContain('b.pdf')
    expect(complaints).toEqual([])
  })

  test('two officers at one document: the second is told, and both see one decision', async () => {
    const document = await desk.send('a', { code: 'annotation-added' })
    const [lan, binh] = [await open('lan'), await open('binh')]
    await lan.goto(`${served.url}van-ban/${document}/quyet-dinh/chap-nhan`)
    await binh.goto(`${served.url}van-ban/${document}/quyet-dinh/tu-choi`)
    for (const page of [lan, binh]) {
      await page.getByLabel('Lý do').selectOption('Đã đối chiếu bằng cách khác')
      await page.getByLabel('Giải trình').fill('Đã xem bản giấy')
    }
    await lan.getByRole('button', { name: 'Ghi quyết định chấp nhận' }).click()
    await lan.getByText('Đã ghi quyết định số 1').waitFor()
    await binh.getByRole('button', { name: 'Ghi quyết định từ chối' }).click()
    await binh.getByRole('alert').getByText('Người khác đã quyết định trước').waitFor()
    expect(await desk.store().decisions()).toHaveLength(1)
    await lan.getByText('✔ thủ công').first().waitFor()
    // The browser tells of the answer 409, and of nothing else.
    expect(complaints.filter((line) => !line.includes('409'))).toEqual([])
  })

  test('each page of it has a label for each field, targets of 24 px, and fits a phone', async () => {
    const a = await desk.send('a', {
      code: 'document-changed-after-signing',
      unopened: [{ path: '3', name: 'x.rar', reason: 'unsupported-archive' }],
    })
    const b = await desk.send('b', stranger)
    const page = await open('lan', { viewport: { width: 360, height: 740 } })
    const deeds = ['gan-don-vi', 'chap-nhan', 'tu-choi', 'bo-qua', 'thong-tin', 'tach'].map(
      (deed) => `van-ban/${b}/quyet-dinh/${deed}`,
    )
    const paths = [
      'can-xu-ly',
      'quyet-dinh',
      'dot/chot',
      `trung/${a}/${b}`,
      'don-vi/huc',
      'don-vi/huc/yeu-cau',
      'don-vi/huc/ghi-chu',
    ]
    for (const path of [...paths, ...deeds, `van-ban/${a}/quyet-dinh/chap-nhan`, `van-ban/${a}`]) {
      const answer = await page.goto(served.url + path)
      expect([path, answer?.status()]).toEqual([path, 200])
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360])
      const fields = page.locator('main :is(input:not([type=hidden]), select, textarea)')
      const unnamed = await fields.evaluateAll((all) =>
        all
          .filter((one) => Reflect.get(Object(Reflect.get(one, 'labels')), 'length') !== 1)
          .map((one) => one.outerHTML),
      )
      expect([path, unnamed]).toEqual([path, []])
      const sizes = await page
        .locator('main :is(button, input:not([type=hidden]), select, textarea, .act):visible')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
      expect([path, Math.min(24, ...sizes)]).toEqual([path, 24])
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
      expect([path, new Set(ids).size]).toEqual([path, ids.length])
    }
    expect(complaints).toEqual([])
  })
})
