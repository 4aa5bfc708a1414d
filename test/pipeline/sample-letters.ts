/** Letters as their senders' programs write them. */

/** A letter with these files attached; a name that ends in .pdf gets a PDF's first bytes. */
export function letterWith(files: Readonly<Record<string, string>>, subject = 'Bao cao', text = 'Kinh gui'): string {
  const parts = Object.entries(files).map(([name, content]) => {
    const bytes = Buffer.from(name.endsWith('.pdf') ? pdf(content) : content)
    return [
      `Content-Type: application/octet-stream; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      bytes.toString('base64'),
    ].join('\r\n')
  })
  const body = [`Content-Type: text/plain\r\n\r\n${text}`, ...parts].map((part) => `--limit\r\n${part}\r\n`).join('')
  return [
    'From: ubnd@example.vn',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="limit"',
    '',
    `${body}--limit--`,
    '',
  ].join('\r\n')
}

/** The bytes of a document with this text in it. */
export function pdf(content: string): string {
  return `%PDF-1.4\n% ${content}\n%%EOF\n`
}

export const ENCRYPTED_LETTER =
  'From: ubnd@example.vn\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nMIIB\r\n'
