/** The file that a sealed process is pointed to, if it is still the one that is meant. */
import { readFileSync, statSync } from 'node:fs'
import { type Bytes, sha256 } from '../src/bytes.ts'
import type { Sha256 } from '../src/lang.ts'

/** A letter brings 50 MB at most; pdf.js is given a copy, or two. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

export function readDocument(path: string, name: Sha256): Bytes | 'unreadable' | 'too-large' {
  const bytes = readPlainFile(path)
  return typeof bytes === 'string' || sha256(bytes) === name ? bytes : 'unreadable'
}

function readPlainFile(path: string): Bytes | 'unreadable' | 'too-large' {
  try {
    const file = statSync(path)
    if (!file.isFile()) return 'unreadable'
    return file.size > MAX_FILE_BYTES ? 'too-large' : readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'unreadable'
    throw error
  }
}
