/** One HTTP request to one address that was checked before, and its answer up to a limit. RFC 9110. */
import * as http from 'node:http'
import * as https from 'node:https'
import { isIP } from 'node:net'
import type { Bytes } from '../bytes.ts'
import { portOf } from './allowed-url.ts'

export type ExchangePlan = {
  readonly url: URL
  /** Where to connect, as a literal: nothing is resolved here, so that the address that was checked is the one that is asked. */
  readonly address: string
  /** Null: GET. */
  readonly body: { readonly type: string; readonly bytes: Bytes } | null
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export type ExchangeFault = 'unreachable' | 'time-out' | 'too-large' | 'status' | 'encoding'

export type Exchanged =
  | { readonly kind: 'body'; readonly bytes: Bytes }
  | { readonly kind: 'redirect'; readonly location: string; readonly keepsMethod: boolean }
  | { readonly kind: 'fault'; readonly code: ExchangeFault }

/** Never rejects for what network or server do. */
export async function exchange(plan: ExchangePlan): Promise<Exchanged> {
  try {
    const response = await send(plan)
    try {
      return await read(response, plan.maxBytes)
    } finally {
      response.destroy()
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Refused, reset, no HTTP, no valid certificate: all the same to whoever needs a list.
    return { kind: 'fault', code: plan.signal.aborted ? 'time-out' : 'unreachable' }
  }
}

function send({ url, address, body, signal }: ExchangePlan): Promise<http.IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const name = isIP(hostOf(url)) === 0 ? hostOf(url) : ''
  const options: https.RequestOptions = {
    host: address,
    port: Number(portOf(url)),
    path: `${url.pathname}${url.search}`,
    method: body ? 'POST' : 'GET',
    setHost: false,
    headers: {
      Host: url.host,
      'User-Agent': 'sokyso',
      Accept: '*/*',
      'Accept-Encoding': 'identity',
      ...(body ? { 'Content-Type': body.type, 'Content-Length': body.bytes.length } : {}),
    },
    // A connection of its own: none is left open, and no variable of the environment leads it to a proxy.
    agent: isSecure ? new https.Agent() : new http.Agent(),
    signal,
    // The certificate is that of the name, not of the address; whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    ...(isSecure ? { servername: name, rejectUnauthorized: true } : {}),
  }
  return new Promise((resolve, reject) => {
    const request = isSecure ? https.request(options, resolve) : http.request(options, resolve)
    // Stays, since an error after the answer began is told here, too; that one is met where the answer is read.
    request.on('error', reject)
    request.end(body?.bytes)
  })
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** RFC 9110, 15.4: those that name another place; 303 asks to GET it. */
const REDIRECTS: ReadonlyMap<number, { readonly keepsMethod: boolean }> = new Map([
  [301, { keepsMethod: false }],
  [302, { keepsMethod: false }],
  [303, { keepsMethod: false }],
  [307, { keepsMethod: true }],
  [308, { keepsMethod: true }],
])

async function read(response: http.IncomingMessage, maxBytes: number): Promise<Exchanged> {
  const { statusCode = 0, headers } = response
  const redirect = REDIRECTS.get(statusCode)
  if (redirect && headers.location !== undefined) {
    return { kind: 'redirect', location: headers.location, keepsMethod: redirect.keepsMethod }
  }
  if (statusCode !== 200) return { kind: 'fault', code: 'status' }
  // Nothing is unpacked: a small answer could become a large one.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return { kind: 'fault', code: 'encoding' }
  if (Number(headers['content-length'] ?? 0) > maxBytes) return { kind: 'fault', code: 'too-large' }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > maxBytes) return { kind: 'fault', code: 'too-large' }
    chunks.push(chunk)
  }
  return { kind: 'body', bytes: Buffer.concat(chunks, size) }
}
