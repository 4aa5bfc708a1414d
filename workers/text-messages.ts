/** What the service and a process that reads text say to each other. */
import { z } from 'zod'
import type { IdentityReading } from '../src/identity/identity.ts'
import { identityReadingSchema } from '../src/identity/identity-schema.ts'
import type { Sha256 } from '../src/lang.ts'
import type { LostAnswer } from './sealed-child.ts'

export type TextQuestion = {
  readonly path: string
  /** Of the file that was judged. */
  readonly sha256: Sha256
}

export type TextAnswer =
  | IdentityReading
  /** A fault of ours, or of pdf.js. What the process holds is not known any more. */
  | { readonly kind: 'failed'; readonly why: string }

const others = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('failed'), why: z.string() }),
  z.strictObject({ kind: z.literal('limit'), limit: z.enum(['time', 'memory']) }),
  z.strictObject({ kind: z.literal('held-up'), ms: z.number() }),
  z.strictObject({ kind: z.literal('died'), how: z.string() }),
])

/** What a hostile file may have made of the process is not believed to be an answer. */
export function checkTextAnswer(answer: unknown): TextAnswer | LostAnswer {
  const checked = z.union([identityReadingSchema, others]).safeParse(answer)
  return checked.success ? checked.data : { kind: 'failed', why: `No answer: ${checked.error.message}` }
}
