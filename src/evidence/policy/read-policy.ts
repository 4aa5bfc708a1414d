/** Validation policies: the two that ship, and files that an office writes. docs/policies.md describes the format. */

import { z } from 'zod'
import { ExplainedError } from '../../explained-error.ts'
import { explainMistake } from '../../json-mistake.ts'
import type { Instant } from '../../lang.ts'
import { AcceptanceForm, algorithmsForm, PathForm, PolicyName, Span } from '../../policy-parts.ts'
import type { ValidationPolicy } from '../../validation/policy.ts'
import official2021 from './official-2021.json' with { type: 'json' }
import strict from './strict.json' with { type: 'json' }

/** The file is no policy; `message` is Vietnamese and names what is wrong where. */
export class PolicyError extends ExplainedError {
  override name = 'PolicyError'
}

const HOUR_MS = 3_600_000

const Day = z.iso.date().transform((day) => Date.parse(`${day}T00:00:00Z`) as Instant)
const Hours = Span.nullable().transform((hours) => hours && hours * HOUR_MS)

const PolicyFile = z.strictObject({
  name: PolicyName,
  algorithms: algorithmsForm(Day),
  revocation: z
    .strictObject({ maxAgeHours: Hours, withoutNextUpdateMinutes: Span })
    .transform(({ maxAgeHours, withoutNextUpdateMinutes }) => ({
      maxAgeMs: maxAgeHours,
      withoutNextUpdateMs: withoutNextUpdateMinutes * 60_000,
    })),
  path: PathForm,
  acceptance: AcceptanceForm.extend({ maxTimeStampDelayHours: Hours }).transform(
    ({ maxTimeStampDelayHours, ...rest }) => ({ ...rest, maxTimeStampDelayMs: maxTimeStampDelayHours }),
  ),
})

/** @throws PolicyError */
export function readPolicy(text: string, path: string): ValidationPolicy {
  const parsed = PolicyFile.safeParse(jsonOf(text, path))
  if (parsed.success) return parsed.data
  throw new PolicyError(`Tệp chính sách ${path} chưa đúng: ${explainMistake(parsed.error)}. ${SEE_FORMAT}`)
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PolicyError(`Tệp chính sách ${path} không đúng cú pháp JSON. ${SEE_FORMAT}`, { cause: error })
  }
}

const SEE_FORMAT = 'Cách ghi ở docs/policies.md.'

/** What TS 119 312 says, and a time-stamp demanded. */
export const STRICT: ValidationPolicy = PolicyFile.parse(strict)

/** Bears with the SHA-1 of the Government's first generation and of tools in use until 2025, each time with a remark. */
export const OFFICIAL_2021: ValidationPolicy = PolicyFile.parse(official2021)

export const SHIPPED_POLICIES: ReadonlyMap<string, ValidationPolicy> = new Map(
  [STRICT, OFFICIAL_2021].map((policy) => [policy.name, policy]),
)
