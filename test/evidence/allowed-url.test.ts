/** Which addresses of the web may be asked, before any name is resolved. */
import { expect, test } from 'vitest'
import { ALLOWED_HOST, checkUrl } from '../../src/evidence/allowed-url.ts'

const HOSTS = ['ca.gov.vn', 'mirror.example:8080', '[::1]:8081', '127.0.0.1:8082', 'OCSP.example']

const cases: readonly { readonly url: string; readonly result: string }[] = [
  { url: 'http://ca.gov.vn/pki/pub/crl/cp.crl', result: 'ok' },
  { url: 'https://ca.gov.vn/pki', result: 'ok' },
  { url: 'HTTP://CA.GOV.VN/pki', result: 'ok' },
  { url: 'http://ca.gov.vn:80/', result: 'ok' },
  { url: 'http://ca.gov.vn:443/', result: 'ok' },
  { url: 'http://ocsp.example', result: 'ok' },
  { url: 'http://mirror.example:8080/', result: 'ok' },
  { url: 'http://[::1]:8081/', result: 'ok' },
  { url: 'http://127.0.0.1:8082/', result: 'ok' },
  { url: 'http://2130706433:8082/', result: 'ok' },
  { url: 'http://mirror.example/', result: 'port' },
  { url: 'http://ca.gov.vn:8080/', result: 'port' },
  { url: 'http://ca.gov.vn:22/', result: 'port' },
  { url: 'http://127.0.0.1/', result: 'port' },
  { url: 'http://evil.example/', result: 'host' },
  { url: 'http://www.ca.gov.vn/', result: 'host' },
  { url: 'http://ca.gov.vn./', result: 'host' },
  { url: 'http://ca.gov.vn.evil.example/', result: 'host' },
  { url: 'http://xca.gov.vn/', result: 'host' },
  { url: 'http://[::ffff:127.0.0.1]:8082/', result: 'host' },
  { url: 'http://169.254.169.254/latest/meta-data', result: 'host' },
  { url: 'http://localhost:8082/', result: 'host' },
  { url: 'http://ca.gov.vn@evil.example/', result: 'credentials' },
  { url: 'http://user@ca.gov.vn/', result: 'credentials' },
  { url: 'http://user:pass@ca.gov.vn/', result: 'credentials' },
  { url: 'http://:pass@ca.gov.vn/', result: 'credentials' },
  { url: 'ldap://ca.gov.vn/cn=x?certificateRevocationList', result: 'scheme' },
  { url: 'file:///etc/passwd', result: 'scheme' },
  { url: 'ftp://ca.gov.vn/cp.crl', result: 'scheme' },
  { url: 'gopher://ca.gov.vn/', result: 'scheme' },
  { url: 'data:,x', result: 'scheme' },
  { url: 'ca.gov.vn/cp.crl', result: 'url' },
  { url: '/cp.crl', result: 'url' },
  { url: '', result: 'url' },
  { url: 'http://', result: 'url' },
  { url: 'http://ca gov vn/', result: 'url' },
  { url: `http://ca.gov.vn/${'a'.repeat(2_100)}`, result: 'url' },
]
for (const { url, result } of cases) {
  test(`${url.slice(0, 60)}: ${result}`, () => {
    const checked = checkUrl(url, HOSTS)
    expect(checked.ok ? 'ok' : checked.code).toBe(result)
  })
}

test('nothing may be asked where no host is named', () => {
  expect(checkUrl('http://ca.gov.vn/', []).ok).toBe(false)
})

const entries: readonly { readonly entry: string; readonly isOne: boolean }[] = [
  { entry: 'ca.gov.vn', isOne: true },
  { entry: 'ca.gov.vn:8080', isOne: true },
  { entry: '[::1]:80', isOne: true },
  { entry: '10.0.0.1', isOne: true },
  { entry: '*', isOne: false },
  { entry: '*.gov.vn', isOne: false },
  { entry: 'http://ca.gov.vn', isOne: false },
  { entry: 'ca.gov.vn/pki', isOne: false },
  { entry: 'user@ca.gov.vn', isOne: false },
  { entry: '', isOne: false },
  { entry: '.gov.vn', isOne: false },
]
for (const { entry, isOne } of entries) {
  test(`"${entry}" is ${isOne ? 'an' : 'no'} entry of an allow-list`, () =>
    expect(ALLOWED_HOST.test(entry)).toBe(isOne))
}
