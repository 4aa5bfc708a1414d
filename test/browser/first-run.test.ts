/** The first run, from the link on the terminal to the first verdict, in a real browser without a script. Needs Chromium and Dovecot. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPractice, type Practice } from '../../fixtures/practice.ts'
import { totpAt } from '../../src/access/totp.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Instant } from '../../src/lang.ts'
import { writePractice } from '../../src/serve/practice-mailbox.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../services/dovecot.ts'
import { runCommand, type ServiceProcess, startService } from '../services/service-process.ts'
import { issuedByUnknown, tlsSettings } from '../services/tls-identity.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { base32 } from './base32.ts'
import { noChromium, openChromium } from './chromium.ts'

const why = dovecotMissing ?? noChromium
const PASSWORD = 'con trâu ăn cỏ bờ đê'
/** Some thirty letters. */
const UNITS = 6

const own = (name: string) => readFile(new URL(`../../src/campaign/${name}.json`, import.meta.url), 'utf8')

describe.skipIf(why !== null)(`the first run in Chromium${why === null ? '' : ` (${why})`}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: Practice
  let dovecot: Dovecot
  let stranger: Dovecot
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let service: ServiceProcess
  let environment: Readonly<Record<string, string>>

  beforeAll(async () => {
    folder = await temporaryFolder()
    const units = readRegister(await own('register')).slice(0, UNITS)
    const campaign = readCampaign(await own('campaign'))
    practice = await buildPractice({ seed: 2021, builtAt: Date.now() as Instant, units, campaign })
    const place = (name: string) => join(folder.path, name)
    const places = { mail: place('mail'), trust: place('trust'), lists: place('lists'), units: place('units.json') }
    await writePractice({ ...practice, letters: [] }, places)
    dovecot = await startDovecot()
    stranger = await startDovecot({
      settings: await tlsSettings(place('tls'), issuedByUnknown('2049-01-01T00:00:00Z')),
    })
    for (const { bytes, receivedAt } of practice.letters) await dovecot.deliver('noivu', bytes, new Date(receivedAt))
    environment = { SOKYSO_SETUP: 'on', SOKYSO_DATA: place('data'), SOKYSO_PORT: '0' }
    service = await startService(environment)
    browser = await openChromium()
    context = await browser.newContext({ javaScriptEnabled: false })
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await service.end('SIGTERM')
    await Promise.all([dovecot.stop(), stranger.stop()])
    await folder.remove()
  })

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const path = () => new URL(page.url()).pathname
  const failedStep = () => page.locator('.trial li:has(.mark.refused)').textContent()

  async function tryMailbox(port: number, secure: string, password: string, host = '127.0.0.1'): Promise<void> {
    await page.goto(`${service.url}/thiet-lap/hop-thu`)
    await page.getByLabel('Máy chủ thư').fill(host)
    await page.getByLabel('Kiểu bảo mật').selectOption(secure)
    await page.getByLabel('Cổng').fill(String(port))
    await page.getByLabel('Tên đăng nhập').fill('noivu')
    await page.locator('#mat-khau').fill(password)
    await press('Thử kết nối')
  }

  test('begins with a link by which the administrator is made', async () => {
    await expect.poll(() => service.output()).toContain('/dat-mat-khau/')
    const [link = ''] = /http:\/\/\S+\/dat-mat-khau\/\S+/.exec(service.output()) ?? []
    await page.goto(link)
    await page.getByLabel('Họ và tên').fill('Nguyễn Thị Lan')
    await page.getByLabel('Tên đăng nhập').fill('nguyen.lan')
    for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD)
    await page.locator('main button').click()
    await page.getByLabel('Tên đăng nhập').fill('nguyen.lan')
    await page.getByLabel('Mật khẩu').fill(PASSWORD)
    await page.locator('main button').first().click()
    const secret = base32(((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', ''))
    await page.getByLabel('Mật khẩu hiện tại').first().fill(PASSWORD)
    await page.getByLabel('Mã xác thực').fill(totpAt(secret, Math.floor(Date.now() / 30_000)))
    await press('Bật mã xác thực')
    expect(path()).toBe('/thiet-lap')
    await page.getByText('chưa khai báo', { exact: true }).waitFor()
  })

  test('tells what is wrong with a mailbox, and shows no password again', async () => {
    await tryMailbox(dovecot.port, 'none-loopback', 'sai', 'mail example')
    expect(await page.locator('.alert a[href="#may-chu"]').count()).toBe(1)
    await tryMailbox(dovecot.port, 'none-loopback', 'sai mật khẩu')
    expect(await failedStep()).toContain('từ chối tên đăng nhập hoặc mật khẩu')
    expect(await page.content()).not.toContain('sai mật khẩu')
    await tryMailbox(993, 'tls', 'x', 'mail.khong-co.invalid')
    expect(await failedStep()).toContain('Không tìm thấy máy chủ')
    await tryMailbox(dovecot.port, 'tls', 'x')
    expect(await failedStep()).toContain('không dùng kiểu bảo mật đã chọn')
  })

  test('shows a certificate of an unknown authority, and takes it once it was compared', async () => {
    await tryMailbox(stranger.port, 'starttls', stranger.password)
    expect(await failedStep()).toContain('mà máy này không biết')
    await page.getByText('CA nội bộ').waitFor()
    await page.getByLabel(/Tôi đã đối chiếu/).check()
    await press('Nhận chứng thư số này và thử lại')
    await page.getByText('đúng chứng thư số đã ghim').waitFor()
  })

  test('tries the mailbox by the real cycle, leaves no trace there, and saves it', async () => {
    const before = await dovecot.marks('noivu')
    await tryMailbox(dovecot.port, 'none-loopback', dovecot.password)
    await page.getByText('máy chủ xác nhận mở chỉ để đọc (READ-ONLY)').waitFor()
    expect(await page.locator('.trial .mark.done').count()).toBe(7)
    await page.getByText(`${practice.letters.length} thư; đã tải thử`).waitFor()
    expect(await dovecot.marks('noivu')).toEqual(before)
    await press('Lưu hộp thư')
    expect(path()).toBe('/thiet-lap/don-vi')
    expect(await page.content()).not.toContain(dovecot.password)
  })

  test('takes the units from Excel, after a look at what would change', async () => {
    const head = ['Mã đơn vị', 'Tên đơn vị', 'Tên gọi khác', 'Địa chỉ thư'].join('\t')
    await page.getByLabel('Dán bảng từ Excel').fill(`${head}\n\tTrạm\t\tkhông phải thư`)
    await press('Xem thay đổi')
    await page.getByText('Dòng 2: "không phải thư" không phải địa chỉ thư điện tử').waitFor()
    const rows = practice.units.map(({ id, name, aliases, addresses }) =>
      [id, name, aliases.join('; '), addresses.join('; ')].join('\t'),
    )
    await page.getByLabel('Dán bảng từ Excel').fill([head, ...rows].join('\n'))
    await press('Xem thay đổi')
    await page.getByText(`Tổng cộng: thêm ${UNITS}`).waitFor()
    await press('Ghi vào danh mục')
    expect(path()).toBe('/thiet-lap/ke-hoach')
  })

  test('takes the plan, after it was told in words', async () => {
    await page.getByLabel('Địa bàn cấp huyện').fill('Hướng Hóa')
    await press('Xem trước')
    expect(await page.locator('.alert a[href="#huyen"]').count()).toBe(1)
    await page.getByLabel('Địa bàn cấp huyện').fill('huyện Hướng Hóa')
    await press('Xem trước')
    await page.getByText('trước 00 giờ 00 phút ngày 30/8/2021').waitFor()
    await press('Lưu kế hoạch')
    expect(path()).toBe('/thiet-lap/chung-thu-so')
  })

  test('takes certificates and lists; a root that nobody knows only by its fingerprint', async () => {
    const filesOf = async (name: string) =>
      (await readdir(join(folder.path, name))).map((file) => join(folder.path, name, file))
    const files = [...(await filesOf('trust')), ...(await filesOf('lists'))]
    await page.locator('#tep').setInputFiles(files)
    await press('Nhập')
    await page.getByText('Chưa tin tổ chức chứng thực nào').waitFor()
    const refused = [...(await page.content()).matchAll(/SHA-256 ([0-9a-f]{64})/g)].map(([, sha256 = '']) => sha256)
    await page.locator('#ma').fill(refused.join('\n'))
    await page.locator('#tep').setInputFiles(files)
    await press('Nhập')
    await page.getByText('Gốc, được tin cậy').first().waitFor()
    expect(await page.getByText('Chưa tin tổ chức chứng thực nào').count()).toBe(0)
  })

  test('rehearses: shows what would be counted, and keeps nothing of it', async () => {
    await page.goto(`${service.url}/thiet-lap/dem-thu`)
    await page.getByLabel('Đếm thử thư nhận từ ngày').fill('2021-07-22')
    await press('Đếm thử')
    await page.getByText('Nếu tính, kết quả sẽ là').waitFor({ timeout: 120_000 })
    // The plan that was set here grants nobody more time.
    const granted = practice.campaign.exceptions.map(({ unit }) => unit)
    const planned = practice.expected.units.filter(({ id }) => !granted.some((unit) => unit === id))
    expect(planned.length).toBe(UNITS - granted.length)
    for (const { id, valid } of planned) {
      const name = practice.units.find((unit) => unit.id === id)?.name ?? ''
      const row = page
        .locator('.rehearsed tbody tr')
        .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
      expect([name, await row.locator('td.number').first().textContent()]).toEqual([name, String(valid)])
    }
    expect(await readdir(join(folder.path, 'data'))).not.toContain('rehearsal')
    await page.goto(service.url)
    await page.getByText('chưa có thư nào được đọc').waitFor()
  })

  test('starts, and counts', async () => {
    await page.goto(`${service.url}/thiet-lap`)
    await press('Bắt đầu đọc thư')
    const progress = async () => {
      await page.goto(service.url)
      return page.locator('.standing').textContent()
    }
    const all = `${practice.letters.length} thư, `
    await expect
      .poll(progress, { timeout: 120_000, interval: 500 })
      .toMatch(new RegExp(`${all}.*không còn thư, văn bản chờ kiểm tra`, 's'))
    expect(await page.getByText('Tiếp tục thiết lập').count()).toBe(0)
  })

  test('each page of it has a label for each field and fits a phone', async () => {
    for (const step of ['', '/hop-thu', '/don-vi', '/ke-hoach', '/chung-thu-so', '/dem-thu']) {
      await page.setViewportSize({ width: 360, height: 740 })
      await page.goto(`${service.url}/thiet-lap${step}`)
      const fields = page.locator('main :is(input:not([type=hidden], [hidden]), select, textarea)')
      const labels = await fields.evaluateAll((all) =>
        all.map((one) => ('labels' in one ? Reflect.get(Object(one.labels), 'length') : 0)),
      )
      expect([step, labels.filter((count) => count !== 1)]).toEqual([step, []])
      const width = await page.locator('html').evaluate((root) => root.scrollWidth)
      expect([step, width]).toEqual([step, 360])
    }
  })

  test('a later start, and commands beside it, know that it was set up; the record tells who did what', async () => {
    await service.end('SIGTERM')
    const { SOKYSO_SETUP: _, ...plain } = environment
    service = await startService(plain)
    await page.goto(`${service.url}/nhat-ky`)
    for (const deed of [
      'Thử kết nối hộp thư',
      'Thay đổi thiết lập',
      'Sửa danh mục đơn vị',
      'Đếm thử',
      'Bắt đầu đọc thư',
    ]) {
      expect(await page.locator('main').textContent()).toContain(deed)
    }
    const { exit, output } = await runCommand(plain, 'user', 'list')
    expect([exit, output.includes('nguyen.lan')]).toEqual([0, true])
    const doctor = await runCommand(plain, 'doctor')
    expect(doctor.output).toContain('✔ Hộp thư: mở được để đọc')
  })
})
