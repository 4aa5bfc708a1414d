/** EvidenceSource over imported folders, what was kept of them and of the network, and the network where that is not enough. */
import { type Bytes, toHex } from '../bytes.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Clock } from '../system.ts'
import { together } from '../together.ts'
import { nameKey } from '../validation/distinguished-name.ts'
import { certificatesOf, type Evidence, type RevocationRequest } from '../validation/judgement.ts'
import type { EvidenceSource } from './evidence-source.ts'
import type { OnEvidenceFault } from './fault.ts'
import { isForged } from './genuine.ts'
import { concerns, type Held } from './held.ts'
import type { ImportedEvidence } from './imported.ts'
import { type KeptEvidence, openKeptEvidence } from './kept.ts'
import { evidenceOf, isList, type Material } from './material.ts'
import { type EvidenceNews, issuersOf } from './news.ts'
import type { Online, Question } from './online.ts'
import { type AtHand, openSelection, type Selection } from './selection.ts'
import type { Shelf } from './shelf.ts'

export type CachedEvidence = EvidenceSource & {
  /** A list or response that was ever given; null where it is not kept. */
  readonly evidenceBySha: (sha256: Sha256) => Promise<Bytes | null>
  /** Where what was given lies: a process that judges may read it itself, and compares the SHA-256. */
  readonly evidencePath: (sha256: Sha256) => string
  /** All that an earlier verdict rested on, to judge again with it. What is no longer there is left out. */
  readonly recall: (names: readonly Sha256[]) => Promise<Evidence>
  /** All that was ever given or fetched, and each of it. */
  readonly kept: Pick<KeptEvidence, 'all' | 'load'>
  /** Looks at the folders, so that what is in them by now is known. */
  readonly catchUp: () => Promise<void>
  /** As `catchUp`, and tells what has come since it was asked last, whoever asked for it. */
  readonly refresh: () => Promise<EvidenceNews>
  readonly close: () => Promise<void>
}

export type CachedOptions = {
  /** Of all processes that share what is kept. */
  readonly folder: string
  readonly imported: ImportedEvidence
  /** The one that `imported` was opened with. */
  readonly shelf: Shelf<Material>
  /** Null: nobody is asked. */
  readonly online: Online | null
  readonly clock: Clock
  readonly onFault: OnEvidenceFault
}

const ASK_LIMITS = {
  /** Addresses of lists for one certificate that are tried; those in use name at most four. */
  listUrls: 8,
  responderUrls: 4,
  /** Addresses of changes to one list. */
  freshestUrls: 2,
} as const

export async function openCachedEvidence(options: CachedOptions): Promise<CachedEvidence> {
  const { imported, online, clock } = options
  const kept = await openKeptEvidence(options)
  const atHand = withImported(kept, imported, clock)
  const selection = openSelection({ kept: atHand, clock, authority: (sha256) => importedCertificate(imported, sha256) })
  /** Authorities of which something came that nobody has been told of. */
  const untold = new Set<string>()
  let isTrustUntold = false
  const onNews = (issuers: readonly string[]) => {
    for (const issuer of issuers) untold.add(issuer)
  }
  const ask = online && openAsking({ kept, selection, online, authorities: authoritiesIn(imported), onNews })
  const catchUpWithKept = together(async () => {
    const [news, trust] = [await kept.catchUp(), await imported.trust()]
    onNews(news.flatMap((held) => issuersOf(held, trust)))
  })
  const catchUp = together(async () => {
    const { listIssuers, trustChanged } = await imported.refresh()
    onNews(listIssuers)
    isTrustUntold ||= trustChanged
    await catchUpWithKept()
  })

  /** What is given is kept from then on. */
  const chosen = async (requests: readonly RevocationRequest[], signal: AbortSignal | undefined) => {
    const best: Material[] = []
    for (const request of requests) {
      signal?.throwIfAborted()
      best.push(...(await selection.best(request)))
    }
    for (const item of best) await kept.keep(item, null)
    return heldEvidence(best, kept)
  }

  return {
    trust: imported.trust,
    known: async (asked, signal) => {
      await catchUpWithKept()
      return chosen(asked, signal)
    },
    gather: async (wanted, signal) => {
      signal?.throwIfAborted()
      await catchUpWithKept()
      if (ask) await orAborted(askAll(ask, imported, wanted), signal)
      return chosen(wanted, signal)
    },
    wouldAsk: async (requests) => {
      let isDue = false
      const look: Ask = async ({ request, url }) => {
        isDue ||= !(await selection.isRecent(request, url))
      }
      if (ask) await askAll({ ask: look, selection }, imported, requests)
      return isDue
    },
    evidenceBySha: kept.bytes,
    evidencePath: kept.path,
    recall: async (names) => {
      const items = await Promise.all(names.map(kept.load))
      return heldEvidence(
        items.flatMap((item) => item ?? []),
        kept,
      )
    },
    kept,
    catchUp,
    refresh: async () => {
      await catchUp()
      const news = { listIssuers: [...untold], trustChanged: isTrustUntold }
      untold.clear()
      isTrustUntold = false
      return news
    },
    close: kept.close,
  }
}

/** To choose from: what is kept, and what lies in the folders as if it were kept at this moment. */
function withImported(kept: KeptEvidence, imported: ImportedEvidence, clock: Clock): AtHand {
  return {
    concerning: (request) => [
      ...kept.concerning(request),
      ...imported
        .held()
        .filter((held) => kept.get(held.sha256) === null && concerns(held, request))
        .map((held) => ({ held, heldSince: clock(), from: new Set<string>() })),
    ],
    load: async (sha256) => (await kept.load(sha256)) ?? imported.load(sha256),
  }
}

async function importedCertificate(imported: ImportedEvidence, sha256: Sha256): Promise<Certificate | null> {
  return (await importedCertificates(imported)).find((certificate) => certificate.sha256 === sha256) ?? null
}

function authoritiesIn(imported: ImportedEvidence): AuthoritiesOf {
  return async (item, request) => {
    const all = await importedCertificates(imported)
    if (isList(item)) return all.filter(({ subject }) => nameKey(subject) === nameKey(item.issuer))
    return all.filter(({ subject }) => toHex(subject.der) === request.issuerName)
  }
}

async function importedCertificates(imported: ImportedEvidence): Promise<readonly Certificate[]> {
  return certificatesOf(await imported.trust())
}

function heldEvidence(items: readonly Material[], kept: KeptEvidence): Evidence {
  const since = items.flatMap(({ sha256 }): readonly (readonly [Sha256, Instant])[] => {
    const found = kept.get(sha256)
    return found ? [[sha256, found.heldSince]] : []
  })
  return evidenceOf(items, new Map(since))
}

type Ask = (question: Question, kind: Held['kind']) => Promise<void>
type Asking = { readonly ask: Ask; readonly selection: Selection }

/** Imported certificates of the name of whoever should have signed. */
type AuthoritiesOf = (item: Material, request: RevocationRequest) => Promise<readonly Certificate[]>

type AskingParts = {
  readonly kept: KeptEvidence
  readonly selection: Selection
  readonly online: Online
  readonly authorities: AuthoritiesOf
  readonly onNews: (listIssuers: readonly string[]) => void
}

function openAsking({ kept, selection, online, authorities, onNews }: AskingParts): Asking {
  const underWay = new Map<string, Promise<void>>()

  const askNow = async (question: Question, kind: Held['kind']) => {
    const { request, url } = question
    if (await selection.isRecent(request, url)) return
    const item = await online[kind](question)
    if (item === null) return
    if (isForged(item, await authorities(item, request))) {
      // Not kept: else whoever answers in place of the authority could fill the disk with what is of no use.
      online.noteForged(question, kind)
      return
    }
    if (kept.get(item.sha256) === null) onNews(isList(item) ? [nameKey(item.issuer)] : request.listIssuers)
    const one = await kept.keep(item, url)
    selection.sawAgain(item.sha256)
    online.noteAge(question, kind, selection.isInForce(one, request))
  }
  return {
    selection,
    ask: (question, kind) => {
      const { anchor, certificate, listIssuers } = question.request
      const key = JSON.stringify([kind, question.url, anchor, kind === 'list' ? listIssuers : certificate])
      const begun = underWay.get(key) ?? askNow(question, kind).finally(() => underWay.delete(key))
      underWay.set(key, begun)
      return begun
    },
  }
}

async function askAll(asking: Asking, imported: ImportedEvidence, wanted: readonly RevocationRequest[]): Promise<void> {
  await Promise.all(
    wanted.map(async (request) => {
      // Nobody is asked for a certificate whose path does not end in an anchor of ours (operations.md, S31).
      const reach = imported.reachOf(request.anchor)
      if (reach) await askAbout(asking, request, (url) => ({ url, request, reach }))
    }),
  )
}

/** Lists first, since one of them serves all certificates of its issuer; one responder after another where they say nothing. */
async function askAbout(
  { ask, selection }: Asking,
  request: RevocationRequest,
  about: (url: string) => Question,
): Promise<void> {
  const askInTurn = async (urls: readonly string[], kind: Held['kind']) => {
    for (const url of urls) {
      if (await selection.answer(request)) return
      await ask(about(url), kind)
    }
  }
  await askInTurn(request.listUrls.slice(0, ASK_LIMITS.listUrls), 'list')
  await askInTurn(request.responderUrls.slice(0, ASK_LIMITS.responderUrls), 'response')
  const answer = await selection.answer(request)
  if (answer?.held.kind !== 'list') return
  // RFC 5280, 5.2.6: changes since that list.
  for (const url of answer.held.freshestUrls.slice(0, ASK_LIMITS.freshestUrls)) await ask(about(url), 'list')
}

/** What is under way goes on for others, within its own limit of time. */
function orAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
