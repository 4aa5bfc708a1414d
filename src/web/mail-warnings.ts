/** What stands at the head of each page as long as something about the mailboxes needs a person. */
import { html } from 'hono/html'
import type { Instant } from '../lang.ts'
import { isClockOff, isLoginEnding, type Mailbox } from '../mail/mailbox.ts'
import { explainClock, explainLoginEnd } from '../report/explain-mailbox.ts'
import type { Html } from './markup.ts'

/** Once for each account, however many of its folders are read. */
export function mailWarnings(mailboxes: readonly Mailbox[], now: Instant): Html {
  const sentences = mailboxes.flatMap((mailbox) => [
    ...(mailbox.loginEndsAt !== null && isLoginEnding(mailbox, now)
      ? [explainLoginEnd(mailbox.account, mailbox.loginEndsAt, now)]
      : []),
    ...(mailbox.clockAheadMs !== null && isClockOff(mailbox)
      ? [explainClock(mailbox.account, mailbox.clockAheadMs)]
      : []),
  ])
  return html`${[...new Set(sentences)].map((sentence) => html`<p class="reading stopped" role="alert">${sentence}</p>`)}`
}
