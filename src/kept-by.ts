/**
 * What is worked out of something that never changes, kept beside it for as long as it is there: bytes are read once in one
 * judgement, rows of a tally stand from one count to the next.
 */

export function keptBy<Key extends object, Value>(workOut: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const kept = known.get(key) ?? { value: workOut(key) }
    known.set(key, kept)
    return kept.value
  }
}

/** All that one unit alone may see: its row and what is nobody's. No reason to forget what was kept of all others. */
export const FEW_ROWS = 2

/**
 * The same of each row of a long list, for the list that was asked for last: most of its rows stand where they
 * stood, and those are not looked up.
 */
export function keptEach<Row extends object, Value>(
  workOut: (row: Row) => Value,
): (rows: readonly Row[]) => readonly Value[] {
  let last: { readonly rows: readonly Row[]; readonly values: readonly Value[] } = { rows: [], values: [] }
  return (rows) => {
    const { rows: before, values: known } = last
    const values = rows.map((row, at) =>
      at < before.length && row === before[at] ? (known[at] as Value) : workOut(row),
    )
    if (rows.length > FEW_ROWS) last = { rows, values }
    return values
  }
}
