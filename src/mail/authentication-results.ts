/** What mail servers of our own say of a letter. RFC 8601. */
import { type HeaderField, valuesOf } from './header-block.ts'

/** One result of one server, e.g. `dkim=pass header.d=quangtri.gov.vn`. */
export type ReportedResult = {
  /** Lower case: the server's name for itself, the method, its result. */
  readonly server: string
  readonly method: string
  readonly result: string
  /** Domain that the result speaks of, lower case; '' where none is named. */
  readonly domain: string
}

const LIMITS = {
  /** Fields looked at; each server on the way adds one or two. */
  fields: 20,
  /** Longest field; that of a server with ARC, DKIM, SPF and DMARC has some 1,500 characters. */
  length: 4_000,
  results: 50,
} as const

/** Properties that name the domain a method has checked, the most exact first. RFC 8601, 2.7. */
const DOMAIN_OF: ReadonlyMap<string, readonly string[]> = new Map([
  ['dkim', ['header.d', 'header.i']],
  ['spf', ['smtp.mailfrom', 'smtp.helo']],
  ['dmarc', ['header.from']],
])

/**
 * The results of servers in `trusted` (their authserv-ids, lower case), from all fields: where a field stands says
 * nothing of who wrote it. Where two fields of one server say different things of one method, neither is believed:
 * one of them may have come with the letter (RFC 8601, 7.1).
 */
export function reportedResults(fields: readonly HeaderField[], trusted: readonly string[]): readonly ReportedResult[] {
  const values = valuesOf(fields, 'authentication-results').slice(0, LIMITS.fields)
  const read = trusted.length === 0 ? [] : values.map((value) => readField(value.slice(0, LIMITS.length)))
  const ours = read.filter((results) => results.some(({ server }) => trusted.includes(server)))
  const said = (results: readonly ReportedResult[], { server, method }: ReportedResult) =>
    results
      .filter((each) => each.server === server && each.method === method)
      .map((each) => `${each.result} ${each.domain}`)
      .sort()
  const all = ours.flat().filter((result) =>
    ours.every((other) => {
      const others = said(other, result)
      const own = said(ours.find((results) => results.includes(result)) ?? [], result)
      return others.length === 0 || others.join() === own.join()
    }),
  )
  return all.filter((result, at) => all.findIndex((each) => sameResult(each, result)) === at)
}

function sameResult(a: ReportedResult, b: ReportedResult): boolean {
  return a.server === b.server && a.method === b.method && a.result === b.result && a.domain === b.domain
}

/** RFC 8601, 2.2; nothing where the field is malformed. */
function readField(value: string): readonly ReportedResult[] {
  const [head = '', ...parts] = splitOutsideQuotes(withoutComments(value)).slice(0, LIMITS.results)
  const server = /^\s*("(?:[^"\\]|\\.)*"|[^\s;"=]+)(?:\s+1)?\s*$/.exec(head)?.[1]
  if (server === undefined) return []
  return parts.flatMap((part) => readResult(part, unquote(server).toLowerCase()) ?? [])
}

/** A quoted string that is no value of a property, or a property. */
const PROPERTY = /"(?:[^"\\]|\\.)*"|\s([a-z]+\s*\.\s*[a-z][a-z0-9_-]*)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]+)/gi

function readResult(part: string, server: string): ReportedResult | null {
  const [, method, result] = /^\s*([a-z][a-z0-9-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)(?=\s|$)/i.exec(part) ?? []
  if (method === undefined || result === undefined) return null
  const properties = new Map<string, string>()
  for (const [, name, text = ''] of part.matchAll(PROPERTY)) {
    const key = name?.replace(/\s/g, '').toLowerCase() ?? ''
    if (!properties.has(key)) properties.set(key, unquote(text).toLowerCase())
  }
  const named = (DOMAIN_OF.get(method.toLowerCase()) ?? []).flatMap((name) => properties.get(name) ?? [])[0] ?? ''
  return {
    server,
    method: method.toLowerCase(),
    result: result.toLowerCase(),
    domain: named.slice(named.lastIndexOf('@') + 1),
  }
}

/** RFC 5322, 3.2.2: comments nest, and hold quoted pairs; what stands in quotes is none. An open one takes the rest. */
function withoutComments(value: string): string {
  let depth = 0
  let isQuoted = false
  let plain = ''
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at)
    const isPair = character === '\\' && (isQuoted || depth > 0)
    if (character === '"' && depth === 0) isQuoted = !isQuoted
    if (character === '(' && !isQuoted) depth++
    if (depth === 0) plain += isPair ? value.slice(at, at + 2) : character
    if (character === ')' && !isQuoted && depth > 0) {
      depth--
      plain += ' '
    }
    if (isPair) at++
  }
  return plain
}

function splitOutsideQuotes(value: string): readonly string[] {
  return value.match(/(?:[^;"]|"(?:[^"\\]|\\.)*")+/g) ?? []
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text
}
