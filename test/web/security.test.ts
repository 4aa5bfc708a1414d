import { describe, expect, test } from 'vitest'
import { SHEETS } from '../../src/web/assets.ts'
import { webApp } from '../../src/web/server.ts'
import { sha } from '../tally/build.ts'
import { HOSTILE, sampleView } from './sample.ts'

const app = webApp(sampleView(), () => undefined)
const HOSTILE_DOCUMENT = `/van-ban/${sha('hostile')}`

const PAGES = [
  '/',
  '/?loc=can-xu-ly',
  '/don-vi/van-phong-hdnd-ubnd',
  HOSTILE_DOCUMENT,
  '/van-ban',
  `/van-ban?tim=${encodeURIComponent(HOSTILE)}&don-vi=${encodeURIComponent(HOSTILE)}&thang=${encodeURIComponent(HOSTILE)}`,
  `/?tim=${encodeURIComponent(HOSTILE)}`,
  `/thu?tim=${encodeURIComponent(HOSTILE)}`,
  `/danh-muc?tim=${encodeURIComponent(HOSTILE)}`,
  '/danh-muc/lich-su',
  '/danh-muc/don-vi/phong-noi-vu',
  '/dot',
  '/chung-thu',
  '/thu',
  '/thu?loc=cach-ly',
  `/thu/${sha('letter hostile')}`,
  `/thu/${sha('zipped')}`,
  '/chua-xac-dinh',
  '/tinh-trang',
]
const ADDRESSES = [...PAGES, `${HOSTILE_DOCUMENT}/tep`, '/style.css', '/app.js', '/healthz', '/readyz', '/khong-co']

describe('headers of every answer', () => {
  test.each(ADDRESSES)('%s keeps to itself', async (address) => {
    const { headers } = await app.request(address)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|http|data:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    const isAsset = address.startsWith('/style') || address.startsWith('/app')
    expect(headers.get('cache-control')).toBe(isAsset ? 'no-cache' : 'no-store')
  })

  test('a style sheet asked for by its content hash may be kept for ever', async () => {
    const address = /href="(\/style\.css\?v=[0-9a-f]{16})"/.exec(await (await app.request('/')).text())?.[1] ?? ''
    expect((await app.request(address)).headers.get('cache-control')).toContain('immutable')
    expect((await app.request('/style.css?v=0')).headers.get('cache-control')).toBe('no-cache')
  })

  test.each([...PAGES, '/thiet-lap', '/can-xu-ly'])(
    '%s loads less than 20 KB of style and 10 KB of script',
    async (address) => {
      const page = await (await app.request(address)).text()
      const sizeOf = async (pattern: RegExp) => {
        const files = [...page.matchAll(pattern)].map(async ([, file = '']) => (await app.request(file)).arrayBuffer())
        return (await Promise.all(files)).reduce((sum, { byteLength }) => sum + byteLength, 0)
      }
      const [style, script] = [
        await sizeOf(/<link rel="stylesheet" href="([^"]+)"/g),
        await sizeOf(/<script src="([^"]+)"/g),
      ]
      expect(style).toBeGreaterThan(5_000)
      expect(style).toBeLessThan(20_000)
      expect(script).toBeLessThan(10_000)
    },
  )

  test('the largest of the sheets that a page may need is within that limit, too', async () => {
    const sizes = Object.values(SHEETS).map(
      async ({ address }) => (await (await app.request(address)).arrayBuffer()).byteLength,
    )
    const common = (await (await app.request('/style.css')).arrayBuffer()).byteLength
    expect(common + Math.max(...(await Promise.all(sizes)))).toBeLessThan(20_000)
  })
})

describe('text from letters and certificates', () => {
  test.each(PAGES)('%s holds no markup of a stranger', async (address) => {
    const page = await (await app.request(address)).text()
    expect(page).not.toContain(HOSTILE)
    expect(page).not.toMatch(/<img|<script>|\son\w+=(?!.*&gt;)|style="|javascript:/)
    expect(page).not.toContain('\u202e')
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  test('is shown as it is written, direction controls made visible', async () => {
    const page = await (await app.request(HOSTILE_DOCUMENT)).text()
    expect(page).toContain('&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain('\ufffdfdp.exe')
  })

  test('loads nothing from elsewhere', async () => {
    for (const address of PAGES) {
      expect(await (await app.request(address)).text()).not.toMatch(/(?:src|href|action)="(?!\/(?!\/)|#)/)
    }
  })
})

describe('Host', () => {
  const cases: readonly { readonly host: string; readonly status: number }[] = [
    { host: 'localhost:8080', status: 200 },
    { host: '127.0.0.1', status: 200 },
    { host: '[::1]:3000', status: 200 },
    { host: 'So.example.vn', status: 200 },
    { host: 'so.example.vn:443', status: 200 },
    { host: 'evil.example', status: 400 },
    { host: 'localhost.evil.example', status: 400 },
    { host: 'evil@localhost', status: 400 },
    { host: 'localhost:80:80', status: 400 },
    { host: '', status: 400 },
  ]
  test.each(cases)('$host is answered with $status', async ({ host, status }) => {
    const answer = await app.request('/', { headers: { host } })
    expect(answer.status).toBe(status)
    if (status === 400) expect(await answer.text()).not.toContain('Hướng Hóa')
  })
})

describe('methods', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
    const answer = await app.request('/', { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('HEAD has the headers of GET and no body', async () => {
    for (const address of [...ADDRESSES, '/events']) {
      const answer = await app.request(address, { method: 'HEAD' })
      expect(await answer.text()).toBe('')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})
