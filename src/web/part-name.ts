/** A part of a letter in addresses and forms: its path is whatever the sender wrote. */
import { sha256 } from '../bytes.ts'

/** Short, and nothing that a form could spell otherwise. */
export const partName = (path: string): string => sha256(Buffer.from(path)).slice(0, 16)
