/** Connections to PostgreSQL, by pg: each safe to lose, each statement with an end, each value one that both databases hold alike. */
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseError, Pool, type PoolClient, type PoolConfig, type QueryResult, types } from 'pg'
import { StoreAwayError } from './store-away.ts'

const TIMEOUTS = {
  /** The longest statement reads all submissions for the count: some seconds for a million. */
  statement_timeout: 60_000,
  /** A process that was stopped in a transaction must not hold up all others. */
  idle_in_transaction_session_timeout: 30_000,
} as const

/** Longer than the server lets a statement run: one that was stopped tells nothing of its end. */
const ANSWER_MS = 70_000

const CONNECT_TIMEOUT_MS = 10_000

/** Each job in hand writes for milliseconds: a few connections serve dozens of them. */
const MAX_CONNECTIONS = 10

/** PostgreSQL, pg_type.dat: bigint. */
const INT8 = 20

export type PoolOptions = {
  readonly url: string
  /** Told of connections that are lost while nobody waits for them. */
  readonly onError: (error: unknown) => void
  /** A migration copies whole tables, and waits for that of another process. */
  readonly patient?: boolean
  /** How long a statement may go without an answer. */
  readonly answerMs?: number
}

export function postgresPool({ url, onError, patient = false, answerMs = ANSWER_MS }: PoolOptions): PostgresPool {
  const config: PoolConfig = {
    connectionString: url,
    application_name: 'sokyso',
    max: patient ? 1 : MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? readInteger : types.getTypeParser(oid, format)) },
    ...(patient ? {} : { ...TIMEOUTS, query_timeout: answerMs }),
  }
  const pool = new Pool(config)
  // Also a connection in use may be lost between two statements; without a listener Node would end the process.
  pool.on('connect', (client) => client.on('error', (error) => onError(new StoreAwayError(error))))
  // The same, of those that nobody uses.
  pool.on('error', () => undefined)
  const known = new WeakMap<PoolClient, PostgresPoolClient>()
  return {
    options: config,
    connect: async () => {
      const client = await connected(pool)
      const wrapped = known.get(client) ?? (await prepare(client))
      known.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
  }
}

/** As both databases must be: what is committed is on the disk, and each statement sees what was committed before it. */
async function prepare(client: PoolClient): Promise<PostgresPoolClient> {
  const wrapped = wrap(client)
  try {
    await wrapped.query('set synchronous_commit = on', [])
    await wrapped.query(`set default_transaction_isolation = 'read committed'`, [])
    return wrapped
  } catch (error) {
    client.release(true)
    throw error
  }
}

function wrap(client: PoolClient): PostgresPoolClient {
  let isBroken = false
  const ask = async (sql: string, parameters: readonly unknown[]): Promise<QueryResult> => {
    try {
      return await orAway(client.query(sql, parameters.map(asParameter)))
    } catch (error) {
      // After a statement whose end was not heard of, the next would wait behind it.
      isBroken ||= error instanceof StoreAwayError && !(error.cause instanceof DatabaseError)
      throw error
    }
  }
  // pg types its answers more loosely than Kysely, and the cursors of Kysely's type are not used.
  const query = ask as unknown as PostgresPoolClient['query']
  return { query, release: (destroy) => client.release(destroy === true || isBroken) }
}

/** Without a connection nothing was asked: whatever is wrong, it may be asked again. */
async function connected(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw new StoreAwayError(error)
  }
}

async function orAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw isAway(error) ? new StoreAwayError(error) : error
  }
}

/**
 * PostgreSQL, appendix A, by class: connection (08), authorization (28), transaction rollback (40), insufficient resources (53),
 * operator intervention and timeouts (57), system error (58); invalid catalog name, lock not available, idle in a transaction.
 */
const AWAY = /^(?:08|28|40|53|57|58)|^(?:3D000|55P03|25P03)$/

/** Of sockets, of names, and of pg, which gives its own errors no code. */
const OF_CONNECTION = /^(?:Connection terminated|timeout exceeded|Query read timeout|Client (?:has|was)|Client is not)/

/** Whether it may pass by itself, and is neither a mistake of ours nor one in the settings. */
export function isAway(error: unknown): boolean {
  if (error instanceof DatabaseError) return AWAY.test(error.code ?? '')
  if (error instanceof AggregateError) return error.errors.some(isAway)
  if (!(error instanceof Error)) return false
  return 'syscall' in error || OF_CONNECTION.test(error.message)
}

/** PostgreSQL holds no NUL in a text, which names that strangers chose may hold. */
function asParameter(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd')
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  throw new TypeError(`PostgreSQL is not given a value of type ${typeof value}`)
}

function readInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds ${text}, which is no exact number here`)
  return value
}
