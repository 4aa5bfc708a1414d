/** The service, or a part of it in a process of its own: puts the parts together and runs them until it is told to end. */
import type { Role } from '../config/scale.ts'
import { type Ground, openGround, type ServeOptions, type Task } from './ground.ts'
import { lettersPart } from './letters-part.ts'
import { openSigns } from './look-at-signs.ts'
import { openMetricsPort } from './metrics-part.ts'
import { openServiceEvidence } from './open-evidence.ts'
import { openLetters } from './open-letters.ts'
import { pollPart } from './poll-part.ts'
import { untilAllEnd } from './run-together.ts'
import { showProgress } from './show-progress.ts'
import { upkeepPart } from './upkeep-part.ts'
import { openWebPart } from './web-part.ts'
import { workPart } from './work-part.ts'

const PARTS = {
  serve: ['web', 'work', 'poll'],
  web: ['web'],
  poll: ['poll'],
  work: ['work'],
} as const satisfies Record<Role, readonly Part[]>

type Part = 'web' | 'work' | 'poll'

/**
 * Ends when `signal` aborts and the jobs in hand are done.
 *
 * @throws StartError, DataFileError, PolicyError, EvidenceFolderError, MigrationError, NewerDatabaseError,
 * DatabaseSettingError, RedisSettingError: each with a sentence for the operator.
 */
export async function serve(options: ServeOptions, role: Role, signal: AbortSignal): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const ground = await openGround(options, opened, signal)
  if (ground === null) return
  const tasks = await openParts(ground, PARTS[role], opened, signal)
  const { terminal, log, ports } = ground
  if (role === 'serve') tasks.push((stop) => showProgress(ports.store, terminal, ports.onError, stop))
  else terminal.say(STARTED[role])
  await untilAllEnd(signal, tasks)
  log.info('stopped')
}

const STARTED = {
  web: 'Tiến trình này chỉ phục vụ trang web.',
  poll: 'Tiến trình này đọc hộp thư; nếu có nhiều tiến trình như vậy thì mỗi lúc chỉ một tiến trình đọc.',
  work: 'Tiến trình này đọc các thư đã nhận và kiểm tra văn bản.',
} as const satisfies Record<Exclude<Role, 'serve'>, string>

async function openParts(
  ground: Ground,
  parts: readonly Part[],
  opened: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Task[]> {
  const tasks: Task[] = [untilStopped]
  if (parts.includes('poll')) tasks.push(...pollPart(ground))
  if (!parts.includes('web') && !parts.includes('work')) {
    await openMetricsPort(ground, null, opened)
    return tasks
  }
  const { home, terminal, log, clock, fetch, arrangement } = ground
  const settings = { home, folders: arrangement.evidence, fetch }
  const evidence = await openServiceEvidence({ ...settings, terminal, log, clock, signal })
  opened.defer(evidence.close)
  if (parts.includes('work')) tasks.push(...(await workPart(ground, evidence, opened)))
  const look = openSigns(ground, evidence)
  await openMetricsPort(ground, look, opened)
  if (!parts.includes('web')) return tasks
  const letters = await openLetters(ground)
  await openWebPart(ground, evidence, look, letters, opened)
  tasks.push(...upkeepPart(ground, look, letters), ...lettersPart(ground, letters))
  return tasks
}

/** The pages alone are no task that ends. */
const untilStopped: Task = (stop) =>
  new Promise((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
