/** Validation policies: the two that ship, and files that an office writes. docs/policies.md describes the format. */
import { z } from 'zod'
import { explainMistake } from '../../json-mistake.ts'
import type { Instant } from '../../lang.ts'
import type { ValidationPolicy } from '../../validation/policy.ts'
import official2021 from './official-2021.json' with { type: 'json' }
import strict from './strict.json' with { type: 'json' }

/** The file is no policy; `message` is Vietnamese and names what is wrong where. */
export class PolicyError extends Error {
  override name = 'PolicyError'
}

const HOUR_MS = 3_600_000

const Day = z.iso.date().transform((day) => Date.parse(`${day}T00:00:00Z`) as Instant)
const End = Day.nullable()
const KeyEnds = z.array(z.strictObject({ bits: z.int().positive(), until: End }))
const Demand = z.enum(['required', 'remarked', 'ignored'])
const Hours = z
  .number()
  .nonnegative()
  .nullable()
  .transform((hours) => hours && hours * HOUR_MS)
const Oids = z.array(z.string().regex(/^\d+(\.\d+)+$/u)).nullable()
const Digest = z.enum([
  ...(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160', 'shake256'] as const),
  ...(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'] as const),
])
/** MD5 is broken whatever a policy says: nobody can allow it by a file. */
const AllowedDigest = Digest.exclude(['md5'])

const PolicyFile = z.strictObject({
  name: z.string().min(1).max(64),
  algorithms: z.strictObject({
    asOf: Day,
    digests: z.partialRecord(AllowedDigest, End),
    keys: z.strictObject({ rsa: KeyEnds, rsaPss: KeyEnds, dsa: KeyEnds, ecdsa: KeyEnds }),
    eddsa: z.boolean(),
    tolerated: z.array(
      z.strictObject({
        digest: AllowedDigest,
        use: z.enum(['document', 'certificate', 'revocation', 'time-stamp']),
        until: Day,
      }),
    ),
  }),
  revocation: z
    .strictObject({ maxAgeHours: Hours, withoutNextUpdateMinutes: z.number().nonnegative() })
    .transform(({ maxAgeHours, withoutNextUpdateMinutes }) => ({
      maxAgeMs: maxAgeHours,
      withoutNextUpdateMs: withoutNextUpdateMinutes * 60_000,
    })),
  path: z.strictObject({
    acceptable: Oids,
    requireExplicit: z.boolean(),
    inhibitMapping: z.boolean(),
    inhibitAny: z.boolean(),
  }),
  acceptance: z
    .strictObject({
      signingTime: Demand,
      signingCertificateReference: Demand,
      timeStamp: Demand,
      nonRepudiation: Demand,
      maxTimeStampDelayHours: Hours,
      signaturePolicies: Oids,
    })
    .transform(({ maxTimeStampDelayHours, ...rest }) => ({ ...rest, maxTimeStampDelayMs: maxTimeStampDelayHours })),
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
