/** The service, or a part of it in a process of its own: puts the parts together and runs them until it is told to end. */
import type { Role } from '../config/scale.ts'
import { backOffMs } from '../queue/back-off.ts'
import { wait } from '../queue/wait.ts'
import { FailedSyncError } from '../store/failed-sync.ts'
import { countAhead } from './count-ahead.ts'
import { type Ground, openGround, type ServeOptions, type Task } from './ground.ts'
import { lettersPart } from './letters-part.ts'
import { openSigns } from './look-at-signs.ts'
import { openMetricsPort } from './metrics-part.ts'
import { openServiceEvidence } from './open-evidence.ts'
import { openLetters } from './open-letters.ts'
import { pollPart } from './poll-part.ts'
import { untilAllEnd, untilStopped } from './run-together.ts'
import { showProgress } from './show-progress.ts'
import { tellFaults } from './tell-faults.ts'
import { untilAnew } from './until-anew.ts'
import { upkeepPart } from './upkeep-part.ts'
import { type Doorway, doorway, openWebPart } from './web-part.ts'
import { workPart } from './work-part.ts'

const PARTS = {
  serve: ['web', 'work', 'poll'],
  web: ['web'],
  poll: ['poll'],
  work: ['work'],
} as const satisfies Record<Role, readonly Part[]>

type Part = 'web' | 'work' | 'poll'

/**
 * Ends when `signal` aborts and the jobs in hand are done. Where something is set on the pages, or the disk failed the
 * database, the parts are put together anew, behind the same port.
 *
 * @throws StartError, DataFileError, PolicyError, EvidenceFolderError, MigrationError, NewerDatabaseError,
 * DatabaseSettingError, RedisSettingError: each with a sentence for the operator.
 */
export async function serve(options: ServeOptions, role: Role, signal: AbortSignal): Promise<void> {
  await using lasting = new AsyncDisposableStack()
  const entrance = doorway(lasting)
  const tell = tellFaults(options.terminal, options.log)
  let failures = 0
  for (let round = 0; !signal.aborted; round++) {
    const begin = options.clock()
    try {
      await serveUntilAnew(options, role, { entrance, round, signal })
    } catch (error) {
      if (!(error instanceof FailedSyncError)) throw error
      tell(error)
      failures = options.clock() - begin > LONGEST_PAUSE_MS ? 1 : failures + 1
      await wait(Math.min(backOffMs(failures), LONGEST_PAUSE_MS), signal)
    }
  }
  options.log.info('stopped')
}

/** Between two times that a database is opened which a disk fails again and again. */
const LONGEST_PAUSE_MS = 60_000

type Round = { readonly entrance: Doorway; readonly round: number; readonly signal: AbortSignal }

async function serveUntilAnew(options: ServeOptions, role: Role, { entrance, round, signal }: Round): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const anew = new AbortController()
  const stop = AbortSignal.any([signal, anew.signal])
  const ground = await openGround(options, opened, stop)
  if (ground === null) return
  const tasks = await openParts(ground, PARTS[role], { opened, entrance, stop })
  const { terminal, ports, given, settings } = ground
  if (role === 'serve') tasks.push((end) => showProgress(ports.store, terminal, ports.onError, end))
  else if (round === 0) terminal.say(STARTED[role])
  const change = given.mail.kind === 'practice' ? null : settings.change
  tasks.push((end) => untilAnew({ ...ports, change }, end).then(() => anew.abort()))
  await untilAllEnd(stop, tasks)
}

const STARTED = {
  web: 'Tiến trình này chỉ phục vụ trang web.',
  poll: 'Tiến trình này đọc hộp thư; nếu có nhiều tiến trình như vậy thì mỗi lúc chỉ một tiến trình đọc.',
  work: 'Tiến trình này đọc các thư đã nhận và kiểm tra văn bản.',
} as const satisfies Record<Exclude<Role, 'serve'>, string>

type Opening = {
  readonly opened: AsyncDisposableStack
  readonly entrance: Doorway
  readonly stop: AbortSignal
}

async function openParts(
  ground: Ground,
  parts: readonly Part[],
  { opened, entrance, stop: signal }: Opening,
): Promise<Task[]> {
  const tasks: Task[] = [untilStopped]
  if (parts.includes('poll')) tasks.push(...pollPart(ground))
  if (!parts.includes('web') && !parts.includes('work')) {
    await openMetricsPort(ground, null, opened)
    return tasks
  }
  const { home, terminal, log, clock, fetch, arrangement } = ground
  const settings = { home, folders: arrangement.evidence, fetch, mayBeEmpty: ground.given.setup }
  const evidence = await openServiceEvidence({ ...settings, terminal, log, clock, signal })
  opened.defer(evidence.close)
  if (parts.includes('work')) tasks.push(...(await workPart(ground, evidence, opened)))
  const look = openSigns(ground, evidence)
  await openMetricsPort(ground, look, opened)
  if (!parts.includes('web')) return tasks
  const letters = await openLetters(ground)
  await openWebPart(ground, evidence, look, letters, opened, entrance)
  tasks.push(countAhead(ground), ...upkeepPart(ground, look, letters), ...lettersPart(ground, letters))
  return tasks
}
