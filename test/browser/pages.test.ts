/** The pages in a real browser. Needs Chromium at /usr/bin/chromium (Debian: apt-get install chromium), else skipped. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countTally } from '../../src/tally/tally.ts'
import { serveWeb } from '../../src/web/serve.ts'
import { webApp } from '../../src/web/server.ts'
import { sha } from '../tally/build.ts'
import { campaign, sampleView, units } from '../web/sample.ts'
import { noChromium, openChromium } from './chromium.ts'

describe.skipIf(noChromium !== null)(`pages in Chromium${noChromium === null ? '' : ` (${noChromium})`}`, () => {
  let browser: Browser
  let served: Awaited<ReturnType<typeof serveWeb>>
  let revision = 1
  let isEmpty = false
  /** What the browser blocked or a page tried: must stay empty. */
  const complaints: string[] = []
  const sample = sampleView()

  beforeAll(async () => {
    const view = sampleView({
      revision: async () => revision,
      tally: async () => (isEmpty ? countTally(campaign, units, []) : sample.tally()),
    })
    served = await serveWeb(webApp(view), { host: '127.0.0.1', port: 0 })
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })
  beforeEach(() => {
    complaints.length = 0
    isEmpty = false
  })

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message())
      return dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(served.url)) complaints.push(request.url())
    })
    await page.goto(served.url + path)
    return page
  }

  test('a number leads to its units, a unit to its documents, a document to its letter', async () => {
    const page = await visit('', { javaScriptEnabled: false })
    await page.getByRole('link', { name: /\d Đơn vị cần xử lý$/ }).click()
    expect(new URL(page.url()).search).toBe('?loc=can-xu-ly')
    expect(await page.locator('th[scope=row]').count()).toBe(3)
    await page.getByRole('link', { name: 'UBND xã Tân Long' }).click()
    await page
      .getByRole('row', { name: /Cần xem xét thủ công/ })
      .getByRole('link')
      .click()
    await page
      .getByText(/Trang 2: ghi chú hoặc hình vẽ được đặt lên văn bản sau khi ký/)
      .first()
      .waitFor()
    await page.getByText('Chi tiết kỹ thuật').click()
    await page.getByRole('cell', { name: 'EN 319 102-1, 5.2.7' }).waitFor()
    await page.locator('section', { hasText: 'Thư mang văn bản này' }).locator('th a').click()
    await page.getByRole('heading', { name: 'Văn bản trong thư' }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('an open page follows the count, and says so once', async () => {
    const page = await visit('')
    await page.getByRole('link', { name: 'UBND xã Húc' }).focus()
    const before = await page.locator('#main').elementHandle()
    isEmpty = true
    revision += 1
    await page.locator('#live', { hasText: 'Chưa nộp: 40' }).waitFor({ state: 'attached' })
    expect(await before?.evaluate((main) => main.isConnected)).toBe(false)
    expect(await page.evaluate('document.activeElement.textContent')).toBe('UBND xã Húc')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('whoever selects text keeps it, and sees what changed meanwhile when that is done', async () => {
    const page = await visit('')
    await page.evaluate('getSelection().selectAllChildren(document.querySelector("h1"))')
    const before = await page.locator('#main').elementHandle()
    isEmpty = true
    revision += 1
    await page.waitForTimeout(5_000)
    expect(await before?.evaluate((main) => main.isConnected)).toBe(true)
    await page.evaluate('getSelection().removeAllRanges()')
    await page.locator('#live', { hasText: 'Chưa nộp: 40' }).waitFor({ state: 'attached', timeout: 8_000 })
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('a page whose session is over shows the form to sign in, and no old number', async () => {
    const page = await visit('')
    await page.route(`${served.url}`, (route) =>
      route.fulfill({ status: 401, contentType: 'text/html; charset=utf-8', body: 'Mời đăng nhập' }),
    )
    revision += 1
    await page.getByText('Mời đăng nhập').waitFor({ timeout: 8_000 })
    await page.context().close()
  })

  test('open details stay open when the page follows a change', async () => {
    const page = await visit(`van-ban/${sha('1-1')}`)
    await page.getByText('Chi tiết kỹ thuật').click()
    const before = await page.locator('#main').elementHandle()
    revision += 1
    await expect.poll(() => before?.evaluate((main) => main.isConnected), { timeout: 10_000 }).toBe(false)
    expect(await page.locator('main details').getAttribute('open')).toBe('')
    await page.context().close()
  })

  test('hostile text does nothing on any page, and none breaks a narrow screen', async () => {
    const paths = [
      '',
      'thu',
      'thay-doi',
      'bao-cao',
      'chua-xac-dinh',
      'don-vi/van-phong-hdnd-ubnd',
      `van-ban/${sha('hostile')}`,
    ]
    const letters = ['nhac-viec', 'nhac-viec/phong-noi-vu', 'thu-di', 'thu-di/3', 'bao-nhan']
    const page = await visit('', { viewport: { width: 360, height: 740 } })
    for (const path of [...paths, ...letters, `thu/${sha('letter hostile')}`, `thu/${sha('zipped')}`]) {
      await page.goto(served.url + path)
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360])
      expect(await page.locator('main img, main script').count()).toBe(0)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('pictures of changed pages load, side by side and on a phone one above the other', async () => {
    for (const [width, rows] of [
      [1280, 1],
      [390, 2],
    ] as const) {
      const page = await visit(`van-ban/${sha('1-1')}`, { viewport: { width, height: 844 } })
      const pictures = page.locator('.pair img')
      await expect
        .poll(() => pictures.evaluateAll((all) => all.map((image) => Reflect.get(image, 'naturalWidth'))))
        .toEqual([1, 1])
      const tops = await pictures.evaluateAll((all) =>
        all.map((image) => Math.round(image.getBoundingClientRect().top)),
      )
      expect(new Set(tops).size).toBe(rows)
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })

  test('a picture is opened in its full size by the keyboard', async () => {
    const page = await visit(`van-ban/${sha('1-1')}`)
    await page.getByRole('link', { name: 'Ảnh trang 2 khi được ký' }).press('Enter')
    await page.waitForURL(/-truoc\.png$/)
    await page.context().close()
  })

  test('a document is saved under its name and never opened', async () => {
    const page = await visit(`van-ban/${sha('1-1')}`)
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải tệp gốc' }).click()
    expect((await saved).suggestedFilename()).toBe('1-1-bao-cao-ket-qua.pdf')
    const bundle = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Tải bộ chứng cứ' }).click()
    expect((await bundle).suggestedFilename()).toBe('1-1-bao-cao-ket-qua.chung-cu.zip')
    await page.context().close()
  })
})
