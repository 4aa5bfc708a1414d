/** `sokyso serve`: puts the parts together and runs them until it is told to end. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { attribute } from '../attribution/attribute.ts'
import type { Config } from '../config.ts'
import { poll } from '../pipeline/poll.ts'
import type { Ports } from '../pipeline/ports.ts'
import { work } from '../pipeline/work.ts'
import { wait } from '../queue/wait.ts'
import { explainFault } from '../report/explain-fault.ts'
import { openContentFolder } from '../store/content-folder.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Attribute } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { choosePolicy } from '../verify/choose-policy.ts'
import { arrange, makeHome } from './arrange.ts'
import { lockFolder } from './lock-folder.ts'
import type { Log } from './log.ts'
import { openServiceEvidence } from './open-evidence.ts'
import { openPictures } from './open-pictures.ts'
import { openQueue } from './open-queue.ts'
import { openWeb } from './open-web.ts'
import { untilAllEnd } from './run-together.ts'
import { seenFolders } from './seen-folders.ts'
import { openSettling, settle } from './settle.ts'
import { showProgress } from './show-progress.ts'
import { tellFaults } from './tell-faults.ts'
import { rejudgedTeller } from './tell-rejudged.ts'
import type { Terminal } from './terminal.ts'

/** How soon revocation data that could not be had are looked for again: hosts of authorities come back within the hour. */
const REFETCH_MS = 30 * 60_000

export type ServeOptions = {
  readonly config: Config
  readonly terminal: Terminal
  readonly log: Log
  readonly clock: Clock
}

/**
 * Ends when `signal` aborts and the jobs in hand are done.
 *
 * @throws StartError, DataFileError, PolicyError, EvidenceFolderError, MigrationError, NewerDatabaseError: each with a
 * sentence for the operator.
 */
export async function serve({ config, terminal, log, clock }: ServeOptions, signal: AbortSignal): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const home = await makeHome(config)
  opened.defer(lockFolder(home).release)
  const onProgress = (done: number, total: number) => terminal.progress('Đang tạo hộp thư thực hành', done, total)
  const arrangement = await arrange({ config, home, now: clock(), onProgress })
  const { source, units, campaign, evidence: folders } = arrangement
  // Nobody in the world knows of the authorities of practice.
  const fetch = config.mail.kind === 'practice' ? null : config.fetch
  const policy = await choosePolicy(config.policy ?? campaign.policy)
  const evidence = await openServiceEvidence({ home, folders, fetch, terminal, log, clock, signal })
  opened.defer(evidence.close)
  const store = await openSqliteStore(join(home, 'sokyso.db'))
  opened.defer(store.close)
  const files = await openContentFolder(join(home, 'content'), clock())
  const attributeToUnit: Attribute = (report, submission) => attribute(report, submission, units)
  await store.attributeAgain(attributeToUnit)
  const pool = validationPool({ ...POOL_LIMITS, size: availableParallelism(), listPath: evidence.evidencePath })
  opened.defer(pool.close)
  const queue = await openQueue({
    store,
    clock,
    redisUrl: config.redisUrl,
    onError: (error, job) => log.error('job-failed', error, job),
  })
  opened.defer(queue.close)
  const ports: Ports = {
    store,
    files,
    clock,
    wait,
    wake: queue.wake,
    judge: pool.judge,
    evidence,
    policy,
    refetchMs: fetch === null ? null : REFETCH_MS,
    attribute: attributeToUnit,
    explainFault,
    programVersion: packageJson.version,
    onError: tellFaults(terminal, log),
  }
  const pictures = await openPictures({ home, files, clock, log })
  opened.defer(pictures.close)
  const { drawPage } = pictures
  const web = await openWeb({ config, arrangement, store, files, evidence, drawPage, clock, log })
  opened.defer(web.close)
  announce(web.url, config, terminal)
  log.info('started', { port: Number(new URL(web.url).port) })
  const seen = seenFolders(join(home, 'seen-folders'), folders)
  const teller = rejudgedTeller(store, clock, terminal.say)
  const settling = openSettling({ ...ports, evidence, folders: seen, teller })
  await settling.begin()
  await untilAllEnd(signal, [
    (stop) => poll(ports, source, stop),
    (stop) => queue.consume(work(ports), stop),
    (stop) => settle(settling, ports.onError, stop),
    (stop) => showProgress(store, terminal, stop),
  ])
  log.info('stopped')
}

function announce(url: string, { mail }: Config, terminal: Terminal): void {
  terminal.say(`Sổ Ký Số đang chạy. Mở trang sau bằng trình duyệt: ${url}`)
  if (mail.kind !== 'practice') return
  terminal.say('Chưa khai báo hộp thư, nên đây là hộp thư thực hành: mọi thư, văn bản và chữ ký đều do máy tạo ra.')
}
