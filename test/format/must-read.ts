/** What a reader gave, where a test builds on it. */
import type { Read } from '../../src/format/read.ts'

/** Throws the error of what could not be read. */
export function mustRead<T>(read: Read<T>): T {
  if (!read.ok) throw read.error
  return read.value
}
