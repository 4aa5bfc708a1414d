import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { download, downloadBundle } from '../../src/web/download.ts'
import { PAYLOADS } from '../browser/payloads.ts'
import { sha } from '../tally/build.ts'

const bytes = new TextEncoder().encode('%PDF-1.7')
const headersOf = (name: string) => download(bytes, name, sha('a')).headers
const nameOf = (name: string) =>
  decodeURIComponent(/filename\*=UTF-8''([^;]*)$/.exec(headersOf(name).get('content-disposition') ?? '')?.[1] ?? '')

describe('a download', () => {
  test('is bytes to be saved in a sandbox, never a page', async () => {
    const answer = download(bytes, 'a.pdf', sha('a'))
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  const names: readonly { readonly name: string; readonly saved: string }[] = [
    { name: 'Kế hoạch Đợt 1.pdf', saved: 'Kế hoạch Đợt 1.pdf' },
    { name: 'Kế hoạch.PDF', saved: 'Kế hoạch.pdf' },
    { name: '../../etc/passwd', saved: 'etc passwd.pdf' },
    { name: 'C:\\Windows\\a.exe', saved: 'C Windows a.exe.pdf' },
    { name: 'a\r\nSet-Cookie: x=1.pdf', saved: 'a Set-Cookie x=1.pdf' },
    { name: 'a"; filename="b.exe', saved: 'a filename= b.exe.pdf' },
    { name: 'hop-dong\u202efdp.exe', saved: 'hop-dong fdp.exe.pdf' },
    { name: 'a\u0000b.pdf', saved: 'a b.pdf' },
    { name: '.htaccess', saved: 'htaccess.pdf' },
    { name: "it's (1)*.pdf", saved: "it's (1).pdf" },
    { name: '%0d%0a.pdf', saved: '0d 0a.pdf' },
    { name: '\ud800.pdf', saved: '\ufffd.pdf' },
    { name: '', saved: `${sha('a').slice(0, 12)}.pdf` },
    { name: '...', saved: `${sha('a').slice(0, 12)}.pdf` },
    { name: 'ộ'.repeat(400), saved: `${'ộ'.repeat(80)}.pdf` },
  ]
  test.each(names)('of $name is saved as $saved', ({ name, saved }) => {
    expect(nameOf(name)).toBe(saved)
    expect(headersOf(name).get('content-disposition')).toMatch(
      /^attachment; filename="[^"\\%\p{Cc}]*\.pdf"; filename\*=UTF-8''[\w.~%-]+$/u,
    )
  })

  test('of two hundred hostile names stays a PDF, in one header of ASCII', () => {
    for (const name of PAYLOADS) {
      expect(nameOf(name)).toMatch(/^[^/\\<>"\p{Cc}\p{Cf}]+\.pdf$/u)
      expect(headersOf(name).get('content-disposition')).toMatch(
        /^attachment; filename="[^"\\%\P{ASCII}]*\.pdf"; filename\*=UTF-8''[\w.~%-]+$/u,
      )
    }
  })

  test('of a bundle is streamed in the same way, and its longest name fits a file system', async () => {
    const answer = downloadBundle({ stream: Readable.from([bytes]), bytes: bytes.length }, 'ộ'.repeat(400), sha('a'))
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    const [, name = ''] = /filename\*=UTF-8''(\S*)$/.exec(answer.headers.get('content-disposition') ?? '') ?? []
    expect(decodeURIComponent(name)).toBe(`${'ộ'.repeat(80)}.chung-cu.zip`)
    expect(Buffer.byteLength(decodeURIComponent(name))).toBeLessThanOrEqual(255)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  test('has a name in ASCII for old clients', () => {
    expect(headersOf('Đợt 1.pdf').get('content-disposition')).toContain('filename="Dot 1.pdf"')
  })
})
