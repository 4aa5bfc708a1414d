/** The pages of the set-up over parts that tell what each page could meet. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import { readCampaign } from '../../src/campaign/read-campaign.ts'
import type { Instant, Sha256 } from '../../src/lang.ts'
import { countTally } from '../../src/tally/tally.ts'
import { typedOfCampaign } from '../../src/web/setup/campaign-form.ts'
import type { Setup, TrustRow } from '../../src/web/setup/setup.ts'
import { byCertificate, campaign as counted, received, report, unit } from '../tally/build.ts'
import { openBrowser, PASSWORD, START, useHouse } from './people.ts'

const house = useHouse()
const campaign = readCampaign(readFileSync(new URL('../../src/campaign/campaign.json', import.meta.url), 'utf8'))
const HOSTILE = '"><img src=x onerror=alert(1)>\u202e'

type Changes = {
  readonly startedAt?: Instant | 'elsewhere' | null
  readonly mailbox?: Partial<Setup['mailbox']>
  readonly units?: Partial<Setup['units']>
  readonly trust?: Partial<Setup['trust']>
  readonly campaign?: Partial<Setup['campaign']>
  readonly rehearsal?: Partial<Setup['rehearsal']>
}

function setupWith({ startedAt = null, ...changes }: Changes = {}): Setup {
  const nobody = async () => {
    throw new Error('Nobody asks for this')
  }
  return {
    startedAt: async () => startedAt,
    mailbox: { saved: async () => null, password: async () => null, try: nobody, save: nobody, ...changes.mailbox },
    units: {
      ...{ count: async () => 0, sample: async () => 'Tên đơn vị', readFile: nobody, propose: nobody, apply: nobody },
      ...changes.units,
    },
    campaign: { now: async () => ({ by: 'program', campaign }), save: nobody, ...changes.campaign },
    trust: {
      look: async () => ({
        ...{ rows: [], problems: [], folders: { trust: '/trust', lists: null } },
        fetch: { by: 'pages', isOn: false } as const,
      }),
      ...{ take: nobody, fetch: nobody, ...changes.trust },
    },
    rehearsal: {
      ...{ state: () => ({ kind: 'none' }) as const, begin: async () => false, end: async () => undefined },
      ...changes.rehearsal,
    },
    start: nobody,
  }
}

async function browse(changes: Changes = {}) {
  const admin = await house.add('lan', 'admin', { totp: 'x' })
  return openBrowser(house.appWith({}, { setup: setupWith(changes) }), await house.session(admin))
}

describe('the set-up', () => {
  test('says on every page that nothing is read yet, and leads an administrator on', async () => {
    const browser = await browse()
    await browser.look('/')
    expect(browser.words()).toContain('Chưa đọc hộp thư nào: việc thiết lập chưa xong. Tiếp tục thiết lập .')
    const clerk = openBrowser(
      house.appWith({}, { setup: setupWith() }),
      await house.session(await house.add('an', 'clerk')),
    )
    await clerk.look('/')
    expect(clerk.words()).not.toContain('Tiếp tục thiết lập')
  })

  test('does not start before what is needed is there', async () => {
    const browser = await browse()
    await browser.look('/thiet-lap')
    expect(browser.words()).toContain('Còn phải làm: Hộp thư , Danh mục đơn vị , Kế hoạch , Chứng thư số .')
    const answer = await browser.send('/thiet-lap/bat-dau')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/thiet-lap'])
  })

  test('leaves to the environment what it says', async () => {
    const browser = await browse({
      startedAt: 'elsewhere',
      campaign: { now: async () => ({ by: 'environment', campaign }) },
    })
    for (const [path, variable] of [
      ['/thiet-lap/hop-thu', 'SOKYSO_IMAP_'],
      ['/thiet-lap/ke-hoach', 'SOKYSO_CAMPAIGN'],
    ] as const) {
      expect((await browser.look(path)).status).toBe(200)
      expect(browser.words()).toContain(variable)
      expect(browser.page()).not.toContain('name="viec"')
      // Nor by a form that was made by hand.
      expect((await browser.send(path, { viec: 'luu' })).status).toBe(200)
    }
  })

  test('tells the log what a change of the plan changes, in words that a reader of the log knows', async () => {
    const kept: AuditDraft[] = []
    const browser = await browse({
      campaign: {
        now: async () => ({ by: 'pages', campaign }),
        save: async (_, entry) => {
          kept.push(entry)
          await house.store.recordAudit(entry)
        },
      },
    })
    await browser.look('/thiet-lap/ke-hoach')
    const typed = { ...typedOfCampaign(campaign), 'han-ngay': '15/9/2021', 'so-luong': '2', 'nop-muon': 'noted' }
    await browser.send('/thiet-lap/ke-hoach', { ...typed, viec: 'xem' })
    expect((await browser.send('/thiet-lap/ke-hoach', { viec: 'luu' })).status).toBe(303)
    expect(kept[0]?.facts).toEqual({
      ...{ setting: 'campaign', 'han-ngay': '30/8/2021 → 15/9/2021', 'so-luong': '3 → 2' },
      'nop-muon': 'Không tính → Tính, có ghi chú',
    })
    await browser.look('/nhat-ky')
    expect(browser.words()).toContain('phần kế hoạch; hạn nộp 30/8/2021 → 15/9/2021; số văn bản tối thiểu 3 → 2')
  })

  test('says of the opening what the count does with it', async () => {
    const browser = await browse()
    await browser.look('/thiet-lap/ke-hoach')
    await browser.send('/thiet-lap/ke-hoach', { ...typedOfCampaign(campaign), viec: 'xem' })
    expect(browser.words()).toContain('Đợt mở từ ngày 22/7/2021; thư đến trước ngày đó')
    expect(browser.words()).not.toContain('nhận từ ngày 22/7/2021')
  })

  test('says for how many units something would be counted, and not how many sent something', async () => {
    const sent = [
      received('dat', 24, byCertificate('huc')),
      received('chua-ky', 24, byCertificate('lia'), report('chua-ky', 'not-signed')),
    ]
    const tally = countTally(counted, [unit('huc'), unit('lia'), unit('xy')], sent)
    const progress = { letters: 2, lettersWaiting: 0, documents: 2, documentsWaiting: 0, quarantined: 0 }
    const state = () => ({ kind: 'done', readFrom: START, endedAt: START, progress, tally }) as const
    const browser = await browse({ rehearsal: { state } })
    await browser.look('/thiet-lap/dem-thu')
    expect(browser.words()).toContain('01 văn bản được tính cho 1/3 đơn vị')
  })

  test('shows the field that a refused root asks for', async () => {
    const browser = await browse({ trust: { take: async () => [{ kind: 'refused', text: 'goc.crt' }] } })
    await browser.look('/thiet-lap/chung-thu-so')
    expect(browser.page()).toContain('<details id="tu-ky"><summary>')
    const body = new FormData()
    body.set('form', /name="form" value="([^"]+)"/.exec(browser.page())?.[1] ?? '')
    body.set('tep', new File(['x'], 'goc.crt'))
    const headers = { origin: 'http://localhost' }
    const answer = await browser.ask('/thiet-lap/chung-thu-so', { method: 'POST', body, headers })
    expect(await answer.text()).toContain('<details id="tu-ky" open><summary>')
  })

  test('tells the log which roots somebody vouched for', async () => {
    const pin = 'ab'.repeat(32)
    const browser = await browse({ trust: { take: async () => [{ kind: 'taken', text: 'goc.crt' }] } })
    await browser.look('/thiet-lap/chung-thu-so')
    const mark = /name="form" value="([^"]+)"/.exec(browser.page())?.[1] ?? ''
    const body = new FormData()
    body.set('form', mark)
    body.set('ma', pin)
    body.set('tep', new File(['x'], 'goc.crt'))
    const headers = { origin: 'http://localhost' }
    expect((await browser.ask('/thiet-lap/chung-thu-so', { method: 'POST', body, headers })).status).toBe(200)
    const entry = (await house.store.auditEntriesBehind(0, 99)).find(({ action }) => action === 'trust-imported')
    expect(entry?.facts).toEqual({ taken: '1', present: '0', refused: '0', pins: pin })
  })

  test('carries a password sealed, for the user and the host for which it was typed', async () => {
    const tried: string[] = []
    const browser = await browse({
      mailbox: {
        try: async ({ host }, password) => {
          tried.push(`${host} ${password}`)
          return { steps: [], failure: { step: 'lookup', fault: 'unknown-host', certificate: null } }
        },
      },
    })
    const typed = { 'may-chu': 'mail.example', 'bao-mat': 'tls', 'tai-khoan': 'noivu', viec: 'thu' }
    await browser.look('/thiet-lap/hop-thu')
    expect((await browser.send('/thiet-lap/hop-thu', { ...typed, 'mat-khau': PASSWORD })).status).toBe(422)
    expect(browser.page()).not.toContain(PASSWORD)
    await browser.send('/thiet-lap/hop-thu', typed)
    await browser.send('/thiet-lap/hop-thu', { ...typed, 'may-chu': 'mail.evil.example' })
    expect(tried).toEqual([`mail.example ${PASSWORD}`, `mail.example ${PASSWORD}`])
    expect(browser.words()).toContain('Mật khẩu : nhập mật khẩu của hộp thư.')
  })

  test('carries a refresh token sealed, for the place that was typed with it, and shows none', async () => {
    const [refresh, client] = ['refresh-token-of-noivu', 'client-secret-of-sokyso']
    const tried: string[] = []
    const browser = await browse({
      mailbox: {
        try: async ({ tokens }, secret) => {
          tried.push(`${tokens?.tokenUrl} ${tokens?.clientId} ${secret}`)
          return { steps: [], failure: { step: 'login', fault: 'token-refused', certificate: null } }
        },
      },
    })
    const place = { 'dia-chi-cap-ma': 'https://login.example/token', 'ma-ung-dung': 'sokyso' }
    const typed = { 'may-chu': 'mail.example', 'bao-mat': 'tls', 'tai-khoan': 'noivu', viec: 'thu', ...place }
    await browser.look('/thiet-lap/hop-thu')
    await browser.send('/thiet-lap/hop-thu', { ...typed, 'ma-lam-moi': refresh, 'bi-mat-ung-dung': client })
    expect(browser.words()).toContain('Máy chủ không chấp nhận mã đăng nhập')
    expect(browser.page()).not.toMatch(/refresh-token-of|client-secret-of/)
    await browser.send('/thiet-lap/hop-thu', typed)
    const elsewhere = { ...typed, 'dia-chi-cap-ma': 'https://login.evil.example/token' }
    await browser.send('/thiet-lap/hop-thu', elsewhere)
    expect(browser.words()).toContain('nhập mã làm mới')
    // Nor is it taken for a password, which the mail server would be told.
    await browser.send('/thiet-lap/hop-thu', { ...typed, 'dia-chi-cap-ma': '' })
    expect(tried).toEqual(Array(2).fill(`https://login.example/token sokyso ${JSON.stringify([refresh, client])}`))
  })

  test('shows names of servers and authorities as text', async () => {
    const certificate = {
      ...{ subject: HOSTILE, issuer: HOSTILE, sha256: 'ab'.repeat(32), pem: 'PEM' },
      ...{ notBefore: START, notAfter: START },
    }
    const folders = [{ path: HOSTILE, letters: 1 }]
    const steps = [
      { name: 'certificate', certificate, isPinned: false },
      { name: 'folders', folders },
    ] as const
    const sha256 = 'ab'.repeat(32) as Sha256
    const [kind, pin] = ['anchor', 'known'] as const
    const row: TrustRow = { name: HOSTILE, kind, pin, sha256, list: null, notBefore: START, notAfter: START }
    const browser = await browse({
      mailbox: { try: async () => ({ steps, failure: null }) },
      units: { propose: async () => ({ kind: 'refused', sentences: [HOSTILE] }) },
      trust: {
        look: async () => ({
          ...{ rows: [row], problems: [HOSTILE], folders: { trust: HOSTILE, lists: null } },
          fetch: { by: 'pages', isOn: false } as const,
        }),
      },
    })
    await browser.look('/thiet-lap/hop-thu')
    const typed = { 'may-chu': 'mail.example', 'bao-mat': 'tls', 'tai-khoan': 'noivu', 'mat-khau': 'x', viec: 'thu' }
    expect((await browser.send('/thiet-lap/hop-thu', typed)).status).toBe(200)
    expect(browser.page()).not.toContain('<img')
    await browser.send('/thiet-lap/don-vi', { viec: 'xem', bang: HOSTILE })
    expect(browser.page()).not.toContain('<img')
    await browser.look('/thiet-lap/chung-thu-so')
    expect(browser.page()).not.toContain('<img')
  })

  test('reads a long form of nobody who may not send it, and of others up to its limit', async () => {
    const long = new URLSearchParams({ bang: 'x'.repeat(100_000) })
    const app = house.appWith({}, { setup: setupWith() })
    const headers = { origin: 'http://localhost' }
    const ask = async (path: string, cookie: string) =>
      (await app.request(`http://localhost${path}`, { method: 'POST', body: long, headers: { ...headers, cookie } }))
        .status
    expect(await ask('/thiet-lap/don-vi', '')).toBe(401)
    const clerk = await house.session(await house.add('an', 'clerk'))
    expect(await ask('/thiet-lap/don-vi', clerk)).toBe(403)
    const admin = await house.session(await house.add('lan', 'admin', { totp: 'x' }))
    // Without the mark of the form.
    expect(await ask('/thiet-lap/don-vi', admin)).toBe(403)
    expect(await ask('/thiet-lap/ke-hoach', admin)).toBe(413)
  })
})
