/** Lists and responses from the hosts of an authority, read and compared with the question; nothing is verified here. */
import { randomBytes } from 'node:crypto'
import { type Bytes, equalBytes } from '../bytes.ts'
import { type OcspResponse, readOcspResponse } from '../format/ocsp/ocsp-response.ts'
import { readCertificateListFile } from '../format/x509/certificate-list-file.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Clock } from '../system.ts'
import type { RevocationRequest } from '../validation/judgement.ts'
import type { EvidenceFaultCode, OnEvidenceFault } from './fault.ts'
import { FETCH_LIMITS } from './fetch-limits.ts'
import { concerns, heldList, heldResponse } from './held.ts'
import type { Fetcher, FetchFault, FetchPlan } from './http.ts'
import { buildOcspRequest, NONCE_OCTETS } from './ocsp-request.ts'
import type { Reach } from './pins.ts'
import { openRest, type Rest } from './rest.ts'

/** A question to one address about one certificate. */
export type Question = { readonly url: string; readonly request: RevocationRequest; readonly reach: Reach }

export type Online = {
  /** Null where it cannot be had now, and where it could not be had a moment ago. */
  readonly list: (question: Question) => Promise<CertificateList | null>
  readonly response: (question: Question) => Promise<OcspResponse | null>
  /** Told whether what came is in force. A place that gives what is over is left alone for a while, as one that fails. */
  readonly noteAge: (question: Question, kind: 'list' | 'response', isInForce: boolean) => void
  /** Told where nobody whom it names has signed what came: the place is left alone as one that fails. */
  readonly noteForged: (question: Question, kind: 'list' | 'response') => void
}

export type OnlineOptions = {
  readonly fetch: Fetcher
  readonly clock: Clock
  /** Hosts that may be asked below every anchor, beside those of the anchor. As `ALLOWED_HOST`. */
  readonly hosts: readonly string[]
  readonly onFault: OnEvidenceFault
  readonly random?: (octets: number) => Bytes
}

/** The time after which one more request is due to a host that was asked enough. */
const RATE_MS = 20_000

/** Faults of a host and not of one address there: nothing else of it is asked either. */
const OF_HOST: ReadonlySet<string> = new Set<FetchFault>(['unresolved', 'address', 'unreachable', 'time-out'])

/** Of the address itself, without asking anybody. */
const REFUSED: ReadonlySet<string> = new Set<FetchFault>(['url', 'scheme', 'credentials', 'host', 'port'])

type Taken<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: EvidenceFaultCode }

export function openOnline({ fetch, clock, hosts, onFault, random = randomBytes }: OnlineOptions): Online {
  const rest = openRest(clock)

  async function ask<T>(place: string, plan: FetchPlan, take: (bytes: Bytes) => Taken<T>): Promise<T | null> {
    const host = URL.parse(plan.url)?.hostname ?? ''
    if (rest.isResting(place) || rest.isResting(host)) return null
    const fetched = await fetch(plan)
    const taken = fetched.ok ? take(fetched.bytes) : fetched
    if (taken.ok) {
      rest.worked(host)
      return taken.value
    }
    noteFault(rest, taken.code, place, host)
    onFault({ code: taken.code, host })
    return null
  }

  const planOf = ({ url, reach }: Question): FetchPlan => ({
    url,
    hosts: [...reach.hosts, ...hosts],
    maxBytes: reach.maxBytes,
    body: null,
  })

  return {
    list: (question) => ask(placeOf(question, 'list'), planOf(question), (bytes) => takeList(bytes, question.request)),
    response: (question) => {
      const nonce = random(NONCE_OCTETS)
      const body = { type: 'application/ocsp-request', bytes: buildOcspRequest(question.request, nonce) }
      const plan = { ...planOf(question), maxBytes: FETCH_LIMITS.responseBytes, body }
      return ask(placeOf(question, 'response'), plan, (bytes) => takeResponse(bytes, question.request, nonce))
    },
    noteForged: (question, kind) => {
      rest.failed(placeOf(question, kind))
      onFault({ code: 'forged', host: URL.parse(question.url)?.hostname ?? '' })
    },
    noteAge: (question, kind, isInForce) => {
      const place = placeOf(question, kind)
      if (isInForce) {
        rest.worked(place)
        return
      }
      rest.failed(place)
      onFault({ code: 'stale', host: URL.parse(question.url)?.hostname ?? '' })
    },
  }
}

/** A list is the same for all certificates, a response is not. */
function placeOf({ url, request }: Question, kind: 'list' | 'response'): string {
  return kind === 'list' ? url : `${url} ${request.certificate}`
}

function noteFault(rest: Rest, code: EvidenceFaultCode, place: string, host: string): void {
  if (code === 'rate') rest.restFor(place, RATE_MS)
  else if (REFUSED.has(code)) rest.refused(place)
  else rest.failed(OF_HOST.has(code) ? host : place)
}

/** DER, or PEM where DER is due (RFC 5280, 4.2.1.13). Whatever type the server says it is. */
function takeList(bytes: Bytes, request: RevocationRequest): Taken<CertificateList> {
  const read = readCertificateListFile(bytes)
  if (!read.ok) return { ok: false, code: 'unreadable' }
  return concerns(heldList(read.value), request) ? read : { ok: false, code: 'other-subject' }
}

function takeResponse(bytes: Bytes, request: RevocationRequest, nonce: Bytes): Taken<OcspResponse> {
  const read = readOcspResponse(bytes)
  if (!read.ok) return { ok: false, code: 'unreadable' }
  const { basic } = read.value
  if (!basic) return { ok: false, code: 'no-answer' }
  // RFC 9654, 2.1; RFC 6960, 4.4.1: one that is made in advance has none.
  if (basic.nonce !== null && !equalBytes(basic.nonce, nonce)) return { ok: false, code: 'nonce' }
  return concerns(heldResponse(read.value), request) ? read : { ok: false, code: 'other-subject' }
}
