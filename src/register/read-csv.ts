/** Tables as text: values between commas, semicolons or tabs. RFC 4180. */

/** Excel writes what the settings of the machine say: semicolons where the comma is the decimal sign, as in Viet Nam. */
const SEPARATORS = [';', ',', '\t'] as const

/** @returns null where a quoted value has no end. */
export function readCsv(text: string): readonly (readonly string[])[] | null {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const rows: string[][] = [[]]
  let at = 0
  while (at < plain.length) {
    const value = plain[at] === '"' ? readQuoted(plain, at + 1) : readPlain(plain, at, separator)
    if (value === null) return null
    rows.at(-1)?.push(value.text)
    at = value.end
    if (plain[at] === separator) {
      at += 1
      if (at === plain.length) rows.at(-1)?.push('')
      continue
    }
    at += plain.startsWith('\r\n', at) ? 2 : 1
    if (at < plain.length) rows.push([])
  }
  return rows
}

type Value = { readonly text: string; readonly end: number }

/** Up to the quote that is not doubled, and what stands behind it before the next separator is left away. */
function readQuoted(text: string, start: number): Value | null {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return { text: text.slice(start, at).replaceAll('""', '"'), end: at + 1 }
  }
  return null
}

function readPlain(text: string, start: number, separator: string): Value {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(start, end), end }
}

/** That of which the first line has most. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/))
  const count = (separator: string) => first.split(separator).length
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best))
}
