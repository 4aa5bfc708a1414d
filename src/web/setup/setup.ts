/** PORT. What an administrator sets on the pages, and what is found out on the way. */
import type { AuditDraft } from '../../access/audit.ts'
import type { Bytes } from '../../bytes.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import type { MailboxTrial } from '../../mail/try-mailbox.ts'
import type { Progress } from '../../store/store.ts'
import type { Tally } from '../../tally/tally.ts'
import type { SetMailbox } from './set-mailbox.ts'

/** What says it; what the environment says cannot be changed on the pages. */
export type By = 'environment' | 'pages' | 'program'

export type Setup = {
  /** Since when the mailbox that was set on the pages is read; `elsewhere`: where it lies is said by the environment. */
  readonly startedAt: () => Promise<Instant | 'elsewhere' | null>
  readonly mailbox: MailboxSetup
  readonly units: UnitsSetup
  readonly campaign: CampaignSetup
  readonly trust: TrustSetup
  readonly rehearsal: Rehearsal
  /** From then on the mailbox is read. Each change is kept with `entry`, here and below. */
  readonly start: (entry: AuditDraft) => Promise<void>
}

export type MailboxSetup = {
  /** Without a password, or tokens in its place, where they must be typed again. */
  readonly saved: () => Promise<{ readonly mailbox: SetMailbox; readonly hasPassword: boolean } | null>
  /** The one that was saved for this place; null where there is none. */
  readonly password: (of: Pick<SetMailbox, 'host' | 'user' | 'tokens'>) => Promise<string | null>
  readonly try: (mailbox: SetMailbox, password: string) => Promise<MailboxTrial>
  readonly save: (mailbox: SetMailbox, password: string, entry: AuditDraft) => Promise<void>
}

export type UnitsProposal =
  /** `changes`: a sentence for each, further lines of it indented. */
  | {
      readonly kind: 'changes'
      readonly changes: readonly string[]
      readonly summary: string
      /** State of the register that they would change. */
      readonly basedOn: number
    }
  | { readonly kind: 'refused'; readonly sentences: readonly string[] }

export type UnitsSetup = {
  readonly count: () => Promise<number>
  /** The units that come with the program, as such a table. */
  readonly sample: () => Promise<string>
  /** A file as a text that `propose` takes; null where it cannot be read as a table. */
  readonly readFile: (name: string, bytes: Bytes) => Promise<{ readonly table: string } | { readonly why: string }>
  readonly propose: (table: string) => Promise<UnitsProposal>
  /** False where the register, or what the table would change in it, is no longer as it was proposed. */
  readonly apply: (table: string, basedOn: number, by: string, entry: AuditDraft) => Promise<boolean>
}

export type CampaignSetup = {
  readonly now: () => Promise<{ readonly by: By; readonly campaign: Campaign }>
  readonly save: (campaign: Campaign, entry: AuditDraft) => Promise<void>
}

export type TrustRow = {
  /** Foreign text. */
  readonly name: string
  readonly kind: 'anchor' | 'intermediate' | 'barred'
  readonly sha256: Sha256
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly pin: 'known' | 'by-hand' | 'none'
  /** Its newest revocation list; null where there is none. */
  readonly list: { readonly madeAt: Instant; readonly nextAt: Instant | null; readonly words: string } | null
}

export type TrustView = {
  readonly rows: readonly TrustRow[]
  /** Sentences about files in the folders that cannot be used. */
  readonly problems: readonly string[]
  readonly folders: { readonly trust: string; readonly lists: string | null }
  /** Whether revocation data are fetched. */
  readonly fetch: { readonly by: By; readonly isOn: boolean }
}

export type Taken = { readonly kind: 'taken' | 'present' | 'refused'; readonly text: string }

export type TrustSetup = {
  readonly look: () => Promise<TrustView>
  /** @param pins of certificates that are taken though nobody vouches for them. */
  readonly take: (
    files: readonly { readonly name: string; readonly bytes: Bytes }[],
    pins: readonly Sha256[],
  ) => Promise<readonly Taken[]>
  readonly fetch: (isOn: boolean, entry: AuditDraft) => Promise<void>
}

/** Letters of the past are read and judged in a place of its own, which is gone afterwards. */
export type Rehearsal = {
  readonly state: () => RehearsalState
  /** False where one is under way, or the mailbox is not set. */
  readonly begin: (readFrom: Instant) => Promise<boolean>
  readonly end: () => Promise<void>
}

export type RehearsalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly readFrom: Instant; readonly progress: Progress }
  | { readonly kind: 'failed'; readonly readFrom: Instant; readonly sentence: string }
  | {
      readonly kind: 'done'
      readonly readFrom: Instant
      readonly endedAt: Instant
      readonly progress: Progress
      readonly tally: Tally
    }
