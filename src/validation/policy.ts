/** What the office demands of signatures beside the standards: algorithms by date, revocation, attributes. Data, not code. */
import type { DigestName } from '../format/x509/signature-algorithm.ts'
import type { Instant } from '../lang.ts'

/** What an algorithm was used for; a policy may bear with an old one in one place and not in another. */
export type AlgorithmUse = 'document' | 'certificate' | 'revocation' | 'time-stamp'

/** The end of its use, exclusive; null: none in sight. */
export type End = Instant | null

/** Keys from this size on, in bits, until the next larger entry. */
export type KeyEnd = { readonly bits: number; readonly until: End }

export type AlgorithmPolicy = {
  /** Date of the table. Ends after it are forecasts: passing one is a remark, not a refusal. */
  readonly asOf: Instant
  /** An algorithm that is not named is acceptable at no time. */
  readonly digests: Readonly<Partial<Record<DigestName, End>>>
  readonly keys: {
    readonly rsa: readonly KeyEnd[]
    readonly rsaPss: readonly KeyEnd[]
    readonly dsa: readonly KeyEnd[]
    readonly ecdsa: readonly KeyEnd[]
  }
  /** Ed25519 and Ed448; TS 119 312 does not list them. */
  readonly eddsa: boolean
  /** Digests that are borne with beyond their end, for one use and until a later date, with a visible remark. */
  readonly tolerated: readonly {
    readonly digest: DigestName
    readonly use: AlgorithmUse
    readonly until: Instant
  }[]
}

export type RevocationPolicy = {
  /** Oldest list or answer that is fresh enough, in milliseconds; null: until its nextUpdate (EN 319 102-1, 5.2.5). */
  readonly maxAgeMs: number | null
  /** How long a list or answer without nextUpdate holds, in milliseconds. */
  readonly withoutNextUpdateMs: number
}

/** Inputs of RFC 5280, 6.1.1 (c) to (g). */
export type PathPolicy = {
  /** Null: any policy. */
  readonly acceptable: readonly string[] | null
  readonly requireExplicit: boolean
  readonly inhibitMapping: boolean
  readonly inhibitAny: boolean
}

/** What EN 319 102-1, 5.2.8 leaves to the policy: refuse, remark, or pass over. */
export type Demand = 'required' | 'remarked' | 'ignored'

export type AcceptancePolicy = {
  readonly signingTime: Demand
  /** The signed reference to the signer's certificate (ESS). */
  readonly signingCertificateReference: Demand
  readonly timeStamp: Demand
  /** nonRepudiation among the key usages of the signer. */
  readonly nonRepudiation: Demand
  /** Longest time between the claimed signing time and the proved one, in milliseconds; null: any. */
  readonly maxTimeStampDelayMs: number | null
  /** Signature policies, one of which must be named in the signature; null: none demanded. */
  readonly signaturePolicies: readonly string[] | null
}

export type ValidationPolicy = {
  /** By which verdicts name it. */
  readonly name: string
  readonly algorithms: AlgorithmPolicy
  readonly revocation: RevocationPolicy
  readonly path: PathPolicy
  readonly acceptance: AcceptancePolicy
}
