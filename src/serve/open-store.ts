/** The store that the configuration asks for: in the data folder, for this process alone, or in a database that many share. */
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { wait } from '../queue/wait.ts'
import { openPostgresStore } from '../store/postgres.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { StoreAwayError } from '../store/store-away.ts'
import type { Clock } from '../system.ts'
import { lockFolder } from './lock-folder.ts'

/** A database server that starts at the same time as this process is there within seconds. */
const RETRY_MS = 2_000

/** Told at once, and each minute that it is still away. */
const TRIES_TO_TELL = 30

type Options = {
  readonly config: Pick<Config, 'databaseUrl'>
  readonly home: string
  readonly clock: Clock
  readonly onError: (error: unknown) => void
  readonly retryMs?: number
}

export type OpenedStore = {
  readonly store: Store
  /** No other process has it: what another left in hand is nobody's. */
  readonly isAlone: boolean
  readonly close: () => Promise<void>
}

/**
 * Waits for a database server that is away; null where `signal` aborts first.
 *
 * @throws StartError where another process has the folder, DatabaseSettingError, MigrationError, NewerDatabaseError.
 */
export async function openStore(options: Options, signal: AbortSignal): Promise<OpenedStore | null> {
  const { databaseUrl } = options.config
  if (databaseUrl === null) return openOwn(options.home)
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      const store = await openPostgresStore({ url: databaseUrl, onError: options.onError, clock: options.clock })
      return { store, isAlone: false, close: store.close }
    } catch (error) {
      if (!(error instanceof StoreAwayError)) throw error
      if (tries % TRIES_TO_TELL === 0) options.onError(error)
      await wait(options.retryMs ?? RETRY_MS, signal)
    }
  }
  return null
}

async function openOwn(home: string): Promise<OpenedStore> {
  const lock = lockFolder(home)
  try {
    const store = await openSqliteStore(join(home, 'sokyso.db'))
    const close = async () => {
      try {
        await store.close()
      } finally {
        lock.release()
      }
    }
    return { store, isAlone: true, close }
  } catch (error) {
    lock.release()
    throw error
  }
}
