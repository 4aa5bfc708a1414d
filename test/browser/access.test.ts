/** People and hostile texts in a real browser. Needs Chromium at /usr/bin/chromium (Debian: apt-get install chromium), else skipped. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeLink } from '../../src/access/one-time-link.ts'
import { totpAt } from '../../src/access/totp.ts'
import type { Attribution } from '../../src/attribution/attribution.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { LetterRow } from '../../src/store/store.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import { serveWeb } from '../../src/web/serve.ts'
import type { WebView } from '../../src/web/view.ts'
import { IS_NIGHT } from '../night.ts'
import { report, sha, signature, signer, submission, unknown } from '../tally/build.ts'
import { draft, PASSWORD, useHouse } from '../web/people.ts'
import { campaign, sampleView, units } from '../web/sample.ts'
import { base32 } from './base32.ts'
import { noChromium, openChromium } from './chromium.ts'
import { PAYLOADS } from './payloads.ts'

describe.skipIf(noChromium !== null)(`people in Chromium${noChromium === null ? '' : ` (${noChromium})`}`, () => {
  const house = useHouse()
  let browser: Browser
  /** What a page tried, or the browser refused: must stay empty. */
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser.close())
  beforeEach(() => {
    complaints.length = 0
  })

  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext(options)
    await context.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective, event.blockedURI))",
    )
    const page = await context.newPage()
    page.on('console', (message) => complaints.push(`${page.url()} ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`${page.url()} ${dialog.message()}`)
      return dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(request.url())
    })
    return page
  }

  test('from the first link to the first colleague, without a script and by the keyboard alone', async () => {
    const served = await serveWeb(house.app, { host: '127.0.0.1', port: 0 })
    const path = await makeLink(house.store, null, house.now, draft)
    const page = await open(served.url, { javaScriptEnabled: false })
    const type = async (...texts: readonly string[]) => {
      for (const text of texts) {
        await page.keyboard.type(text)
        await page.keyboard.press('Tab')
      }
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    }
    await page.goto(served.url + path.slice(1))
    await page.getByLabel('Họ và tên').focus()
    await type('Nguyễn Thị Lan', 'nguyen.lan', PASSWORD, PASSWORD)
    expect(new URL(page.url()).pathname).toBe('/dang-nhap')
    await page.getByLabel('Tên đăng nhập').focus()
    await type('nguyen.lan', PASSWORD, '')
    expect(new URL(page.url()).pathname).toBe('/tai-khoan')
    const secret = base32(((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', ''))
    await page.getByLabel('Mật khẩu hiện tại').first().focus()
    await type(PASSWORD, totpAt(secret, Math.floor(house.now / 30_000)))
    await page.getByText('Đã bật mã xác thực').waitFor()
    await page.locator('summary', { hasText: 'Khác' }).press('Enter')
    await page.getByRole('link', { name: 'Người dùng' }).press('Enter')
    await page.getByLabel('Họ và tên').focus()
    await page.keyboard.type('Trần Văn Bình')
    await page.getByLabel('Tên đăng nhập').focus()
    await page.keyboard.type('tran.binh')
    await page.getByLabel('Vai trò').selectOption({ label: 'Lãnh đạo' })
    await page.getByRole('button', { name: 'Thêm người dùng' }).press('Enter')
    expect(await page.locator('.link-once code').textContent()).toMatch(/\/dat-mat-khau\/[\w-]{22}$/)
    await page.getByRole('button', { name: 'Đăng xuất' }).press('Enter')
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor()
    expect((await page.request.get(`${served.url}nguoi-dung`)).status()).toBe(401)
    expect(complaints).toEqual([])
    await page.context().close()
    await served.close()
  })

  test('a page of forms has a label for each field, targets of 24 px, and fits a phone', async () => {
    const account = await house.add('lan', 'admin', { password: 'x', totp: 'x' })
    const served = await serveWeb(house.app, { host: '127.0.0.1', port: 0 })
    const [name = '', value = ''] = (await house.session(account)).split('=')
    for (const [path, isIn] of [
      ['dang-nhap', false],
      ['tai-khoan', true],
      ['nguoi-dung', true],
      [`nguoi-dung/${account.id}`, true],
      ['nhat-ky', true],
    ] as const) {
      const page = await open(served.url, { viewport: { width: 360, height: 740 } })
      if (isIn) await page.context().addCookies([{ name, value, url: served.url }])
      await page.goto(served.url + path)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      const unnamed = page.locator('main :is(input:not([type=hidden], [hidden]), select)')
      const faults = await unnamed.evaluateAll((all) =>
        all
          .filter((one) => !('labels' in one) || Reflect.get(Object(one.labels), 'length') !== 1)
          .map((one) => one.outerHTML),
      )
      expect(faults).toEqual([])
      const sizes = await page
        .locator(':is(button, input:not([type=hidden], [hidden]), select):visible')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24)
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id))
      expect(new Set(ids).size).toBe(ids.length)
      expect(complaints).toEqual([])
      await page.context().close()
    }
    await served.close()
  })

  test('two hundred hostile texts as names, subjects and file names do nothing on any page', async () => {
    expect(new Set(PAYLOADS).size).toBe(200)
    for (const text of PAYLOADS)
      await house.store.recordAudit({
        ...draft,
        subject: text,
        facts: { [text]: text },
        actor: { account: null, name: text, role: null },
      })
    for (const [index, text] of PAYLOADS.entries()) await house.add(`person-${index}`, 'clerk', { fullName: text })
    const served = await serveWeb(house.appWith({ practice: 'admin' }, hostileView()), { host: '127.0.0.1', port: 0 })
    const page = await open(served.url)
    const lists = [
      'thu',
      'thu?trang=2',
      'chua-xac-dinh',
      'can-xu-ly',
      'thay-doi',
      'thay-doi?trang=2',
      `don-vi/${units[0]?.id}`,
    ]
    const ours = ['nguoi-dung', 'nhat-ky', 'nhat-ky?trang=2', 'nhat-ky?trang=3', 'nhat-ky?trang=4']
    // Each text stands in the lists; pages of one thing show the same fields as those of the next.
    const one = PAYLOADS.flatMap((text, index) => {
      const kinds = [
        `van-ban/${sha(`p${index}`)}`,
        `thu/${sha(`letter p${index}`)}`,
        `nguoi-dung/${index + 1}`,
        `van-ban/${sha(`p${index}`)}/quyet-dinh/gan-don-vi`,
        `nhat-ky?tim=${encodeURIComponent(text)}`,
        `dang-nhap?ve=${encodeURIComponent(text)}`,
        `trung/${sha(`p${index}`)}/${sha(`p${(index + 1) % PAYLOADS.length}`)}`,
      ]
      return kinds.filter((_, kind) => (kind + index) % (IS_NIGHT ? 2 : 2 * kinds.length) === 0)
    })
    for (const path of [...lists, ...ours, ...one]) {
      const answer = await page.goto(served.url + path, { waitUntil: 'domcontentloaded' })
      expect([path, answer?.status()]).toEqual([path, 200])
    }
    // The corpus was there to be seen.
    await page.goto(`${served.url}thu`)
    expect(await page.locator('main').textContent()).toContain('<script>alert(1)</script>')
    expect(complaints).toEqual([])
    await page.context().close()
    await served.close()
  }, 300_000)
})

function quoted(quote: string): Attribution {
  const unit = units[0]?.id ?? ('' as UnitId)
  const witness = 'certificate'
  const testimonies = [{ witness, signature: 0, says: 'names', units: [unit], quote } as const]
  return { kind: 'unit', unit, witness, evidence: quote, testimonies }
}

/** Every text of the corpus as subject, sender, file name, signer, and name of what was not opened. */
function hostileView(): Partial<WebView> {
  const sent: readonly JudgedSubmission[] = PAYLOADS.map((text, index) => ({
    submission: submission(`p${index}`, { letter: sha(`letter p${index}`), fileName: text, sender: text }),
    report: report(`p${index}`, 'valid', [
      signature('valid', {
        signer: signer({ commonName: text, organization: text, issuer: text, email: text }),
        signedContent: sha(`s${index}`),
      }),
    ]),
    reading: null,
    mailSubject: text,
    attribution: index % 2 === 0 ? unknown : quoted(text),
  }))
  const letters: readonly LetterRow[] = sent.map(({ submission: one }, index) => ({
    ...{ sha256: one.letter, size: 1, receivedAt: one.receivedAt, state: { kind: 'read' }, submissions: [one] },
    key: { account: 'a', folder: 'INBOX', uidValidity: '1', uid: `${index}` },
    ...{ tracedAt: null, goneAt: null, sharesMessageId: false, destroyedAt: null },
    sender: PAYLOADS[index] ?? '',
    subject: PAYLOADS[index] ?? '',
    origin: originOf(PAYLOADS[index] ?? ''),
    isTrial: false,
    unopened: [{ path: '2', name: PAYLOADS[index] ?? '', reason: 'encrypted-archive' }],
  }))
  const sample = sampleView()
  const tally = countTally(campaign, units, sent)
  return {
    tally: async () => tally,
    letters: async ({ offset, limit }) => letters.slice(offset, offset + limit),
    lettersForPerson: async ({ offset, limit }) => letters.slice(offset, offset + limit),
    letter: async (sha256) => letters.find((letter) => letter.sha256 === sha256) ?? null,
    document: async (sha256) => {
      const submissions = sent.filter(({ submission: one }) => one.document === sha256)
      const like = await sample.document(sha('1-1'))
      const judged = submissions[0]?.report
      return like?.verdict && judged
        ? { ...like, sha256, submissions, verdict: { ...like.verdict, report: judged } }
        : null
    },
    verdictChanges: async ({ offset, limit }) =>
      sent.slice(offset, offset + limit).map(({ submission: { document, fileName } }) => ({
        ...{ document, fileName, at: draft.at, why: 'list' },
        from: { outcome: 'indeterminate', code: 'revocation-unknown' },
        to: { outcome: 'invalid', code: 'certificate-revoked' },
      })),
  }
}

const originOf = (text: string): LetterRow['origin'] => ({
  isAutomatic: false,
  dkim: [{ result: 'pass', domain: text }],
  reported: [{ server: text, method: text, result: text, domain: text }],
  sender: 'confirmed',
})
