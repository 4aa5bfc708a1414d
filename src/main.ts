/** The entrance: reads the command line and the environment, and runs what was asked for. */
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
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

/** A command loads what it alone needs: to load all of the service takes longer than to judge a file. */
async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  // The reader of the lines has gone (`| head`): nobody is left to tell anything.
  const endWithReader = () => process.stdout.on('error', () => process.exit(EXIT.allValid))
  switch (command.kind) {
    case 'verify':
      endWithReader()
      return (await import('./verify/verify.ts')).verify(command, process, {
        clock: systemClock,
        fetch: command.online ? readFetchConfig(loadEnvironment()) : null,
      })
    case 'replay':
      endWithReader()
      return (await import('./verify/replay.ts')).replay(command, process)
    case 'trust':
      endWithReader()
      return changeTrust(command)
    case 'backup':
    case 'restore':
      return (await import('./serve/backup-command.ts')).runBackup(command, loadEnvironment(), {
        stdout: process.stdout,
        stderr: process.stderr,
        clock: systemClock,
      })
    case 'doctor':
      return (await import('./serve/doctor.ts')).runDoctor(loadEnvironment(), process.stdout, systemClock)
    case 'user':
    case 'audit':
      endWithReader()
      return administer(command)
    case 'register':
      endWithReader()
      return changeRegister(command)
    case 'serve':
      await runService(command.kind, command.setup)
      return EXIT.allValid
    case 'web':
    case 'poll':
    case 'work':
      await runService(command.kind, false)
      return EXIT.allValid
    case 'help':
      process.stdout.write(USAGE)
      return EXIT.allValid
    case 'misused':
      process.stderr.write(`${printableLines(command.sentence)}\n${HELP_HINT}\n`)
      return EXIT.misused
  }
}

function loadEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile()
  // Set up once on the pages, the service is that from then on.
  return process.env.SOKYSO_SETUP === undefined && isSetUp(readDataPlace(process.env)) ? settingUp() : process.env
}

const settingUp = (): NodeJS.ProcessEnv => ({ ...process.env, SOKYSO_SETUP: 'on' })

async function changeTrust(command: TrustCommand): Promise<number> {
  const { runTrust } = await import('./trust/trust.ts')
  const { trust, lists, data } = readFolderConfig(loadEnvironment())
  const { stdout, stderr } = process
  return runTrust(command, { trust, lists, keptIn: join(data, 'evidence') }, { stdout, stderr, clock: systemClock })
}

async function administer(command: UserCommand | AuditCommand): Promise<number> {
  const config = readAdministerConfig(loadEnvironment(), (path) => readFileSync(path, 'utf8'))
  const { openAdministered } = await import('./administer/open-administered.ts')
  const { store, base } = await openAdministered(config)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  try {
    if (command.kind === 'audit') return await (await import('./administer/audit.ts')).runAudit(command, store, say)
    const { runUser } = await import('./administer/user.ts')
    return await runUser(command, { store, base, say, clock: systemClock, operator: userInfo().username })
  } finally {
    await store.close()
  }
}

async function changeRegister(command: RegisterCommand): Promise<number> {
  const config = readAdministerConfig(loadEnvironment(), (path) => readFileSync(path, 'utf8'))
  const { openAdministered } = await import('./administer/open-administered.ts')
  const { store } = await openAdministered(config)
  try {
    const { readCampaignOf } = await import('./serve/arrange.ts')
    const { attributingAt } = await import('./serve/attributing.ts')
    const { runRegister } = await import('./register/register.ts')
    const attribute = attributingAt(await readCampaignOf(config, store))
    const { stdout } = process
    return await runRegister(command, { store, attribute, stdout, clock: systemClock, operator: userInfo().username })
  } finally {
    await store.close()
  }
}

async function runService(role: Role, setup: boolean): Promise<void> {
  const environment = loadEnvironment()
  const config = readConfig(setup ? settingUp() : environment, (path) => readFileSync(path, 'utf8'), role)
  const { serve } = await import('./serve/serve.ts')
  const { openLog } = await import('./serve/log.ts')
  const { openTerminal } = await import('./serve/terminal.ts')
  const log = openLog(config.logLevel, (line) => process.stderr.write(line))
  // A terminal that was closed does not end the service.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const end = new AbortController()
  // A launcher may pass on a signal that the terminal has sent to all: the second one says nothing new.
  const onSignal = () => {
    if (end.signal.aborted) return
    end.abort()
    setTimeout(() => process.exit(EXIT.internal), SHUTDOWN_MS).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal)
  await serve({ config, terminal: openTerminal(process.stdout), log, clock: systemClock }, role, end.signal)
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const isExplained = error instanceof ExplainedError
  const text = error instanceof Error ? (isExplained ? error.message : error.stack) : String(error)
  process.stderr.write(`${printableLines(isExplained ? `${text}` : `Chương trình gặp lỗi: ${text}`)}\n`)
  process.exitCode = isExplained ? EXIT.misused : EXIT.internal
}
