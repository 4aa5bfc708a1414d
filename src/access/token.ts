/** Tokens that nobody can guess: of sessions, links and forms. Whoever keeps one keeps its hash. */
import { randomBytes } from 'node:crypto'
import { sha256 } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'

/** OWASP ASVS 5.0, 7.2.3: 128 bits. */
const BYTES = 16

export const newToken = (): string => randomBytes(BYTES).toString('base64url')

export const hashOfToken = (token: string): Sha256 => sha256(Buffer.from(token))
