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
