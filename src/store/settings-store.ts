/** PORT. What an administrator has set on the pages; each change with its entry of the log in the same transaction. */
import type { AuditDraft } from '../access/audit.ts'

export const SETTINGS = ['mailbox', 'mailbox-password', 'campaign', 'fetch', 'started'] as const
export type SettingName = (typeof SETTINGS)[number]

/** As they were written; whoever reads one knows its form. */
export type SettingValues = Readonly<Partial<Record<SettingName, string>>>

export type SettingsStore = {
  /** `change` moves with each change; 0 before the first. */
  readonly settings: () => Promise<{ readonly change: number; readonly values: SettingValues }>
  /** Those that are not named stay. */
  readonly changeSettings: (values: SettingValues, entry: AuditDraft) => Promise<void>
}
