/** Letters are found by their sender and subject, typed with or without diacritics. */
import type { Kysely } from 'kysely'
import { searchKey } from '../../search.ts'

/** The letters as this migration finds them. */
type Then = {
  letters: { sha256: string; sender: string | null; subject: string | null; search: string | null }
}

/** Held at a time. */
const AT_ONCE = 1_000

export async function up(db: Kysely<Then>): Promise<void> {
  await db.schema.alterTable('letters').addColumn('search', 'text').execute()
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('letters')
      .select(['sha256', 'sender', 'subject'])
      .where('sha256', '>', last)
      .where((eb) => eb.or([eb('sender', 'is not', null), eb('subject', 'is not', null)]))
      .orderBy('sha256')
      .limit(AT_ONCE)
      .execute()
    for (const { sha256, sender, subject } of rows) {
      const search = searchKey(sender, subject)
      await db.updateTable('letters').set({ search }).where('sha256', '=', sha256).execute()
    }
    const next = rows.at(-1)
    if (next === undefined) return
    last = next.sha256
  }
}
