/** PORT, a part of `Store`: what is held of one person, who is known by a mail address or a login name. */
import type { AuditDraft } from '../access/audit.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Instant, Sha256 } from '../lang.ts'

/** Without what would let somebody sign in. Texts are foreign. */
export type PersonRows = {
  /** That were sent from the address, the earliest first. */
  readonly letters: readonly {
    readonly sha256: Sha256
    readonly receivedAt: Instant
    readonly subject: string | null
    readonly state: string
    readonly destroyedAt: Instant | null
    readonly files: readonly { readonly name: string; readonly document: Sha256 }[]
  }[]
  /** Of ours to the address; their words are '' once they were forgotten. */
  readonly notices: readonly {
    readonly id: number
    readonly kind: string
    readonly subject: string
    readonly text: string
    readonly madeAt: Instant
    readonly state: string
  }[]
  /** Letters to the address came back. */
  readonly badSince: Instant | null
  /** By the register as it is now. */
  readonly units: readonly UnitId[]
  readonly account: {
    readonly name: string
    readonly fullName: string
    readonly role: string
    readonly unit: string | null
    readonly createdAt: Instant
    readonly sessions: readonly { readonly startedAt: Instant; readonly seenAt: Instant; readonly address: string }[]
    readonly decisions: readonly { readonly id: number; readonly at: Instant; readonly reason: string }[]
    /** Of the record. */
    readonly deeds: readonly {
      readonly number: number
      readonly at: Instant
      readonly action: string
      readonly subject: string
      readonly address: string | null
    }[]
  } | null
}

export type PersonStore = {
  readonly person: (name: string) => Promise<PersonRows>
  /**
   * Forgets what letters of ours to the address have said, those that were sent or given up, and that one came back. Returns how
   * many letters that were. What is not sent yet stays.
   */
  readonly forgetAddress: (address: string, entry: AuditDraft) => Promise<number>
}
