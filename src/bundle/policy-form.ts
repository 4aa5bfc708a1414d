/** A validation policy as a bundle holds it: the very values that the judge was given, times in milliseconds since 1970. */
import { z } from 'zod'
import type { Instant } from '../lang.ts'
import type { ValidationPolicy } from '../validation/policy.ts'

const Time = z.int().transform((ms) => ms as Instant)
const End = Time.nullable()
const KeyEnds = z.array(z.strictObject({ bits: z.int().positive(), until: End }))
const Demand = z.enum(['required', 'remarked', 'ignored'])
const Duration = z.number().nonnegative()
const Names = z.array(z.string()).nullable()
const Digest = z.enum([
  ...(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160', 'shake256'] as const),
  ...(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'] as const),
])

const Tolerated = z.strictObject({
  digest: Digest,
  use: z.enum(['document', 'certificate', 'revocation', 'time-stamp']),
  until: Time,
})

export const PolicyForm = z.strictObject({
  name: z.string(),
  algorithms: z.strictObject({
    asOf: Time,
    digests: z.partialRecord(Digest, End),
    keys: z.strictObject({ rsa: KeyEnds, rsaPss: KeyEnds, dsa: KeyEnds, ecdsa: KeyEnds }),
    eddsa: z.boolean(),
    tolerated: z.array(Tolerated),
  }),
  revocation: z.strictObject({ maxAgeMs: Duration.nullable(), withoutNextUpdateMs: Duration }),
  path: z.strictObject({
    acceptable: Names,
    requireExplicit: z.boolean(),
    inhibitMapping: z.boolean(),
    inhibitAny: z.boolean(),
  }),
  acceptance: z.strictObject({
    signingTime: Demand,
    signingCertificateReference: Demand,
    timeStamp: Demand,
    nonRepudiation: Demand,
    maxTimeStampDelayMs: Duration.nullable(),
    signaturePolicies: Names,
  }),
}) satisfies z.ZodType<ValidationPolicy>
