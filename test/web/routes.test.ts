/** Who may use which address: the whole matrix, made from the routes that are served, and asked. */
import { describe, expect, test } from 'vitest'
import type { Account } from '../../src/access/account.ts'
import { ROLES } from '../../src/access/role.ts'
import { routesOf, webApp } from '../../src/web/server.ts'
import { sha } from '../tally/build.ts'
import { openBrowser, seal, UNIT, useHouse } from './people.ts'
import { sampleView } from './sample.ts'

const house = useHouse()
const routes = routesOf(sampleView())

/** In the order of ROLES: who is let in. `.` is an answer that there is no such page, or not for this role. */
const MATRIX = `
                                          admin clerk leader unit auditor nobody
GET  /healthz                               x     x     x     x     x     x
GET  /readyz                                x     x     x     x     x     x
GET  /favicon.ico                           x     x     x     x     x     x
GET  /style.css                             x     x     x     x     x     x
GET  /dark.css                              x     x     x     x     x     x
GET  /overview.css                          x     x     x     x     x     x
GET  /desk.css                              x     x     x     x     x     x
GET  /document.css                          x     x     x     x     x     x
GET  /setup.css                             x     x     x     x     x     x
GET  /app.js                                x     x     x     x     x     x
GET  /keys.js                               x     x     x     x     x     x
GET  /events                                x     x     x     x     x     .
POST /giao-dien                             x     x     x     x     x     x
GET  /dang-nhap                             x     x     x     x     x     x
POST /dang-nhap                             x     x     x     x     x     x
POST /dang-xuat                             x     x     x     x     x     .
GET  /dang-nhap/co-quan                     x     x     x     x     x     x
GET  /dang-nhap/co-quan/ve                  x     x     x     x     x     x
GET  /dat-mat-khau/:token                   x     x     x     x     x     x
POST /dat-mat-khau/:token                   x     x     x     x     x     x
GET  /tai-khoan                             x     x     x     x     x     .
POST /tai-khoan/mat-khau                    x     x     x     x     x     .
POST /tai-khoan/ma-xac-thuc                 x     x     x     x     x     .
POST /tai-khoan/bo-ma-xac-thuc              x     x     x     x     x     .
POST /tai-khoan/ket-thuc-phien-khac         x     x     x     x     x     .
GET  /                                      x     x     x     x     x     .
GET  /dot/chot                              x     x     x     .     .     .
GET  /don-vi/:id                            x     x     x     x     .     .
GET  /chua-xac-dinh                         x     x     x     .     .     .
GET  /thu                                   x     x     x     .     .     .
GET  /thu/:sha256                           x     x     x     x     .     .
GET  /van-ban/:sha256                       x     x     x     x     .     .
GET  /thay-doi                              x     x     x     .     .     .
GET  /tinh-trang                            x     x     x     .     .     .
GET  /hop-thu                               x     x     x     .     .     .
GET  /van-ban/:sha256/tep                   x     x     x     x     .     .
GET  /tai-ve/:grant                         x     x     x     x     x     x
GET  /van-ban/:sha256/bo-chung-cu           x     x     x     x     .     .
GET  /van-ban/:sha256/anh/:name             x     x     x     x     .     .
GET  /van-ban                               x     x     x     x     .     .
GET  /dot                                   x     x     x     .     .     .
GET  /danh-muc                              x     x     x     .     .     .
GET  /danh-muc/lich-su                      x     x     x     .     .     .
GET  /danh-muc/don-vi/:id                   x     x     x     .     .     .
GET  /chung-thu                             x     x     x     .     .     .
GET  /du-lieu-ca-nhan                       x     x     x     x     x     .
POST /du-lieu-ca-nhan/trich-xuat            x     .     .     .     .     .
POST /du-lieu-ca-nhan/xoa                   x     .     .     .     .     .
GET  /bao-cao                               x     x     x     x     .     .
GET  /bao-cao/bao-cao.docx                  x     x     x     .     .     .
GET  /bao-cao/bao-cao.pdf                   x     x     x     .     .     .
GET  /bao-cao/don-doc.docx                  x     x     x     .     .     .
GET  /bao-cao/tong-hop.xlsx                 x     x     x     x     .     .
GET  /bao-cao/tong-hop.csv                  x     x     x     x     .     .
GET  /bao-cao/so-van-ban-den.xlsx           x     x     x     x     .     .
GET  /bao-cao/van-ban-goc.zip               x     x     x     x     .     .
GET  /van-ban/:sha256/phieu-ket-qua         x     x     x     x     .     .
GET  /can-xu-ly                             x     x     x     .     .     .
GET  /quyet-dinh                            x     x     x     .     .     .
GET  /quyet-dinh/:id/huy                    x     x     .     .     .     .
POST /quyet-dinh/:id/huy                    x     x     .     .     .     .
GET  /van-ban/:sha256/quyet-dinh/:viec      x     x     .     .     .     .
POST /van-ban/:sha256/quyet-dinh/:viec      x     x     .     .     .     .
GET  /van-ban/:sha256/trang-dau.png         x     x     x     x     .     .
GET  /trung/:a/:b                           x     x     x     .     .     .
POST /trung/:a/:b                           x     x     .     .     .     .
GET  /don-vi/:id/yeu-cau                    x     x     .     .     .     .
POST /don-vi/:id/yeu-cau                    x     x     .     .     .     .
GET  /don-vi/:id/ghi-chu                    x     x     .     .     .     .
POST /don-vi/:id/ghi-chu                    x     x     .     .     .     .
POST /thu/:sha256/doc-lai                   x     x     .     .     .     .
GET  /thu/:sha256/bo-qua                    x     x     .     .     .     .
POST /thu/:sha256/bo-qua                    x     x     .     .     .     .
GET  /nhac-viec                             x     x     .     .     .     .
GET  /nhac-viec/:id                         x     x     .     .     .     .
POST /nhac-viec/gui                         x     x     .     .     .     .
POST /nhac-viec/tu-dong                     x     x     .     .     .     .
POST /nhac-viec/dia-chi                     x     x     .     .     .     .
GET  /thu-di                                x     x     .     .     .     .
GET  /thu-di/:id                            x     x     .     .     .     .
POST /thu-di/:id                            x     x     .     .     .     .
GET  /bao-nhan                              x     x     .     .     .     .
POST /bao-nhan                              x     x     .     .     .     .
GET  /nhat-ky                               x     .     .     .     x     .
GET  /nhat-ky.csv                           x     .     .     .     x     .
GET  /nguoi-dung                            x     .     .     .     .     .
POST /nguoi-dung                            x     .     .     .     .     .
GET  /nguoi-dung/:id                        x     .     .     .     .     .
POST /nguoi-dung/:id/vai-tro                x     .     .     .     .     .
POST /nguoi-dung/:id/khoa                   x     .     .     .     .     .
POST /nguoi-dung/:id/mo-khoa                x     .     .     .     .     .
POST /nguoi-dung/:id/ket-thuc-phien         x     .     .     .     .     .
POST /nguoi-dung/:id/cap-lai-mat-khau       x     .     .     .     .     .
GET  /thiet-lap                             x     .     .     .     .     .
GET  /thiet-lap/hop-thu                     x     .     .     .     .     .
POST /thiet-lap/hop-thu                     x     .     .     .     .     .
GET  /thiet-lap/don-vi                      x     .     .     .     .     .
POST /thiet-lap/don-vi                      x     .     .     .     .     .
GET  /thiet-lap/ke-hoach                    x     .     .     .     .     .
POST /thiet-lap/ke-hoach                    x     .     .     .     .     .
GET  /thiet-lap/chung-thu-so                x     .     .     .     .     .
POST /thiet-lap/chung-thu-so                x     .     .     .     .     .
POST /thiet-lap/tai-du-lieu                 x     .     .     .     .     .
GET  /thiet-lap/dem-thu                     x     .     .     .     .     .
POST /thiet-lap/dem-thu                     x     .     .     .     .     .
POST /thiet-lap/dem-thu/dung                x     .     .     .     .     .
POST /thiet-lap/bat-dau                     x     .     .     .     .     .
`

const rows = MATRIX.trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [method = '', path = '', ...marks] = line.trim().split(/\s+/)
    return { method, path, marks }
  })

/** An address under it that leads to something that a unit may see, too. */
const filled = (path: string) =>
  path
    .replace('/don-vi/:id', `/don-vi/${UNIT}`)
    .replace('/thu/:sha256', `/thu/${sha('letter 1-1')}`)
    .replace(':sha256', sha('1-1'))
    .replace(':a/:b', `${sha('1-0')}/${sha('1-1')}`)
    .replace(':viec', 'chap-nhan')
    .replace(/:(id|token|name|grant)/, '999')

describe('the routes', () => {
  test('are those of the matrix, no more and no less', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual(
      rows.map(({ method, path }) => `${method} ${path}`),
    )
  })

  test('are all that the server answers to', () => {
    const served = webApp(sampleView()).routes.filter(({ method }) => method !== 'ALL')
    expect(served.map(({ method, path }) => `${method} ${path}`)).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`),
    )
  })

  test('that were not declared are not served, even where a handler stands', async () => {
    const app = house.app
    app.get('/forgotten', (c) => c.text('secret'))
    app.post('/forgotten', (c) => c.text('secret'))
    app.all('/forgotten/all', (c) => c.text('secret'))
    app.use('/forgotten/used', async (c) => c.text('secret'))
    const admin = openBrowser(app, await house.session(await house.add('lan', 'admin', { totp: 'x' })))
    const answer = await admin.look('/forgotten')
    expect([answer.status, admin.page().includes('secret')]).toEqual([404, false])
    for (const path of ['/forgotten/all', '/forgotten/used']) expect((await admin.ask(path)).status).toBe(404)
    expect((await admin.send('/forgotten')).status).toBe(405)
  })
})

const LETS_IN = new Set([200, 204, 303, 404, 409, 410, 422])
const refusal = (name: string) => (name === 'nobody' ? 401 : 403)

describe.each([...ROLES, 'nobody'] as const)('%s', (name) => {
  const column = [...ROLES, 'nobody'].indexOf(name)

  test('is let in where the matrix says so, and nowhere else', async () => {
    const account = name === 'nobody' ? null : await house.add(name, name, { totp: seal.seal('x', 'x'), unit: UNIT })
    const wrong: string[] = []
    for (const { method, path, marks } of rows) {
      const status = await askAs(account, method, filled(path))
      const isIn = marks[column] === 'x'
      // To sign in without a password is refused to everybody, and says so in the same way.
      const isRight =
        path === '/dang-nhap' && method === 'POST'
          ? status === 401
          : isIn
            ? LETS_IN.has(status)
            : status === refusal(name)
      if (!isRight) wrong.push(`${method} ${path}: ${status}`)
    }
    expect(wrong).toEqual([])
  })
})

async function askAs(account: Account | null, method: string, path: string): Promise<number> {
  const browser = openBrowser(house.app, account === null ? '' : await house.session(account))
  if (method === 'GET') return (await browser.ask(path)).status
  await browser.look(account === null ? '/dang-nhap' : '/tai-khoan')
  return (await browser.send(path)).status
}

describe('every address', () => {
  test.each(routes.filter(({ method }) => method === 'POST'))(
    '$path takes no form of another page',
    async ({ path }) => {
      const admin = await house.add('lan', 'admin', { totp: 'x' })
      const open = async () => {
        const browser = openBrowser(house.app, await house.session(admin))
        await browser.look('/tai-khoan')
        return browser
      }
      const to = filled(path)
      const before = await house.store.auditHead()
      const mark = /name="form" value="([^"]+)"/.exec((await (await open()).page()) ?? '')?.[1] ?? ''
      expect(mark).not.toBe('')
      const own = { origin: 'http://localhost' }
      const cases: readonly [name: string, headers: Record<string, string>, fields: Record<string, string>][] = [
        ['nothing', {}, {}],
        ['no mark', own, {}],
        ['a mark of another session', own, { form: mark }],
        ['another origin', { origin: 'http://evil.example' }, {}],
        ['no origin', {}, {}],
        ['the origin null', { origin: 'null' }, {}],
      ]
      for (const [name, headers, fields] of cases) {
        const browser = await open()
        const right = /name="form" value="([^"]+)"/.exec(browser.page())?.[1] ?? ''
        const isAboutOrigin = !('origin' in headers) || headers.origin !== own.origin
        const body = new URLSearchParams(isAboutOrigin && name !== 'nothing' ? { form: right } : fields)
        expect([name, (await browser.ask(to, { method: 'POST', body, headers })).status]).toEqual([name, 403])
      }
      const changes = await house.store.auditEntriesBehind(before.number, 100)
      expect(changes.filter(({ action }) => action !== 'login')).toEqual([])
    },
  )

  test.each(routes)('$method $path has the headers of every page', async ({ method, path }) => {
    const admin = openBrowser(house.app, await house.session(await house.add('lan', 'admin', { totp: 'x' })))
    await admin.look('/tai-khoan')
    const { headers, status } = method === 'GET' ? await admin.ask(filled(path)) : await admin.send(filled(path))
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|http|data:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cache-control')).toMatch(/^(no-store|no-cache)$/)
    expect(headers.get('content-type') ?? '').not.toContain('pdf')
    expect(status).toBeLessThan(500)
    const isAsset = /\.(css|js)$/.test(path) || path === '/events'
    if (!isAsset) expect(headers.get('cache-control')).toBe('no-store')
  })

  test.each(routes)('$method $path is served to no other host', async ({ method, path }) => {
    const answer = await house.app.request(filled(path), { method, headers: { host: 'evil.example' } })
    expect(answer.status).toBe(400)
  })
})
