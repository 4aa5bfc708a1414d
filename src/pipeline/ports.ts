/** What the pipeline stands on: each step is a function of these. */

import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { IdentityReading } from '../identity/identity.ts'
import type { Sha256 } from '../lang.ts'
import type { OriginChecks } from '../mail/letter-origin.ts'
import type { MailSourceFault } from '../mail/mail-source.ts'
import type { Files } from '../store/files.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { Clock } from '../system.ts'
import type { Given, Judgement } from '../validation/judgement.ts'
import type { ValidationPolicy } from '../validation/policy.ts'
import type { IntakePause } from './intake.ts'

export type Ports = {
  readonly store: Store
  readonly files: Files
  readonly clock: Clock
  /** Resolves after `ms`, or at once when `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells the queue that there are new jobs. */
  readonly wake: () => void
  readonly judge: JudgeDocument
  readonly readIdentity: ReadIdentity
  readonly evidence: EvidenceSource
  readonly policy: ValidationPolicy
  /** How soon evidence that could not be had is looked for again; null where nothing is fetched. */
  readonly refetchMs: number | null
  readonly attribute: Attribute
  /** Whether a unit is known by this address, which is in lower case. */
  readonly isRegistered: (address: string) => Promise<boolean>
  /** Whether a letter with this subject is sent to be checked, not to be counted. */
  readonly isTrial: (subject: string) => boolean
  readonly originChecks: OriginChecks
  /** In the words that a clerk reads: what is wrong and what to do. */
  readonly explainFault: (fault: PollFault) => string
  readonly programVersion: string
  /** Before each letter. Rejects with IntakePausedError while there is no room for more. */
  readonly findRoom: () => Promise<void>
  /** What happened, with ids and codes: of a letter its hash, of a document its hash, so that each can be followed. */
  readonly tell: (event: string, facts?: Readonly<Record<string, string | number>>) => void
  /** From 0 up to, but not, 1. */
  readonly random: () => number
  readonly onError: (error: unknown) => void
}

/** What reading the mailbox stands on. */
export type PollPorts = Pick<
  Ports,
  'store' | 'files' | 'clock' | 'wait' | 'wake' | 'explainFault' | 'findRoom' | 'random' | 'tell' | 'onError'
>

/** Judges a stored file in a sealed process. Rejects only for faults of our own; those of the file are in the report. */
export type JudgeDocument = (
  document: { readonly sha256: Sha256; readonly path: string },
  given: Given,
  signal: AbortSignal,
) => Promise<Judgement>

/** Reads a stored file in a sealed process. Rejects only where `signal` aborts; what cannot be read is a reading, too. */
export type ReadIdentity = (
  document: { readonly sha256: Sha256; readonly path: string },
  signal: AbortSignal,
) => Promise<IdentityReading>

/** `internal-error`: our own. */
export type PollFault = MailSourceFault | IntakePause | 'disk-full' | 'internal-error'
