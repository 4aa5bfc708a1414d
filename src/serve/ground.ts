/** What every process of the service stands on, whatever it does: the data folder, the store, the files and the queue. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { openSeal, type Seal } from '../access/seal.ts'
import type { FetchConfig } from '../config/fetch.ts'
import type { Config } from '../config.ts'
import { dnsLookup } from '../mail/dkim/dns-lookup.ts'
import type { OriginChecks } from '../mail/letter-origin.ts'
import { type Metrics, openMetrics } from '../metrics/metrics.ts'
import type { PollPorts, Ports } from '../pipeline/ports.ts'
import { type LeaseRules, whileHolding } from '../queue/hold-lease.ts'
import type { Queue } from '../queue/queue.ts'
import { RedisAwayError } from '../queue/redis-away.ts'
import { RedisSettingError } from '../queue/redis-settings.ts'
import { wait } from '../queue/wait.ts'
import { explainFault } from '../report/explain-fault.ts'
import { openContentFolder } from '../store/content-folder.ts'
import { DamagedFileError } from '../store/files.ts'
import type { Job, LeaseName } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { openKey } from './access-key.ts'
import { type Arrangement, arrange, makeHome } from './arrange.ts'
import { attributingAt } from './attributing.ts'
import { type CachedTally, cachedTally } from './cached-tally.ts'
import { countingLog } from './count-events.ts'
import { intakeRoom } from './intake-room.ts'
import type { Log } from './log.ts'
import { openQueue } from './open-queue.ts'
import { type OpenedStore, openStore } from './open-store.ts'
import { NO_SETTINGS, readSettings, type Settings, settledConfig } from './setup/settings.ts'
import { tellFaults } from './tell-faults.ts'
import type { Terminal } from './terminal.ts'
import { trialsOf } from './trials-of.ts'

export type ServeOptions = {
  readonly config: Config
  readonly terminal: Terminal
  readonly log: Log
  readonly clock: Clock
}

/** Runs until it is told to stop. */
export type Task = (stop: AbortSignal) => Promise<void>

export type Ground = ServeOptions & {
  /** With what was set on the pages. */
  readonly config: Config
  /** As the environment says it. */
  readonly given: Config
  readonly settings: Settings
  readonly seal: Seal
  readonly home: string
  readonly arrangement: Arrangement
  /** Null: revocation data are not fetched. */
  readonly fetch: FetchConfig | null
  readonly queue: Queue
  readonly ports: PollPorts & Pick<Ports, 'attribute' | 'isRegistered' | 'isTrial' | 'originChecks'>
  readonly metrics: Metrics
  /** As the pages show it. */
  readonly tally: CachedTally['tally']
  readonly counted: CachedTally
  /** No other process has the store. */
  readonly isAlone: boolean
  /** The task, done by one of the processes that share the store. */
  readonly alone: (name: LeaseName, task: Task) => Task
}

/** After the death of a process another reads the mailbox, or settles verdicts, within this time and a third of it. */
const LEASE_MS = 30_000

/**
 * What is opened is closed with `opened`. Null where `signal` aborts before the database is there.
 *
 * @throws StartError, DataFileError, DatabaseSettingError, MigrationError, NewerDatabaseError, RedisSettingError.
 */
export async function openGround(
  options: ServeOptions,
  opened: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Ground | null> {
  const { config: given, terminal, clock } = options
  const metrics = openMetrics()
  const log = countingLog(options.log, metrics)
  const home = await makeHome(given)
  const onError = tellFaults(terminal, log)
  const openedStore = await openStore({ config: given, home, clock, onError }, signal)
  if (openedStore === null) return null
  opened.defer(openedStore.close)
  const { store } = openedStore
  const seal = openSeal(await openKey(join(home, 'access.key')))
  // Nobody sets anything for practice.
  const settings = given.mail.kind === 'practice' ? NO_SETTINGS : await readSettings(store, seal)
  const config = settledConfig(given, settings)
  const onProgress = (done: number, total: number) => terminal.progress('Đang tạo hộp thư thực hành', done, total)
  const arrangement = await arrange({ config, settings, home, clock, store, onProgress })
  const found = { given, settings, seal, home, arrangement, openedStore, onError }
  return layGround({ ...options, config, log }, { ...found, metrics }, opened)
}

type Found = Pick<Ground, 'given' | 'settings' | 'seal' | 'home' | 'arrangement' | 'metrics'> & {
  readonly openedStore: OpenedStore
  readonly onError: (error: unknown) => void
}

/** On a store that is open, for a mailbox that is known. @throws RedisSettingError */
export async function layGround(
  options: ServeOptions,
  { openedStore, onError, ...found }: Found,
  opened: AsyncDisposableStack,
): Promise<Ground> {
  const { config, log, clock } = options
  const { home, arrangement } = found
  const { store, isAlone } = openedStore
  if (arrangement.units.length > 0) {
    await store.startRegister({
      ...{ at: clock(), by: 'sokyso', why: 'Danh mục ban đầu', decision: null },
      units: arrangement.units,
    })
  }
  const files = await openContentFolder(join(home, 'content'), clock())
  const onJobError = (error: unknown, job?: Job) => {
    if (error instanceof DamagedFileError) store.recordDamage(error.file, 'changed', clock()).catch(onError)
    if (error instanceof RedisSettingError || error instanceof RedisAwayError) onError(error)
    else log.error('job-failed', error, job)
  }
  const queue = await openQueue({ store, clock, redisUrl: config.redisUrl, onError: onJobError })
  opened.defer(queue.close)
  const ports = {
    ...{ store, files, clock, wait, wake: queue.wake, explainFault, onError, tell: log.info },
    findRoom: intakeRoom({ store, folder: home, ...config.intake }),
    random: Math.random,
    attribute: attributingAt(arrangement.campaign),
    isRegistered: async (address: string) =>
      (await store.register()).units.some(({ addresses }) => addresses.includes(address)),
    isTrial: trialsOf(config.letters.trialWord),
    originChecks: originChecksOf(config),
  }
  const holder = `${hostname()} ${process.pid} ${randomUUID()}`
  const lease: Omit<LeaseRules, 'name'> = { store, clock, holder, leaseMs: LEASE_MS, onError }
  const alone = (name: LeaseName, task: Task): Task => {
    return (stop) => whileHolding({ ...lease, name }, task, stop)
  }
  // Nobody in the world knows of the authorities of practice.
  const fetch = config.mail.kind === 'practice' ? null : config.fetch
  const counted = cachedTally(store, arrangement.campaign)
  return { ...options, ...found, fetch, queue, ports, tally: counted.tally, counted, isAlone, alone }
}

/** Nobody in the world knows of the senders of practice. */
function originChecksOf({ mail, authenticationServers, dkim }: Config): OriginChecks {
  const isReal = mail.kind !== 'practice'
  return { trustedServers: authenticationServers, lookup: isReal && dkim ? () => dnsLookup(null) : null }
}
