/** A validation policy as a bundle holds it: the very values that the judge was given, times in milliseconds since 1970. */
import { z } from 'zod'
import type { Instant } from '../lang.ts'
import { AcceptanceForm, algorithmsForm, PathForm, PolicyName, Span } from '../policy-parts.ts'
import type { ValidationPolicy } from '../validation/policy.ts'

const Time = z.int().transform((ms) => ms as Instant)

export const PolicyForm = z.strictObject({
  name: PolicyName,
  algorithms: algorithmsForm(Time),
  revocation: z.strictObject({ maxAgeMs: Span.nullable(), withoutNextUpdateMs: Span }),
  path: PathForm,
  acceptance: AcceptanceForm.extend({ maxTimeStampDelayMs: Span.nullable() }),
}) satisfies z.ZodType<ValidationPolicy>
