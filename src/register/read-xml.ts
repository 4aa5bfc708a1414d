/** The little XML that a spreadsheet needs: elements and text, without document types. XML 1.0, fifth edition. */

export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

/** The document is not well formed, or uses what spreadsheets do not. */
export class XmlError extends Error {
  override name = 'XmlError'
}

/** XML 1.0, 2.3, 2.4, 2.5, 2.6, 2.7, 3.1, each alternative linear. A document type (2.8) matches none: entities could grow without end. */
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s<>/!?=]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** Names without their prefixes: every writer of spreadsheets binds the same namespaces. @throws XmlError */
export function* readXml(text: string): Generator<XmlEvent> {
  const token = new RegExp(TOKEN)
  token.lastIndex = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (match === null) throw new XmlError(`Cannot be read from character ${at} on`)
    const [, data, isEnd, name, attributes = '', isEmpty, words] = match
    if (data !== undefined) yield { kind: 'text', text: data }
    else if (words !== undefined) yield { kind: 'text', text: unescaped(words) }
    else if (name !== undefined) {
      if (isEnd !== '/') yield { kind: 'open', name: local(name), attributes: readAttributes(attributes) }
      if (isEnd === '/' || isEmpty === '/') yield { kind: 'close', name: local(name) }
    }
  }
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(ATTRIBUTE)].map(([, name = '', quoted, single]) => [
      local(name),
      unescaped(quoted ?? single ?? ''),
    ]),
  )
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(name) ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
