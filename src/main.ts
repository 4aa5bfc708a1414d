/** The entrance: reads the command line and the environment, and runs what was asked for. */
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { runAudit } from './administer/audit.ts'
import { openAdministered } from './administer/open-administered.ts'
import { runUser } from './administer/user.ts'
import { BundleError } from './bundle/bundle.ts'
import { DataFileError } from './campaign/data-file.ts'
import type { AuditCommand, UserCommand } from './cli/administer.ts'
import { EXIT, HELP_HINT, type RegisterCommand, readCommand, type TrustCommand, USAGE } from './cli.ts'
import type { Role } from './config/scale.ts'
import {
  ConfigError,
  readAdministerConfig,
  readConfig,
  readDataPlace,
  readFetchConfig,
  readFolderConfig,
} from './config.ts'
import { EvidenceFolderError } from './evidence/folder.ts'
import { PolicyError } from './evidence/policy/read-policy.ts'
import { printableLines } from './printable.ts'
import { RedisSettingError } from './queue/redis-settings.ts'
import { TableError } from './register/read-table.ts'
import { runRegister } from './register/register.ts'
import { readCampaignOf } from './serve/arrange.ts'
import { attributingAt } from './serve/attributing.ts'
import { runBackup } from './serve/backup-command.ts'
import { runDoctor } from './serve/doctor.ts'
import { openLog } from './serve/log.ts'
import { serve } from './serve/serve.ts'
import { isSetUp } from './serve/setup/mark.ts'
import { StartError } from './serve/start-error.ts'
import { openTerminal } from './serve/terminal.ts'
import { DatabaseSettingError } from './store/database-setting.ts'
import { MigrationError, NewerDatabaseError } from './store/migrations/migrate.ts'
import { systemClock } from './system.ts'
import { runTrust } from './trust/trust.ts'
import { replay } from './verify/replay.ts'
import { SaveBundleError } from './verify/save-bundle.ts'
import { SavePicturesError } from './verify/save-pictures.ts'
import { verify } from './verify/verify.ts'

/** For jobs in hand; a supervisor such as systemd waits 90 s before it kills, Docker 10 s unless told otherwise. */
const SHUTDOWN_MS = 25_000

/** Errors whose message is a sentence that says what the operator should put right. */
const EXPLAINED = [
  ...[
    BundleError,
    ConfigError,
    DatabaseSettingError,
    DataFileError,
    EvidenceFolderError,
    MigrationError,
    NewerDatabaseError,
  ],
  ...[PolicyError, RedisSettingError, SaveBundleError, SavePicturesError, StartError, TableError],
]

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  // The reader of the lines has gone (`| head`): nobody is left to tell anything.
  const endWithReader = () => process.stdout.on('error', () => process.exit(EXIT.allValid))
  switch (command.kind) {
    case 'verify':
      endWithReader()
      return verify(command, process, {
        clock: systemClock,
        fetch: command.online ? readFetchConfig(loadEnvironment()) : null,
      })
    case 'replay':
      endWithReader()
      return replay(command, process)
    case 'trust':
      endWithReader()
      return changeTrust(command)
    case 'backup':
    case 'restore':
      return runBackup(command, loadEnvironment(), {
        stdout: process.stdout,
        stderr: process.stderr,
        clock: systemClock,
      })
    case 'doctor':
      return runDoctor(loadEnvironment(), process.stdout, systemClock)
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

function changeTrust(command: TrustCommand): Promise<number> {
  const { trust, lists, data } = readFolderConfig(loadEnvironment())
  const { stdout, stderr } = process
  return runTrust(command, { trust, lists, keptIn: join(data, 'evidence') }, { stdout, stderr, clock: systemClock })
}

async function administer(command: UserCommand | AuditCommand): Promise<number> {
  const config = readAdministerConfig(loadEnvironment(), (path) => readFileSync(path, 'utf8'))
  const { store, base } = await openAdministered(config)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  try {
    if (command.kind === 'audit') return await runAudit(command, store, say)
    return await runUser(command, { store, base, say, clock: systemClock, operator: userInfo().username })
  } finally {
    await store.close()
  }
}

async function changeRegister(command: RegisterCommand): Promise<number> {
  const config = readAdministerConfig(loadEnvironment(), (path) => readFileSync(path, 'utf8'))
  const { store } = await openAdministered(config)
  try {
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
  const isExplained = EXPLAINED.some((kind) => error instanceof kind)
  const text = error instanceof Error ? (isExplained ? error.message : error.stack) : String(error)
  process.stderr.write(`${printableLines(isExplained ? `${text}` : `Chương trình gặp lỗi: ${text}`)}\n`)
  process.exitCode = isExplained ? EXIT.misused : EXIT.internal
}
