/** Reads the command line and the environment, and runs what was asked for. */
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { AuditCommand, UserCommand } from './cli/administer.ts'
import { EXIT, HELP_HINT, type RegisterCommand, readCommand, type TrustCommand, USAGE } from './cli.ts'
import type { Role } from './config/scale.ts'
import { readAdministerConfig, readConfig, readDataPlace, readFetchConfig, readFolderConfig } from './config.ts'
import { ExplainedError } from './explained-error.ts'
import { printableLines } from './printable.ts'
import { isSetUp } from './serve/setup/mark.ts'
import { systemClock } from './system.ts'

/** For jobs in hand; a supervisor such as systemd waits 90 s before it kills, Docker 10 s unless told otherwise. */
const SHUTDOWN_MS = 25_000

export type Surroundings = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** Asked for where a command needs it, as it may be kept in a file. */
  readonly environment: () => NodeJS.ProcessEnv
}

/** @returns the exit code. Whatever is thrown is told, in a sentence where the error has one. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await run(args, around)
  } catch (error) {
    const isExplained = error instanceof ExplainedError
    const text = error instanceof Error ? (isExplained ? error.message : error.stack) : String(error)
    around.stderr.write(`${printableLines(isExplained ? `${text}` : `Chương trình gặp lỗi: ${text}`)}\n`)
    return isExplained ? EXIT.misused : EXIT.internal
  }
}

/** A command loads what it alone needs: to load all of the service takes longer than to judge a file. */
async function run(args: readonly string[], around: Surroundings): Promise<number> {
  const { stdout, stderr } = around
  const command = readCommand(args)
  // The reader of the lines has gone (`| head`): nobody is left to tell anything.
  const endWithReader = () => stdout.on('error', () => process.exit(EXIT.allValid))
  switch (command.kind) {
    case 'verify':
      endWithReader()
      return (await import('./verify/verify.ts')).verify(command, around, {
        clock: systemClock,
        fetch: command.online ? readFetchConfig(environmentOf(around)) : null,
      })
    case 'replay':
      endWithReader()
      return (await import('./verify/replay.ts')).replay(command, around)
    case 'trust':
      endWithReader()
      return changeTrust(command, around)
    case 'backup':
    case 'restore':
      return (await import('./serve/backup-command.ts')).runBackup(command, environmentOf(around), {
        stdout,
        stderr,
        clock: systemClock,
      })
    case 'doctor':
      return (await import('./serve/doctor.ts')).runDoctor(environmentOf(around), stdout, systemClock)
    case 'user':
    case 'audit':
      endWithReader()
      return administer(command, around)
    case 'register':
      endWithReader()
      return changeRegister(command, around)
    case 'serve':
      await runService(command.kind, command.setup, around)
      return EXIT.allValid
    case 'web':
    case 'poll':
    case 'work':
      await runService(command.kind, false, around)
      return EXIT.allValid
    case 'help':
      stdout.write(USAGE)
      return EXIT.allValid
    case 'misused':
      stderr.write(`${printableLines(command.sentence)}\n${HELP_HINT}\n`)
      return EXIT.misused
  }
}

/** Set up once on the pages, the service is that from then on. */
function environmentOf({ environment }: Surroundings): NodeJS.ProcessEnv {
  const given = environment()
  return given.SOKYSO_SETUP === undefined && isSetUp(readDataPlace(given)) ? settingUp(given) : given
}

const settingUp = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ ...given, SOKYSO_SETUP: 'on' })

async function changeTrust(command: TrustCommand, around: Surroundings): Promise<number> {
  const { runTrust } = await import('./trust/trust.ts')
  const { trust, lists, data } = readFolderConfig(environmentOf(around))
  const { stdout, stderr } = around
  return runTrust(command, { trust, lists, keptIn: join(data, 'evidence') }, { stdout, stderr, clock: systemClock })
}

async function administer(command: UserCommand | AuditCommand, around: Surroundings): Promise<number> {
  const config = readAdministerConfig(environmentOf(around), (path) => readFileSync(path, 'utf8'))
  const { openAdministered } = await import('./administer/open-administered.ts')
  const { store, base } = await openAdministered(config)
  const say = (line: string) => void around.stdout.write(`${line}\n`)
  try {
    if (command.kind === 'audit') return await (await import('./administer/audit.ts')).runAudit(command, store, say)
    const { runUser } = await import('./administer/user.ts')
    return await runUser(command, { store, base, say, clock: systemClock, operator: userInfo().username })
  } finally {
    await store.close()
  }
}

async function changeRegister(command: RegisterCommand, around: Surroundings): Promise<number> {
  const config = readAdministerConfig(environmentOf(around), (path) => readFileSync(path, 'utf8'))
  const { openAdministered } = await import('./administer/open-administered.ts')
  const { store } = await openAdministered(config)
  try {
    const { readCampaignOf } = await import('./serve/arrange.ts')
    const { attributingAt } = await import('./serve/attributing.ts')
    const { runRegister } = await import('./register/register.ts')
    const attribute = attributingAt(await readCampaignOf(config, store))
    const { stdout } = around
    return await runRegister(command, { store, attribute, stdout, clock: systemClock, operator: userInfo().username })
  } finally {
    await store.close()
  }
}

async function runService(role: Role, setup: boolean, around: Surroundings): Promise<void> {
  const { stdout, stderr } = around
  const environment = environmentOf(around)
  const config = readConfig(setup ? settingUp(environment) : environment, (path) => readFileSync(path, 'utf8'), role)
  const { serve } = await import('./serve/serve.ts')
  const { openLog } = await import('./serve/log.ts')
  const { openTerminal } = await import('./serve/terminal.ts')
  const log = openLog(config.logLevel, (line) => stderr.write(line))
  // A terminal that was closed does not end the service.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined)
  const end = new AbortController()
  // A launcher may pass on a signal that the terminal has sent to all: the second one says nothing new.
  const onSignal = () => {
    if (end.signal.aborted) return
    end.abort()
    setTimeout(() => process.exit(EXIT.internal), SHUTDOWN_MS).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
  await serve({ config, terminal: openTerminal(stdout), log, clock: systemClock }, role, end.signal)
}
