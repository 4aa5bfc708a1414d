/** What the pages about letters of ours ask for. */
import type { AuditDraft } from '../access/audit.ts'
import type { Sha256 } from '../lang.ts'
import type { Wording } from '../notices/letter-text.ts'
import type { Silence } from '../notices/silence.ts'
import type { Holidays } from '../notices/working-days.ts'
import type { NewNotice, OutboxStore } from '../store/outbox-store.ts'
import type { CountedSubmission, UnitTally } from '../tally/tally.ts'

export type ReceiptDraft =
  | { readonly kind: 'silent'; readonly why: Silence }
  | { readonly kind: 'notice'; readonly notice: NewNotice }

export type OutboxView = {
  readonly store: Pick<
    OutboxStore,
    | 'noticeSettings'
    | 'changeNoticeSettings'
    | 'notices'
    | 'notice'
    | 'noticeCounts'
    | 'lastReminders'
    | 'decideNotice'
    | 'badAddresses'
    | 'forgetBadAddress'
  >
  /** The address that letters come from; null: nothing is sent. */
  readonly from: string | null
  readonly trialWord: string | null
  readonly holidays: Holidays
  /** As it would be written now. */
  readonly reminder: (unit: UnitTally) => Wording
  /** Writes to the addresses of the register; returns how many letters there are now that were not there. */
  readonly remind: (units: readonly UnitTally[], entry: AuditDraft) => Promise<number>
  /** As it would be written now. @param counted the files of that letter. */
  readonly receipt: (letter: Sha256, counted: readonly CountedSubmission[]) => Promise<ReceiptDraft>
}
