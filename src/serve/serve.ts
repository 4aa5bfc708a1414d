/** `sokyso serve`: puts the parts together and runs them until it is told to end. */
import { availableParallelism, hostname } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { attribute } from '../attribution/attribute.ts'
import type { Config } from '../config.ts'
import { type ImportedEvidence, openImportedEvidence } from '../evidence/imported.ts'
import { poll } from '../pipeline/poll.ts'
import type { Ports } from '../pipeline/ports.ts'
import { work } from '../pipeline/work.ts'
import { wait } from '../queue/wait.ts'
import { explainFault } from '../report/explain-fault.ts'
import { openContentFolder } from '../store/content-folder.ts'
import type { Files } from '../store/files.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import { serveWeb } from '../web/serve.ts'
import { webApp } from '../web/server.ts'
import { type Arrangement, arrange, makeHome } from './arrange.ts'
import { cachedTally } from './cached-tally.ts'
import { lockFolder } from './lock-folder.ts'
import type { Log } from './log.ts'
import { openQueue } from './open-queue.ts'
import { untilAllEnd } from './run-together.ts'
import { settle } from './settle.ts'
import { showProgress } from './show-progress.ts'
import { StartError } from './start-error.ts'
import { tellFaults } from './tell-faults.ts'
import type { Terminal } from './terminal.ts'

export type ServeOptions = {
  readonly config: Config
  readonly terminal: Terminal
  readonly log: Log
  readonly clock: Clock
}

/**
 * Ends when `signal` aborts and the jobs in hand are done.
 *
 * @throws StartError, DataFileError, EvidenceFolderError, NewerDatabaseError: each with a sentence for the operator.
 */
export async function serve({ config, terminal, log, clock }: ServeOptions, signal: AbortSignal): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const home = await makeHome(config)
  opened.defer(lockFolder(home).release)
  const onProgress = (done: number, total: number) => terminal.progress('Đang tạo hộp thư thực hành', done, total)
  const arrangement = await arrange({ config, home, now: clock(), onProgress })
  const { source, units } = arrangement
  const evidence = await openEvidence(arrangement, terminal)
  const store = await openSqliteStore(join(home, 'sokyso.db'))
  opened.defer(store.close)
  const files = await openContentFolder(join(home, 'content'), clock())
  const attributeToUnit: Attribute = (report, submission) => attribute(report, submission, units)
  await store.attributeAgain(attributeToUnit)
  const pool = validationPool({ ...POOL_LIMITS, size: availableParallelism() })
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
    attribute: attributeToUnit,
    explainFault,
    programVersion: packageJson.version,
    onError: tellFaults(terminal, log),
  }
  const web = await openWeb({ config, arrangement, store, files, clock, log })
  opened.defer(web.close)
  announce(web.url, config, terminal)
  log.info('started', { port: Number(new URL(web.url).port) })
  await untilAllEnd(signal, [
    (stop) => poll(ports, source, stop),
    (stop) => queue.consume(work(ports), stop),
    (stop) => settle({ evidence, store, wake: queue.wake, onError: ports.onError }, stop),
    (stop) => showProgress(store, terminal, stop),
  ])
  log.info('stopped')
}

async function openEvidence({ evidence: folders }: Arrangement, terminal: Terminal): Promise<ImportedEvidence> {
  const evidence = await openImportedEvidence(folders)
  for (const { path, why } of evidence.problems()) terminal.say(`Không đọc được ${path}, đã bỏ qua: ${why}`)
  const { anchors } = await evidence.trust()
  if (anchors.length > 0) return evidence
  throw new StartError(
    `Trong thư mục ${folders.trust.join(', ')} không có chứng thư số gốc nào, nên không chữ ký nào có thể hợp lệ. ` +
      'Chép chứng thư số của các tổ chức chứng thực vào đó rồi khởi động lại.',
  )
}

type WebParts = {
  readonly config: Config
  readonly arrangement: Arrangement
  readonly store: Store
  readonly files: Files
  readonly clock: Clock
  readonly log: Log
}

async function openWeb({ config, arrangement, store, files, clock, log }: WebParts) {
  const view = {
    tally: cachedTally(store, arrangement.campaign, arrangement.units),
    progress: store.progress,
    letters: store.letters,
    letter: store.letter,
    document: store.document,
    file: files.get,
    revision: store.revision,
    now: clock,
    practice: config.mail.kind === 'practice',
    hosts: [config.host, hostname()],
  }
  try {
    return await serveWeb(
      webApp(view, (error) => log.error('page-failed', error)),
      config,
    )
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : error} (SOKYSO_HOST, SOKYSO_PORT)`, {
      cause: error,
    })
  }
}

function announce(url: string, { mail }: Config, terminal: Terminal): void {
  terminal.say(`Sổ Ký Số đang chạy. Mở trang sau bằng trình duyệt: ${url}`)
  if (mail.kind !== 'practice') return
  terminal.say('Chưa khai báo hộp thư, nên đây là hộp thư thực hành: mọi thư, văn bản và chữ ký đều do máy tạo ra.')
}
