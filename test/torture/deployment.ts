/** All processes of a deployment, each of which may be killed at any moment and is started again. */
import { join } from 'node:path'
import type { Role } from '../../src/config/scale.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { redisServer } from '../queue/redis-server.ts'
import type { Dovecot } from '../services/dovecot.ts'
import { startPostgres } from '../services/postgres.ts'
import { type ServiceProcess, startService } from '../services/service-process.ts'

export type Victim = {
  readonly name: string
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
}

export type Torn = {
  readonly victims: readonly Victim[]
  readonly openStore: () => Promise<Store>
  readonly stop: () => Promise<void>
}

type Environment = Readonly<Record<string, string>>

export async function deploySqlite(environment: Environment, dovecot: Dovecot): Promise<Torn> {
  const service = await processVictim('serve', environment)
  return {
    victims: [service, { name: 'dovecot', kill: dovecot.kill, start: dovecot.start }],
    openStore: () => openSqliteStore(join(environment.SOKYSO_DATA ?? '', 'sokyso.db')),
    stop: service.stop,
  }
}

export async function deployPostgres(environment: Environment, dovecot: Dovecot, folder: string): Promise<Torn> {
  const postgres = await startPostgres()
  const redis = await redisServer(folder)
  const startRedis = () => redis.start('appendonly yes', 'appendfsync everysec')
  await startRedis()
  const url = await postgres.database()
  const shared = { ...environment, SOKYSO_DATABASE_URL: url, SOKYSO_REDIS_URL: redis.url }
  const roles: readonly Role[] = ['web', 'poll', 'poll', 'work', 'work']
  const processes = await Promise.all(roles.map((role) => processVictim(role, shared)))
  return {
    victims: [
      ...processes,
      { name: 'dovecot', kill: dovecot.kill, start: dovecot.start },
      { name: 'redis', kill: redis.kill, start: startRedis },
      { name: 'postgres', kill: postgres.kill, start: postgres.start },
    ],
    openStore: () => openPostgresStore({ url, onError: () => undefined }),
    stop: async () => {
      await Promise.all(processes.map(({ stop }) => stop()))
      await redis.kill()
      await postgres.stop()
    },
  }
}

async function processVictim(role: Role, environment: Environment): Promise<Victim & { stop: () => Promise<void> }> {
  let running: ServiceProcess = await startService(environment, role)
  const end = (signal: NodeJS.Signals) => async () => void (await running.end(signal))
  return {
    name: role,
    kill: end('SIGKILL'),
    start: async () => {
      running = await startService(environment, role)
    },
    stop: end('SIGTERM'),
  }
}
