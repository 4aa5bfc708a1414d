/** The parts of a validation policy that a file of an office and a bundle spell alike: what one refuses, the other refuses. */
import { z } from 'zod'
import type { Instant } from './lang.ts'

/** MD5 is not among them: nobody can allow it by a file. */
const AllowedDigest = z.enum([
  ...(['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'ripemd160', 'shake256'] as const),
  ...(['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'] as const),
])

const Demand = z.enum(['required', 'remarked', 'ignored'])

export const PolicyName = z.string().min(1).max(64)
const Oids = z.array(z.string().regex(/^\d+(\.\d+)+$/u)).nullable()
export const Span = z.number().nonnegative()

/** @param Time how a point in time is spelled. */
export function algorithmsForm<Time extends z.ZodType<Instant>>(Time: Time) {
  const End = Time.nullable()
  const KeyEnds = z.array(z.strictObject({ bits: z.int().positive(), until: End }))
  return z.strictObject({
    asOf: Time,
    digests: z.partialRecord(AllowedDigest, End),
    keys: z.strictObject({ rsa: KeyEnds, rsaPss: KeyEnds, dsa: KeyEnds, ecdsa: KeyEnds }),
    eddsa: z.boolean(),
    tolerated: z.array(
      z.strictObject({
        digest: AllowedDigest,
        use: z.enum(['document', 'certificate', 'revocation', 'time-stamp']),
        until: Time,
      }),
    ),
  })
}

export const PathForm = z.strictObject({
  acceptable: Oids,
  requireExplicit: z.boolean(),
  inhibitMapping: z.boolean(),
  inhibitAny: z.boolean(),
})

/** Without the longest delay of a time-stamp, which has a unit. */
export const AcceptanceForm = z.strictObject({
  signingTime: Demand,
  signingCertificateReference: Demand,
  timeStamp: Demand,
  nonRepudiation: Demand,
  signaturePolicies: Oids,
})
