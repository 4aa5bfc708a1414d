/** Transactions of PostgreSQL that give back their locks before they wait for the disk. */
import { CompiledQuery, type DatabaseConnection, PostgresDriver, type TransactionSettings } from 'kysely'

type Connection = Parameters<PostgresDriver['releaseConnection']>[0]

/**
 * PostgreSQL keeps the locks of a transaction until its commit is on the disk, and each of ours holds the row of the revision: one
 * after another would wait for the disk alone. Here a transaction commits without a wait, and whoever wrote it waits afterwards for
 * a commit that does: it brings all those before it to the disk, those of other connections at the same time with it
 * (PostgreSQL 15, 30.4 Asynchronous Commit; 9.27.6, `pg_logical_emit_message`). Single statements wait as ever.
 */
export class FlushedDriver extends PostgresDriver {
  /** Connections of transactions whose end the disk may not know yet. */
  readonly #unflushed = new WeakSet<DatabaseConnection>()

  override async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel ?? settings.accessMode) return super.beginTransaction(connection, settings)
    await connection.executeQuery(CompiledQuery.raw('begin; set local synchronous_commit = off'))
    this.#unflushed.add(connection)
  }

  override async rollbackTransaction(connection: Connection): Promise<void> {
    this.#unflushed.delete(connection)
    await super.rollbackTransaction(connection)
  }

  /** Its transaction will not be waited for: a power cut may undo it, the last ones first. */
  forgoFlush(connection: DatabaseConnection): void {
    this.#unflushed.delete(connection)
  }

  override async releaseConnection(connection: Connection): Promise<void> {
    try {
      if (this.#unflushed.delete(connection)) await connection.executeQuery(FLUSH)
    } finally {
      await super.releaseConnection(connection)
    }
  }
}

/** A message that nobody reads, in a transaction of its own: of all that writes to the log it changes the least. */
const FLUSH = CompiledQuery.raw(`select pg_logical_emit_message(true, 'sokyso', '')`)
