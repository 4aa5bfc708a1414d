/** Whether Redis is set up so that it forgets nothing it was told. */

import { Redis } from 'ioredis'
import { ExplainedError } from '../explained-error.ts'

/** `message` is the sentence that says what to put right. */
export class RedisSettingError extends ExplainedError {
  override name = 'RedisSettingError'
}

/** Longer than a Redis that lives takes to answer from far away. */
const PATIENCE_MS = 3_000

/**
 * Looks once, for a start. A Redis that is away is no mistake: the service waits for it.
 *
 * @throws RedisSettingError
 */
export async function checkRedis(redisUrl: string): Promise<void> {
  const once = { lazyConnect: true, retryStrategy: () => null, connectTimeout: PATIENCE_MS, maxRetriesPerRequest: 0 }
  const connection = new Redis(redisUrl, { ...once, commandTimeout: PATIENCE_MS })
  // What is asked below fails too, but tells no reason.
  const told: unknown[] = []
  connection.on('error', (error) => told.push(error))
  try {
    await connection.connect()
    await checkPolicy(connection)
  } catch (error) {
    if (error instanceof RedisSettingError) throw error
    if ([error, ...told].some(isRefusal)) {
      throw new RedisSettingError('Redis từ chối mật khẩu trong SOKYSO_REDIS_URL hoặc SOKYSO_REDIS_PASSWORD_FILE.', {
        cause: error,
      })
    }
  } finally {
    connection.disconnect()
  }
}

/**
 * A Redis that throws away keys when it is full loses parts of BullMQ's own, and then jobs stand still.
 *
 * @throws RedisSettingError
 */
export async function checkPolicy(connection: Redis): Promise<void> {
  // Not CONFIG GET, which hosted ones forbid.
  const policy = /maxmemory_policy:(\S+)/.exec(await connection.info('memory'))?.[1]
  if (policy === undefined || policy === 'noeviction') return
  throw new RedisSettingError(
    `Redis đang đặt maxmemory-policy là ${policy}, nên có thể tự xóa công việc đang chờ. ` +
      'Đặt maxmemory-policy noeviction cho Redis rồi khởi động lại chương trình.',
  )
}

const isRefusal = (error: unknown) =>
  error instanceof Error && /^(?:WRONGPASS|NOAUTH|ERR AUTH|NOPERM)/.test(error.message)
