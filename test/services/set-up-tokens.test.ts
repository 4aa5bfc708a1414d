/** A mailbox that takes no password, set up through the pages of a running service, with a real mail server and a token server that gives each token once. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { totpAt } from '../../src/access/totp.ts'
import { base32 } from '../browser/base32.ts'
import { letterWith } from '../pipeline/sample-letters.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { world } from '../validation/given.ts'
import { openBrowser, PASSWORD } from '../web/people.ts'
import { type Dovecot, dovecotMissing, startDovecot } from './dovecot.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { CLIENT, oauthSettings, startTokenServer, type TokenServer } from './token-server.ts'

const USER = 'noivu'
const PAGE = '/thiet-lap/hop-thu'

describe.skipIf(dovecotMissing !== null)(
  `a mailbox by OAuth 2.0${dovecotMissing ? ` (${dovecotMissing})` : ''}`,
  () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    let tokens: TokenServer
    let dovecot: Dovecot
    let service: ServiceProcess
    let environment: Readonly<Record<string, string>>
    let admin: ReturnType<typeof openBrowser>
    let letters = 0

    beforeAll(async () => {
      folder = await temporaryFolder()
      tokens = await startTokenServer()
      dovecot = await startDovecot({ settings: await oauthSettings(folder.path, tokens) })
      const trust = join(folder.path, 'trust')
      await mkdir(trust)
      await writeFile(join(trust, 'root.cer'), world.root.certificate)
      environment = {
        ...{ SOKYSO_SETUP: 'on', SOKYSO_DATA: join(folder.path, 'data'), SOKYSO_PORT: '0', SOKYSO_TRUST: trust },
        SOKYSO_CAMPAIGN: fileURLToPath(new URL('../../src/campaign/campaign.json', import.meta.url)),
      }
      service = await startService(environment)
      admin = browserOf(service)
      await deliver()
    })
    afterAll(async () => {
      await service.end('SIGTERM')
      await Promise.all([dovecot.stop(), tokens.stop()])
      await folder.remove()
    })

    function browserOf({ url }: ServiceProcess, cookie = '') {
      const request = async (input: string | URL | Request, init?: RequestInit) =>
        fetch(input, { ...init, redirect: 'manual' })
      return openBrowser({ request }, cookie, url)
    }

    async function deliver(): Promise<void> {
      letters++
      await dovecot.deliver(USER, Buffer.from(letterWith({ [`${letters}.pdf`]: `${letters}` })), new Date('2021-08-20'))
    }

    /** As the overview tells it. */
    const untilRead = () =>
      expect
        .poll(async () => (await admin.look('/')).status === 200 && admin.words(), { timeout: 60_000, interval: 300 })
        .toContain(`${letters} thư, `)

    const send = async (task: 'thu' | 'luu', refreshToken = '') => {
      await admin.look(PAGE)
      const place = {
        'may-chu': dovecot.host,
        cong: String(dovecot.port),
        'bao-mat': 'none-loopback',
        'tai-khoan': USER,
      }
      const login = {
        'dia-chi-cap-ma': `${tokens.url}/token`,
        'ma-ung-dung': CLIENT.id,
        'bi-mat-ung-dung': CLIENT.secret,
      }
      return admin.send(PAGE, { ...place, ...login, 'ma-lam-moi': refreshToken, 'thu-muc': 'INBOX', viec: task })
    }

    /** Of the page of a trial that went well: what was tried is saved, its token sealed within the page. */
    const save = () => {
      const fields = [...admin.page().matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
      const carried = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
      return admin.send(PAGE, { ...carried, 'thu-muc': 'INBOX', viec: 'luu' })
    }

    test('is tried and saved by whoever has the link of the terminal', async () => {
      await expect.poll(() => service.output()).toContain('/dat-mat-khau/')
      const [, link = ''] = /http:\/\/[^/\s]+(\/dat-mat-khau\/\S+)/.exec(service.output()) ?? []
      await admin.look(link)
      const chosen = { 'mat-khau-moi': PASSWORD, 'nhap-lai': PASSWORD }
      expect((await admin.send(link, { ten: 'lan', 'ho-ten': 'Nguyễn Thị Lan', ...chosen })).status).toBe(303)
      await admin.look('/dang-nhap')
      expect((await admin.send('/dang-nhap', { ten: 'lan', 'mat-khau': PASSWORD })).status).toBe(303)
      await admin.look('/tai-khoan')
      const secret = base32(/class="secret">([A-Z2-7 ]+)</.exec(admin.page())?.[1]?.replaceAll(' ', '') ?? '')
      const ma = totpAt(secret, Math.floor(Date.now() / 30_000))
      const enrolled = await admin.send('/tai-khoan/ma-xac-thuc', { 'mat-khau': PASSWORD, ma })
      expect(enrolled.headers.get('location')).toBe('/thiet-lap')

      expect((await send('thu', 'no token of anybody')).status).toBe(422)
      expect(admin.words()).toMatch(/Đăng nhập\s*: không được/)
      const first = tokens.consent(USER)
      expect((await send('thu', first)).status).toBe(200)
      expect(admin.words()).toContain('1 thư; đã tải thử')
      for (const hidden of [first, CLIENT.secret]) expect(admin.page()).not.toContain(hidden)
      expect((await save()).headers.get('location')).toContain('/thiet-lap/don-vi')
    })

    test('is read from the start on, by the token that the trial was given in place of the first', async () => {
      const units = '/thiet-lap/don-vi'
      await admin.look(units)
      await admin.send(units, { bang: 'Mã đơn vị\tTên đơn vị\tĐịa chỉ thư\nhuc\tUBND xã Húc\tubnd@example.vn' })
      expect((await admin.send(units, { viec: 'ghi' })).status).toBe(303)
      await admin.look('/thiet-lap')
      expect((await admin.send('/thiet-lap/bat-dau')).status).toBe(303)
      await untilRead()
      expect(tokens.refused()).toBe(1)
    })

    test('goes on being read, also after a start, while another token is tried and not saved', async () => {
      expect((await send('thu', tokens.consent(USER))).status).toBe(200)
      await service.end('SIGTERM')
      const { SOKYSO_SETUP: _, ...plain } = environment
      service = await startService(plain)
      admin = browserOf(service, `sokyso=${admin.jar.get('sokyso')}`)
      await deliver()
      await untilRead()
      expect(tokens.refused()).toBe(1)
    })

    test('is read by another token once it was tried and saved', async () => {
      expect((await send('thu', tokens.consent(USER))).status).toBe(200)
      expect((await save()).status).toBe(303)
      await deliver()
      await untilRead()
      expect(tokens.refused()).toBe(1)
    })
  },
)
