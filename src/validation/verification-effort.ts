/** How much work with signatures of certificates, lists and responses one file may cause. */
import type { Certificate } from '../format/x509/certificate.ts'
import { isSignedBy, type SignatureCheck, type Signed, verificationCost } from './cryptography.ts'

/** All of one file share it, so that nobody gets more of it by more signatures or tokens. */
export type VerificationEffort = {
  /** In verifications with RSA-2048. */
  left: number
  /** Something was left untried. */
  exhausted: boolean
  /** What was tried in this file costs nothing more. Not those of other files: the same file has the same verdict on any day. */
  readonly tried: WeakMap<Signed, Map<Certificate, SignatureCheck>>
}

const EFFORT = {
  /**
   * Half a second with RSA-2048. Thirteen signatures with their time-stamps and ten lists at hand come to some 500, forty with
   * lists of their own to 1,000; a store filled with lists and certificates of one name would ask for a million.
   */
  verifications: 20_000,
  /** What is hashed in the time of one verification. The largest lists in use have some 10 MB. */
  bytes: 65_536,
} as const

export function verificationEffort(): VerificationEffort {
  return { left: EFFORT.verifications, exhausted: false, tried: new WeakMap() }
}

/** Whether `signer` signed it; null where no effort is left to know. */
export function checkWithin(signer: Certificate, signed: Signed, effort: VerificationEffort): SignatureCheck | null {
  const tried = effort.tried.get(signed) ?? new Map<Certificate, SignatureCheck>()
  effort.tried.set(signed, tried)
  const known = tried.get(signer)
  if (known) return known
  const cost = verificationCost(signer) + Math.floor(signed.tbs.length / EFFORT.bytes)
  // Once something is too dear nothing is tried any more: a dear key among cheap ones is not to be passed over.
  if (effort.exhausted || cost > effort.left) {
    effort.exhausted = true
    return null
  }
  effort.left -= cost
  const check = isSignedBy(signer, signed)
  tried.set(signer, check)
  return check
}
