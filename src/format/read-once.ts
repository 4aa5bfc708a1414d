/** What is read of the same bytes in several places of one judgement: it is read once, and kept as long as they are. */
import type { Bytes } from '../bytes.ts'
import type { Read } from './read.ts'

/** `bytes` are known again as the same view, whatever is in them. */
export function readOnce<T>(read: (bytes: Bytes) => Read<T>): (bytes: Bytes) => Read<T> {
  const known = new WeakMap<Bytes, Read<T>>()
  return (bytes) => {
    const found = known.get(bytes) ?? read(bytes)
    known.set(bytes, found)
    return found
  }
}
