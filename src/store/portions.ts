/** Many values, a portion in each statement. */

/** SQLite takes at most 32,766 parameters (its default limit), PostgreSQL 65,535; rows of jobs have six columns. */
const VALUES_AT_ONCE = 1000

export async function inPortions<T>(values: readonly T[], work: (some: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) await work(values.slice(from, from + VALUES_AT_ONCE))
}

/** The rows that are found for the values, all at once in memory. */
export async function findInPortions<T, Row>(
  values: readonly T[],
  find: (some: readonly T[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  await inPortions(values, async (some) => {
    for (const row of await find(some)) rows.push(row)
  })
  return rows
}
