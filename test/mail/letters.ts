/** Letters for tests, built from their parts. */

export type Part = { readonly headers: readonly string[]; readonly body: string | Uint8Array }

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n%%EOF\n')

const HEADERS = ['From: a@example.vn', 'Subject: s', 'MIME-Version: 1.0']

/** A part in base64 under a declared type and a file name as it stands in the header. */
export function file(body: string | Uint8Array, type: string, name?: string): Part {
  const base64 = Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n')
  const disposition = name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]
  return { headers: [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...disposition], body: base64 }
}

export const TEXT: Part = { headers: ['Content-Type: text/plain'], body: 'Kính gửi\r\n' }

export function single({ headers, body }: Part): Uint8Array {
  return Buffer.concat([Buffer.from(`${[...HEADERS, ...headers].join('\r\n')}\r\n\r\n`), Buffer.from(body)])
}

export function multipart(parts: readonly Part[], subtype = 'mixed', level = 0): Uint8Array {
  const boundary = `b${level}`
  const pieces = parts.flatMap(({ headers, body }) => [
    `--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`,
    body,
    '\r\n',
  ])
  const body = Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)))
  return single({ headers: [`Content-Type: multipart/${subtype}; boundary=${boundary}`], body })
}

/** A letter as a part of another. */
export function forwarded(raw: Uint8Array): Part {
  return { headers: ['Content-Type: message/rfc822', 'Content-Disposition: inline'], body: raw }
}
