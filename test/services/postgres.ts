/** A real PostgreSQL on a free loopback port with its own folder and processes, for tests; as root or any other user. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { missing } from './required.ts'

/** Debian keeps each version in a folder of its own; elsewhere the programs lie where programs lie. */
const DEBIAN = '/usr/lib/postgresql'
const FOLDERS = [
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []).map((version) =>
    join(DEBIAN, version, 'bin'),
  ),
  ...(process.env.PATH ?? '').split(':'),
]
const BIN = FOLDERS.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))))

/** For the title of a suite that is skipped; null where PostgreSQL is there. */
export const postgresMissing = missing('postgres', 'postgresql', BIN !== undefined)

export type Postgres = {
  /** Makes an empty database, and returns its address. */
  readonly database: (options?: string) => Promise<string>
  /** SIGKILL to the server: what it had not made durable is gone. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** @param settings of the server, such as `fsync=off`. */
export async function startPostgres(settings: readonly string[] = []): Promise<Postgres> {
  if (BIN === undefined) throw new Error(postgresMissing ?? '')
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'))
  const user = unprivileged()
  if ('uid' in user) await chown(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const made = ['-D', data, '-U', 'sokyso', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  await promisify(execFile)(join(BIN, 'initdb'), made, user)
  const port = await freePort()
  const url = (database: string) => `postgres://sokyso@127.0.0.1:${port}/${database}`
  let server: ChildProcess | null = null
  let databases = 0
  const end = async (name: NodeJS.Signals) => {
    if (server === null) return
    const ended = once(server, 'exit')
    server.kill(name)
    server = null
    await ended
  }
  const start = async () => {
    const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60', ...settings]
    const options = ['-D', data, '-p', String(port), ...own.flatMap((setting) => ['-c', setting])]
    server = await untilAnswering(join(BIN, 'postgres'), options, user, url('postgres'))
  }
  await start()
  return {
    database: async (options = '') => {
      const name = `d${++databases}`
      await ask(url('postgres'), `create database ${name} ${options}`)
      return url(name)
    },
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGQUIT')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

type Unprivileged = { readonly uid: number; readonly gid: number } | Readonly<Record<string, never>>

/** After a SIGKILL the processes of the old server take a moment to see that it is gone: the new one refuses until then. */
async function untilAnswering(
  program: string,
  options: readonly string[],
  user: Unprivileged,
  url: string,
): Promise<ChildProcess> {
  for (let tries = 0; tries < 100; tries++) {
    const server = spawn(program, options, { ...user, stdio: 'ignore' })
    while (server.exitCode === null && server.signalCode === null) {
      try {
        await ask(url, 'select 1')
        return server
      } catch (error) {
        if (!(error instanceof Error)) throw error
        await delay(20)
      }
    }
  }
  throw new Error('PostgreSQL does not start')
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): Unprivileged {
  if (userInfo().uid !== 0) return {}
  const idOf = (option: string) => Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
