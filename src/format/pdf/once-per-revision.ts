/** What is read of a whole revision, such as a tree: read when it is first asked for, and kept as long as the file. */
import type { PdfFile } from './file.ts'

/** A reading that fails is made again, and fails again. */
export function oncePerRevision<T extends object>(
  read: (file: PdfFile, revision: number) => T,
): (file: PdfFile, revision: number) => T {
  const known = new WeakMap<PdfFile, Map<number, T>>()
  return (file, revision) => {
    const ofFile = known.get(file) ?? new Map<number, T>()
    known.set(file, ofFile)
    const found = ofFile.get(revision) ?? read(file, revision)
    ofFile.set(revision, found)
    return found
  }
}
