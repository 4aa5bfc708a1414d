/** A stored file as a download: never shown, never run, under a name that is only a name. */
import { Readable } from 'node:stream'
import type { Bytes } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { safeName } from '../papers/safe-name.ts'

/** @param fileName as the sender wrote it; `document` stands in for one that has nothing to keep. */
export function download(bytes: Bytes, fileName: string, document: Sha256): Response {
  return attachment(Uint8Array.from(bytes), bytes.length, `${safeName(fileName, document.slice(0, 12))}.pdf`)
}

/** The evidence bundle of a document, under the name of that. */
export function downloadBundle(
  { stream, bytes }: { readonly stream: Readable; readonly bytes: number },
  fileName: string,
  document: Sha256,
): Response {
  return attachment(Readable.toWeb(stream), bytes, `${safeName(fileName, document.slice(0, 12))}.chung-cu.zip`)
}

/** A file that was made here, under a name of ours. */
export function downloadPaper(bytes: Bytes, name: string): Response {
  return attachment(Uint8Array.from(bytes), bytes.length, name)
}

/** The same, of a length that nobody knows before its end. */
export function downloadStream(stream: ReadableStream, name: string): Response {
  return attachment(stream, null, name)
}

/** A PNG that was made here of what a stranger sent: shown in pages, and by itself as nothing but a picture. */
export function inertPicture(png: Bytes): Response {
  return inert(Uint8Array.from(png), png.length, { 'Content-Type': 'image/png', 'Content-Disposition': 'inline' })
}

/** `application/octet-stream`, so that no browser opens what a stranger sent. */
function attachment(body: Body, bytes: number | null, name: string): Response {
  return inert(body, bytes, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': contentDisposition(name),
  })
}

type Body = ConstructorParameters<typeof Response>[0]

/** In a sandbox: whatever a browser takes it for, it may do nothing. */
function inert(body: Body, bytes: number | null, headers: Readonly<Record<string, string>>): Response {
  return new Response(body, {
    headers: {
      ...headers,
      ...(bytes === null ? {} : { 'Content-Length': String(bytes) }),
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    },
  })
}

/** RFC 6266, 4.3 and appendix D: an ASCII name for old clients beside the exact one in the form of RFC 8187, 3.2. */
function contentDisposition(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^ -~]/g, '_')
  const exact = encodeURIComponent(name).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`
}
