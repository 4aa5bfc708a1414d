/** A count of past letters that counts for nobody: they are read and judged as ever, in a home of its own that is removed. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImapAccount } from '../../config/imap.ts'
import type { Instant } from '../../lang.ts'
import { openMetrics } from '../../metrics/metrics.ts'
import { wait } from '../../queue/wait.ts'
import { countRows } from '../../store/count-rows.ts'
import type { Progress, Store } from '../../store/store.ts'
import type { Tally } from '../../tally/tally.ts'
import { arrange } from '../arrange.ts'
import { type Ground, layGround } from '../ground.ts'
import { openServiceEvidence } from '../open-evidence.ts'
import { openStore } from '../open-store.ts'
import { pollPart } from '../poll-part.ts'
import { untilAllEnd } from '../run-together.ts'
import type { Terminal } from '../terminal.ts'
import { workPart } from '../work-part.ts'

export type RehearsalParts = {
  readonly ground: Ground
  readonly account: ImapAccount
  readonly readFrom: Instant
  readonly onProgress: (progress: Progress) => void
}

export type Rehearsed =
  | { readonly kind: 'done'; readonly tally: Tally }
  | { readonly kind: 'failed'; readonly sentence: string }

/** Twice a second looks alive. */
const LOOK_MS = 500

/** Its terminal is the page. */
const QUIET: Terminal = { say: () => undefined, progress: () => undefined }

export const rehearsalHome = (home: string): string => join(home, 'rehearsal')

/** Null where `signal` aborts. Whatever comes, nothing of it stays. */
export async function rehearse(parts: RehearsalParts, signal: AbortSignal): Promise<Rehearsed | null> {
  const home = rehearsalHome(parts.ground.home)
  await rm(home, { recursive: true, force: true })
  try {
    await mkdir(home, { recursive: true, mode: 0o700 })
    return await rehearseIn(home, parts, signal)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function rehearseIn(home: string, parts: RehearsalParts, signal: AbortSignal): Promise<Rehearsed | null> {
  await using opened = new AsyncDisposableStack()
  const ground = await openRehearsal(home, parts, opened, signal)
  if (ground === null) return null
  const over = new AbortController()
  const stop = AbortSignal.any([signal, over.signal])
  // Of its own over the same folders: what is new is told once, and the service wants to hear it, too.
  const { log, clock, fetch, arrangement } = ground
  const folders = arrangement.evidence
  const settings = {
    home: parts.ground.home,
    folders,
    fetch,
    terminal: QUIET,
    log,
    clock,
    signal: stop,
    mayBeEmpty: true,
  }
  const evidence = await openServiceEvidence(settings)
  opened.defer(evidence.close)
  const tasks = [...pollPart(ground), ...(await workPart(ground, evidence, opened))]
  const { store } = ground.ports
  let fault: string | null = null
  const look = async (end: AbortSignal) => {
    while (!end.aborted) {
      await wait(LOOK_MS, end)
      const progress = await store.progress()
      parts.onProgress(progress)
      fault = (await store.mailboxes()).find((mailbox) => mailbox.fault !== null)?.fault ?? null
      if (fault !== null || (await isOver(store, progress))) over.abort()
    }
  }
  await untilAllEnd(stop, [...tasks, look])
  if (signal.aborted) return null
  if (fault !== null) return { kind: 'failed', sentence: fault }
  return { kind: 'done', tally: await countRows(ground.arrangement.campaign, store) }
}

/** The same campaign, units and authorities; another store, and no other process that would have a part in it. */
async function openRehearsal(
  home: string,
  { ground, account, readFrom }: RehearsalParts,
  opened: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Ground | null> {
  const { log, clock, arrangement, settings } = ground
  const own = {
    mail: { kind: 'imap', accounts: [{ ...account, readFrom }] },
    databaseUrl: null,
    redisUrl: null,
  } as const
  const config = { ...ground.config, ...own }
  const onError = (error: unknown) => log.error('rehearsal-failed', error)
  const openedStore = await openStore({ config, home, clock, onError }, signal)
  if (openedStore === null) return null
  opened.defer(openedStore.close)
  // A token that comes in place of another is the service's, too.
  const tokens = ground.ports.store
  const { sources } = await arrange({ config, settings, home, clock, store: tokens, onProgress: () => undefined })
  const { units } = await ground.ports.store.register()
  const found = { ...ground, home, arrangement: { ...arrangement, sources, units }, metrics: openMetrics() }
  return layGround({ config, terminal: QUIET, log, clock }, { ...found, openedStore, onError }, opened)
}

async function isOver(store: Store, { lettersWaiting, documentsWaiting }: Progress): Promise<boolean> {
  const mailboxes = await store.mailboxes()
  const isRead = mailboxes.length > 0 && mailboxes.every(({ lookedAt, waiting }) => lookedAt !== null && waiting === 0)
  return isRead && lettersWaiting + documentsWaiting === 0
}
