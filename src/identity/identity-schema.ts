/** The shape of a reading, checked where one comes in: from the process that read hostile bytes, from the store. */
import { z } from 'zod'
import type { Sha256 } from '../lang.ts'
import type { IdentityReading } from './identity.ts'

/** Characters of one field; the longest subject that was seen has some 400. */
export const MAX_FIELD_CHARACTERS = 2_000

const text = z.string().max(MAX_FIELD_CHARACTERS)
const stated = <T extends z.ZodType>(value: T) =>
  z.nullable(
    z.strictObject({
      value,
      source: z.enum(['page-text', 'signature-widget', 'file-name', 'mail-subject', 'person']),
      confidence: z.enum(['firm', 'doubtful']),
    }),
  )

const identity = z.strictObject({
  text: z.enum(['legible', 'garbled', 'none']),
  pageAmount: z.number().int().nonnegative(),
  isAppendix: z.boolean(),
  codeNumber: stated(text),
  codeNotation: stated(text),
  typeName: stated(text),
  issuedDate: stated(text),
  organName: stated(text),
  organAbove: stated(text),
  subject: stated(text),
  signerInfo: stated(z.strictObject({ position: z.nullable(text), fullName: text })),
})

const traces = z.strictObject({
  content: z.nullable(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .transform((hex) => hex as Sha256),
  ),
  sketch: z.nullable(z.array(z.number().int()).max(63)),
})

export const identityReadingSchema: z.ZodType<IdentityReading> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('read'), identity, traces }),
  z.strictObject({
    kind: z.literal('unread'),
    why: z.enum(['unreadable', 'too-large', 'limit', 'no-reader', 'failed']),
  }),
])
