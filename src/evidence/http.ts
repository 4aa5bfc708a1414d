/**
 * The fetcher: the only part of the program that follows an address from a certificate, and only to hosts that the anchor
 * of its path permits. Whatever goes wrong yields nothing and a code for the operator's log.
 */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Bytes } from '../bytes.ts'
import type { Clock } from '../system.ts'
import { type AddressBlock, permittedAddresses } from './address.ts'
import { checkUrl, type UrlRefusal } from './allowed-url.ts'
import { type Exchanged, type ExchangeFault, type ExchangePlan, exchange, hostOf } from './exchange.ts'
import { FETCH_LIMITS } from './fetch-limits.ts'
import { hostTurns } from './host-turns.ts'

export type FetchPlan = {
  readonly url: string
  /** Entries as in `ALLOWED_HOST`. */
  readonly hosts: readonly string[]
  readonly maxBytes: number
  /** Null: GET. */
  readonly body: ExchangePlan['body']
}

export type FetchFault =
  | UrlRefusal
  | ExchangeFault
  /** The name has no address. */
  | 'unresolved'
  /** No address of the name is a public or listed one. */
  | 'address'
  | 'redirect'
  /** Asked enough for the moment. */
  | 'rate'

export type Fetched =
  | { readonly ok: true; readonly host: string; readonly bytes: Bytes }
  | { readonly ok: false; readonly host: string; readonly code: FetchFault }

export type Fetcher = (plan: FetchPlan) => Promise<Fetched>

export type FetcherOptions = {
  readonly clock: Clock
  /** Places that may be asked though they are not public. */
  readonly addresses: readonly AddressBlock[]
  /** Ends what is under way. */
  readonly signal?: AbortSignal
  /** All addresses of a name. */
  readonly resolve?: (name: string) => Promise<readonly string[]>
  /** Aborts after `ms`. */
  readonly deadline?: (ms: number) => AbortSignal
}

export function openFetcher(options: FetcherOptions): Fetcher {
  const { clock, addresses, signal, resolve = resolveName, deadline = AbortSignal.timeout } = options
  const isPermitted = permittedAddresses(addresses)
  const turns = hostTurns(clock)

  async function fetchFrom(url: URL, plan: FetchPlan): Promise<Fetched> {
    const ends = deadline(FETCH_LIMITS.timeoutMs)
    const end = signal ? AbortSignal.any([signal, ends]) : ends
    const places = await placesOf(url, resolve, isPermitted, end)
    if (typeof places === 'string') return { ok: false, host: url.hostname, code: places }
    return follow(url, { ...plan, maxBytes: Math.min(plan.maxBytes, FETCH_LIMITS.mostBytes) }, places, end)
  }

  return async (plan) => {
    const checked = checkUrl(plan.url, plan.hosts)
    if (!checked.ok) return checked
    const { url } = checked
    return (
      (await turns.inTurn(url.hostname, () => fetchFrom(url, plan))) ?? { ok: false, host: url.hostname, code: 'rate' }
    )
  }
}

async function resolveName(name: string): Promise<readonly string[]> {
  const found = await lookup(name, { all: true, order: 'ipv4first' })
  return found.map(({ address }) => address)
}

/** The addresses to connect to, each of them checked; resolved once for all requests that one fetch needs. */
async function placesOf(
  url: URL,
  resolve: (name: string) => Promise<readonly string[]>,
  isPermitted: (address: string) => boolean,
  signal: AbortSignal,
): Promise<readonly string[] | 'unresolved' | 'address' | 'time-out'> {
  const host = hostOf(url)
  const found = isIP(host) === 0 ? await unlessAborted(resolve(host), signal) : [host]
  if (found === null) return signal.aborted ? 'time-out' : 'unresolved'
  const permitted = found.filter((address) => isIP(address) !== 0 && isPermitted(address))
  return permitted.length > 0 ? permitted.slice(0, FETCH_LIMITS.addresses) : 'address'
}

/** Null where the name has no address, or the time is over. */
function unlessAborted(found: Promise<readonly string[]>, signal: AbortSignal): Promise<readonly string[] | null> {
  return new Promise((done) => {
    const end = () => done(null)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    // A resolver fails in many ways, each of which means that there is no address to go to.
    found.then(done, end).finally(() => signal.removeEventListener('abort', end))
  })
}

/** Each hop is checked as the first one was, but for the host, which must be the same. */
async function follow(first: URL, plan: FetchPlan, places: readonly string[], signal: AbortSignal): Promise<Fetched> {
  const host = first.hostname
  let url = first
  for (let hops = 0; hops <= FETCH_LIMITS.redirects; hops++) {
    const { body, maxBytes } = plan
    const answer = await askOne({ url, body, maxBytes, signal }, places)
    if (answer.kind === 'body') return { ok: true, host, bytes: answer.bytes }
    if (answer.kind === 'fault') return { ok: false, host, code: answer.code }
    const next = checkUrl(URL.parse(answer.location, url.href)?.href ?? '', plan.hosts)
    const isBarred =
      !next.ok || next.url.hostname !== host || (url.protocol === 'https:' && next.url.protocol === 'http:')
    if (isBarred || (body !== null && !answer.keepsMethod)) break
    url = next.url
  }
  return { ok: false, host, code: 'redirect' }
}

/** The next address is tried where one cannot be reached, as long as there is time. */
async function askOne(plan: Omit<ExchangePlan, 'address'>, places: readonly string[]): Promise<Exchanged> {
  let answer: Exchanged = { kind: 'fault', code: 'unreachable' }
  for (const address of places) {
    answer = await exchange({ ...plan, address })
    if (answer.kind !== 'fault' || answer.code !== 'unreachable') break
  }
  return answer
}
