/** The pages of the service, over its parts. */
import { hostname } from 'node:os'
import type { Hono } from 'hono'
import { collectBundle } from '../bundle/collect-bundle.ts'
import { writeBundle } from '../bundle/write-bundle.ts'
import type { Campaign } from '../campaign/campaign.ts'
import type { Config } from '../config.ts'
import type { OpenedEvidence } from '../evidence/open-evidence.ts'
import type { Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { forgetPerson } from '../upkeep/forget-person.ts'
import { isFull } from '../upkeep/vital-signs.ts'
import type { Access } from '../web/access.ts'
import type { DrawPage } from '../web/pictures.ts'
import type { WebEnv } from '../web/route.ts'
import { webApp } from '../web/server.ts'
import type { Setup } from '../web/setup/setup.ts'
import type { WebView } from '../web/view.ts'
import { attributedOtherwise } from './attributed-otherwise.ts'
import { attributingAt } from './attributing.ts'
import type { CachedTally } from './cached-tally.ts'
import { freeSpace } from './intake-room.ts'
import type { Log } from './log.ts'
import type { Seen } from './look-at-signs.ts'
import type { Letters } from './open-letters.ts'
import { outboxView } from './outbox-view.ts'
import { pastTally } from './past-tally.ts'
import { showWords } from './show-words.ts'
import { trustLook } from './trust-look.ts'

type WebParts = {
  readonly config: Config
  readonly home: string
  readonly look: () => Promise<Seen>
  readonly counted: CachedTally
  readonly store: Store
  readonly files: Files
  readonly evidence: OpenedEvidence
  readonly drawPage: DrawPage
  readonly access: Access
  readonly setup: Setup | null
  readonly letters: Letters
  readonly clock: Clock
  readonly log: Log
  readonly campaign: Campaign
  /** Whether revocation data are fetched. */
  readonly isFetching: boolean
  /** There is a job to be taken. */
  readonly wake: () => void
}

/** The pages, and what ends whatever of them goes on. */
export function openWeb(parts: WebParts): { readonly app: Hono<WebEnv>; readonly end: () => void } {
  const { config, home, look, counted, store, files, evidence, drawPage, access, letters, setup, clock, log } = parts
  const { campaign, wake, isFetching } = parts
  const attribute = attributingAt(campaign)
  const ended = new AbortController()
  const view: WebView = {
    ...counted,
    ...pastTally({ store, campaign, tally: counted.tally }),
    progress: store.progress,
    mailboxes: store.mailboxes,
    mailboxEvents: store.mailboxEvents,
    letters: store.letters,
    lettersForPerson: store.lettersForPerson,
    letter: store.letter,
    letterWords: showWords({ files, log }),
    document: store.document,
    file: files.get,
    bundle: async (document) => {
      const collected = await collectBundle(document, { file: files.get, evidence: evidence.evidenceBySha })
      return collected.kind === 'bundle' ? { kind: 'bundle', ...(await writeBundle(collected.bundle)) } : collected
    },
    drawPage,
    verdictChanges: store.verdictChanges,
    decide: store.decide,
    readLetterAgain: async (letter, entry) => {
      const isQueued = await store.readLetterAgain(letter, entry)
      if (isQueued) wake()
      return isQueued
    },
    registerHistory: store.registerHistory,
    trust: trustLook(evidence, isFetching),
    attributedOtherwise: (units) => attributedOtherwise(store, attribute, units),
    learnedOf: async (id) => (await store.registerHistory()).some(({ decision }) => decision === id),
    attributeAgain: () => store.attributeAgain(attribute),
    vitalSigns: async () => (await look()).signs,
    alerts: store.alerts,
    isDiskFull: async () => isFull({ ...(await freeSpace(home)), demanded: config.intake.freeBytes }),
    outbox: outboxView(letters),
    revision: store.revision,
    ended: ended.signal,
    refusedMonths: config.retention.refusedMonths,
    person: {
      read: store.person,
      forget: (name, entry) => forgetPerson({ store, files, served: counted.tally, campaign, clock }, name, entry),
    },
    setup,
    now: clock,
    access,
    hosts: [config.host, hostname(), ...(access.origin === null ? [] : [new URL(access.origin).host])],
  }
  return { app: webApp(view, (error) => log.error('page-failed', error)), end: () => ended.abort() }
}
