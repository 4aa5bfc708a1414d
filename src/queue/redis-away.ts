/** Redis is out of reach for the moment; whoever asked it asks again by itself, and what is due stands in the rows. */
export class RedisAwayError extends Error {
  override name = 'RedisAwayError'
}

/** Of connections that are refused, lost or not found; ioredis tells of one that it has given up with these words alone. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** The error that whoever watches the service is told. */
export function redisFault(error: Error): Error {
  const isAway = ('code' in error && AWAY.test(String(error.code))) || error.message === 'Connection is closed.'
  return isAway ? new RedisAwayError('Redis cannot be reached', { cause: error }) : error
}
