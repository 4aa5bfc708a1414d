/** Decisions as they enter the store and leave it: checked both ways, as a form sends them and as a row holds them. */
import { z } from 'zod'
import type { UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { type NewDecision, REASON_CODES } from '../tally/decision.ts'

/** A person writes a sentence or two; a number of a paper and a name are shorter. */
const MAX_REASON = 2000
const MAX_NAME = 200

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((text) => text as Sha256)
const unit = z
  .string()
  .min(1)
  .max(MAX_NAME)
  .transform((id) => id as UnitId)
const instant = z.int().transform((ms) => ms as Instant)
const words = (most: number) => z.string().trim().min(1).max(most)

const documentObject = z.strictObject({ kind: z.literal('document'), document: hash })
const unitObject = z.strictObject({ kind: z.literal('unit'), unit })
const submissionObject = z.strictObject({ kind: z.literal('submission'), letter: hash, partPath: z.string() })
const letterObject = z.strictObject({ kind: z.literal('letter'), letter: hash })
const fileObject = z.discriminatedUnion('kind', [submissionObject, documentObject, letterObject])
const anyObject = z.discriminatedUnion('kind', [submissionObject, documentObject, letterObject, unitObject])

const fields = z.strictObject({
  codeNumber: z.nullable(z.string().regex(/^\d{1,6}[a-zđ]?$/i)),
  codeNotation: z.nullable(words(MAX_NAME)),
  typeName: z.nullable(words(MAX_NAME)),
  /** The whole day, or what of it is known: as a reader gives it. */
  issuedDate: z.nullable(z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)),
  organName: z.nullable(words(MAX_NAME)),
  subject: z.nullable(words(MAX_REASON)),
})

const ruling = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['accept', 'propose', 'refuse', 'set-aside']), object: fileObject }),
  z.strictObject({ action: z.literal('confirm'), object: fileObject, decision: z.int() }),
  z.strictObject({ action: z.literal('assign-unit'), object: fileObject, unit }),
  z.strictObject({ action: z.enum(['merge', 'distinct']), object: documentObject, other: hash }),
  z.strictObject({ action: z.literal('split'), object: documentObject }),
  z.strictObject({ action: z.literal('describe'), object: documentObject, fields }),
  z.strictObject({ action: z.literal('note'), object: unitObject }),
  z.strictObject({
    action: z.literal('extend'),
    object: unitObject,
    deadline: z.nullable(instant),
    required: z.nullable(z.int().min(0)),
  }),
  z.strictObject({ action: z.literal('undo'), object: anyObject, decision: z.int() }),
])

const machine = z.strictObject({
  outcome: z.nullable(z.enum(['valid', 'invalid', 'indeterminate', 'unsigned', 'unreadable'])),
  code: z.nullable(z.string()),
  fate: z.nullable(z.enum(['counts', 'provisional', 'duplicate', 'late', 'refused', 'review', 'set-aside', 'pending'])),
  unit: z.nullable(unit),
})

const schema = z.strictObject({
  by: words(MAX_NAME),
  account: z.nullable(z.int()),
  role: words(MAX_NAME),
  at: instant,
  ruling,
  reason: z.strictObject({ code: z.enum(REASON_CODES), text: words(MAX_REASON) }),
  paper: z.nullable(words(MAX_NAME)),
  machine: z.nullable(machine),
}) satisfies z.ZodType<NewDecision>

/** @throws ZodError where something is missing, such as the reason: nobody decides without one. */
export function checkDecision(value: unknown): NewDecision {
  return schema.parse(value)
}
