/** A Redis of our own on a free loopback port, for one test file. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from '../services/free-port.ts'

export type RedisServer = {
  readonly url: string
  /** @param settings besides, as `name value`. */
  readonly start: (...settings: readonly string[]) => Promise<void>
  /** SIGKILL: what it held in memory is gone. */
  readonly kill: () => Promise<void>
}

export async function redisServer(folder: string): Promise<RedisServer> {
  const port = await freePort()
  let server: ChildProcess | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async (...more) => {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
      for (const setting of more) settings.push(...`--${setting}`.split(' '))
      server = spawn('redis-server', settings, { stdio: 'ignore' })
      const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null })
      client.on('error', () => undefined)
      // One that asks for a password answers too.
      await client.ping().catch((error: Error) => {
        if (!error.message.startsWith('NOAUTH')) throw error
      })
      client.disconnect()
    },
    kill: async () => {
      if (server === null) return
      const dying = server
      // At once: the next may be started before the end of this one is told.
      server = null
      const exit = once(dying, 'exit')
      dying.kill('SIGKILL')
      await exit
    },
  }
}
