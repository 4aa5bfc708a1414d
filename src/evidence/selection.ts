/** What of the kept and imported evidence is given for a request, and whether it is enough so that nobody need be asked. */
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Clock } from '../system.ts'
import type { RevocationRequest } from '../validation/judgement.ts'
import { isGenuine } from './genuine.ts'
import { answerFor, type Held, type HeldAnswer, type HeldList } from './held.ts'
import type { Kept, KeptEvidence } from './kept.ts'
import type { Material } from './material.ts'

export type Selection = {
  /**
   * The newest of each kind, and of those from before the end of the certificate, since later ones may be silent about it.
   * Those that nobody can tell to be genuine do not hide the one that is.
   */
  readonly best: (request: RevocationRequest) => Promise<readonly Material[]>
  /** A genuine list or response in force that speaks of the certificate, as far as can be told without judging; or null. */
  readonly answer: (request: RevocationRequest) => Promise<Kept | null>
  /** Whether what came from `url` is so young that one more request is not due. */
  readonly isRecent: (request: RevocationRequest, url: string) => Promise<boolean>
  /** Notes that the same bytes have come again. */
  readonly sawAgain: (sha256: Sha256) => void
  readonly isInForce: (kept: Kept, request: RevocationRequest) => boolean
}

/** What there is to choose from. */
export type AtHand = Pick<KeptEvidence, 'concerning' | 'load'>

type Parts = {
  readonly kept: AtHand
  readonly clock: Clock
  /** The certificate of an authority where it is imported, or null. */
  readonly authority: (sha256: Sha256) => Promise<Certificate | null>
}

/**
 * How long something holds that names no next update, or that nobody can tell to be genuine: else a forged list could keep
 * the true one away until its own far-off nextUpdate. The figure of validation.md, 3.3.
 */
const UNNAMED_MS = 30 * 60_000

/** The clock of an authority may be ahead of ours by as much as the judge bears with. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

const SELECTION_LIMITS = {
  /** Of one kind that nobody can tell to be genuine, beside the newest that is: the judge may know a new key of an authority. */
  doubtful: 3,
  /** Kinds of lists of one issuer: some authorities have dozens of distribution points, and a certificate names one or two. */
  series: 16,
} as const

export function openSelection({ kept, clock, authority }: Parts): Selection {
  const seenAgain = new Map<Sha256, Instant>()
  /** By the item and the authority. Verifying a list of 60 MB takes as long as judging a hundred files. */
  const genuine = new Map<string, boolean>()

  const isKnownGenuine = async ({ held: { sha256 } }: Kept, request: RevocationRequest): Promise<boolean> => {
    const key = `${sha256} ${request.authority}`
    const known = genuine.get(key)
    if (known !== undefined) return known
    const certificate = await authority(request.authority)
    const item = certificate && (await kept.load(sha256))
    if (!item) return false
    genuine.set(key, isGenuine(item, certificate))
    return genuine.get(key) ?? false
  }
  const seen = ({ held, heldSince }: Kept) => seenAgain.get(held.sha256) ?? heldSince
  const isInForce = (one: Kept, request: RevocationRequest) => {
    const times = timesOf(one.held, request)
    const now = clock()
    if (times === null || now < times.thisUpdate - CLOCK_TOLERANCE_MS) return false
    return now < (times.nextUpdate ?? seen(one) + UNNAMED_MS)
  }
  const newestFirst = (request: RevocationRequest) =>
    kept.concerning(request).toSorted((a, b) => compareTimes(timesOf(b.held, request), timesOf(a.held, request)))

  /** The newest genuine one, and before it a few of which that cannot be told; where it is in force, it alone. */
  const newestOf = async (candidates: readonly Kept[], request: RevocationRequest): Promise<readonly Material[]> => {
    const doubtful: Material[] = []
    for (const one of candidates) {
      const isSure = endsSearch(one, request, clock()) && (await isKnownGenuine(one, request))
      if (!isSure && doubtful.length >= SELECTION_LIMITS.doubtful) continue
      const item = await kept.load(one.held.sha256)
      if (item === null) continue
      if (isSure) return isInForce(one, request) ? [item] : [...doubtful, item]
      doubtful.push(item)
    }
    return doubtful
  }

  return {
    best: async (request) => {
      const series = Map.groupBy(
        newestFirst(request).filter(({ held }) => isNear(held, request)),
        ({ held }) => (held.kind === 'list' ? held.series : 'responses'),
      )
      const kinds = [...series.values()].slice(0, SELECTION_LIMITS.series)
      const inTime = kinds.map((one) => one.filter(({ held }) => isInTime(held, request)))
      const found = [...kinds, ...inTime].map((one) => newestOf(one, request))
      return [...new Set((await Promise.all(found)).flat())]
    },
    answer: async (request) => {
      for (const one of newestFirst(request)) {
        if (!isInForce(one, request) || !speaks(one, request)) continue
        if (await isKnownGenuine(one, request)) return one
      }
      return null
    },
    isRecent: async (request, url) => {
      for (const one of kept.concerning(request)) {
        if (!one.from.has(url) || !isInForce(one, request)) continue
        if (clock() < seen(one) + UNNAMED_MS || (await isKnownGenuine(one, request))) return true
      }
      return false
    },
    sawAgain: (sha256) => void seenAgain.set(sha256, clock()),
    isInForce,
  }
}

type Times = Pick<HeldList | HeldAnswer, 'thisUpdate' | 'nextUpdate'> & { readonly number: string }

/** Null for a response that does not speak of the certificate. */
function timesOf(held: Held, request: RevocationRequest): Times | null {
  if (held.kind === 'list') return { ...held, number: held.number ?? '' }
  const answer = answerFor(held, request)
  return answer && { ...answer, number: '' }
}

/** Greater numbers are later; so are longer ones, since they are spelled without leading zeros. RFC 5280, 5.2.3. */
function compareTimes(a: Times | null, b: Times | null): number {
  if (!a || !b) return 0
  const byNumber = a.number.length - b.number.length || Number(a.number > b.number) - Number(a.number < b.number)
  return a.thisUpdate - b.thisUpdate || byNumber || (a.nextUpdate ?? 0) - (b.nextUpdate ?? 0)
}

/** What is dated in the future, or says that it does not know, leaves the one before it of interest. */
function endsSearch({ held }: Kept, request: RevocationRequest, now: Instant): boolean {
  const { thisUpdate = now } = timesOf(held, request) ?? {}
  const isKnown = held.kind === 'list' || (answerFor(held, request)?.isKnown ?? false)
  return isKnown && thisUpdate <= now + CLOCK_TOLERANCE_MS
}

/** False for a list of a distribution point elsewhere: an authority with many of them has as many lists. */
function isNear(held: Held, { listUrls }: RevocationRequest): boolean {
  if (held.kind === 'response' || held.points.length === 0) return true
  return listUrls.length === 0 || held.points.some((point) => listUrls.includes(point))
}

/** Published before the certificate ended: what comes later need not name it (RFC 5280, 5). */
function isInTime(held: Held, request: RevocationRequest): boolean {
  const times = timesOf(held, request)
  return times !== null && times.thisUpdate <= request.notAfter
}

/** RFC 5280, 6.3.3 (b), as far as the request tells; a list of changes is no answer by itself. */
function speaks({ held, from }: Kept, request: RevocationRequest): boolean {
  if (held.kind === 'response') return answerFor(held, request)?.isKnown ?? false
  if (held.baseNumber !== null || held.scope === 'reasons' || !isInTime(held, request)) return false
  return held.scope === 'whole' || request.listUrls.some((url) => held.points.includes(url) || from.has(url))
}
