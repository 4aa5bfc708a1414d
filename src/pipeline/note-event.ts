/** What happened to a mailbox, for the page that shows it and for the log. */
import type { MailboxEventKind, MailboxName } from '../mail/mailbox.ts'
import type { PollPorts } from './ports.ts'

export async function noteEvent(
  { store, clock, tell }: PollPorts,
  { account, folder }: MailboxName,
  kind: MailboxEventKind,
  letters: number,
): Promise<void> {
  tell(`mailbox-${kind}`, { letters })
  await store.recordMailboxEvent({ account, folder, at: clock(), kind, letters })
}
