/** One suite for the service in one process on SQLite, and as many processes on PostgreSQL and Redis. */
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect } from 'vitest'
import type { Role } from '../../src/config/scale.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { IS_NIGHT } from '../night.ts'
import { type RedisServer, redisServer } from '../queue/redis-server.ts'
import { conformanceContract, type Deployment } from './conformance.contract.ts'
import { ask, type Postgres, postgresMissing, startPostgres } from './postgres.ts'
import { missing } from './required.ts'
import { type ServiceProcess, startService } from './service-process.ts'

conformanceContract('one process, SQLite and its own jobs', async (environment, folder) => {
  const service = await startService(environment)
  const store = await openSqliteStore(join(folder, 'data/sokyso.db'))
  const stop = async () => {
    await store.close()
    return [await service.end('SIGTERM')]
  }
  return { store, url: service.url, disturb: async () => undefined, stop }
})

type Hosts = {
  readonly postgres: Postgres
  readonly redis: RedisServer
  readonly databaseUrl: string
  readonly web: ServiceProcess
  readonly processes: Map<ServiceProcess, Role>
  readonly start: (role: Role) => Promise<ServiceProcess>
}

async function deployHosts(
  environment: Readonly<Record<string, string>>,
  folder: string,
  disturb: (hosts: Hosts) => Promise<void>,
): Promise<Deployment> {
  const postgres = await startPostgres()
  const redis = await redisServer(folder)
  await redis.start()
  const databaseUrl = await postgres.database()
  const shared = { ...environment, SOKYSO_DATABASE_URL: databaseUrl, SOKYSO_REDIS_URL: redis.url }
  const processes = new Map<ServiceProcess, Role>()
  const start = async (role: Role) => {
    const process = await startService(shared, role)
    processes.set(process, role)
    return process
  }
  const [web] = await Promise.all([start('web'), start('poll'), start('poll'), start('work'), start('work')])
  const store = await openPostgresStore({ url: databaseUrl, onError: () => undefined })
  const hosts = { postgres, redis, databaseUrl, web, processes, start }
  return {
    store,
    url: web.url,
    disturb: () => disturb(hosts),
    stop: async () => {
      await store.close()
      const exits = await Promise.all([...processes.keys()].map((process) => process.end('SIGTERM')))
      await redis.kill()
      await postgres.stop()
      return exits
    },
  }
}

/** The process that reads the mailbox, or settles, at this moment. */
async function holderOf({ databaseUrl, processes }: Hosts, name: string): Promise<ServiceProcess> {
  const [row] = await ask(databaseUrl, `select split_part(holder, ' ', 2) as pid from leases where name = '${name}'`)
  const holder = [...processes.keys()].find(({ pid }) => JSON.stringify(row) === JSON.stringify({ pid: String(pid) }))
  return holder ?? expect.unreachable(`Nobody has the lease ${name}`)
}

async function kill(hosts: Hosts, process: ServiceProcess): Promise<void> {
  hosts.processes.delete(process)
  expect(await process.end('SIGKILL')).toBeNull()
}

/** In the middle of its work, which another goes on with. */
async function replace(hosts: Hosts, role: Role): Promise<void> {
  const [process] = [...hosts.processes].find(([, its]) => its === role) ?? expect.unreachable()
  hosts.processes.delete(process)
  expect(await process.end('SIGTERM')).toBe(0)
  await hosts.start(role)
}

const why = postgresMissing ?? missing('redis-server', 'redis-server')
describe.skipIf(why !== null)(`many processes ${why ?? ''}`, () => {
  // By day the one below tells as much.
  if (IS_NIGHT) {
    conformanceContract('PostgreSQL and Redis', (environment, folder) =>
      deployHosts(environment, folder, async () => undefined),
    )
  }

  conformanceContract(
    'PostgreSQL and Redis, while processes and servers are killed and Redis forgets',
    (environment, folder) =>
      deployHosts(environment, folder, async (hosts) => {
        const client = new Redis(hosts.redis.url)
        await client.flushall()
        client.disconnect()
        await kill(hosts, await holderOf(hosts, 'poll'))
        await kill(hosts, await holderOf(hosts, 'settle'))
        await hosts.redis.kill()
        await replace(hosts, 'work')
        await hosts.postgres.kill()
        expect((await fetch(`${hosts.web.url}/readyz`)).status).toBe(503)
        await hosts.postgres.start()
        await hosts.redis.start()
      }),
  )
})
