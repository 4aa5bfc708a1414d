/** A letter of ours as bytes, the same header each time it is tried. RFC 5322, RFC 2045, RFC 3834. */
import MailComposer from 'nodemailer/lib/mail-composer'
import { printable } from '../printable.ts'
import type { NewNotice, NoticeKind } from '../store/outbox-store.ts'

export type From = { readonly from: string; readonly fromName: string }

/** RFC 3834, 3.1.7 and 5.2: an answer to a letter, or written by itself. */
const AUTO_SUBMITTED = {
  receipt: 'auto-replied',
  return: 'auto-replied',
  trial: 'auto-replied',
  settled: 'auto-replied',
  reminder: 'auto-generated',
  digest: 'auto-generated',
  anchor: 'auto-generated',
} as const satisfies Record<NoticeKind, string>

/**
 * Whatever stands in the letter, its header holds these fields and no other: each is one line, and the composer encodes what is
 * not ASCII (RFC 2047). Reads no file and no address, whatever a text looks like.
 */
export function composeMime(letter: NewNotice, { from, fromName }: From): Promise<Buffer> {
  const { kind, recipient, subject, text, html, messageId, inReplyTo, references, madeAt } = letter
  return new MailComposer({
    from: { name: printable(fromName), address: from },
    to: { name: '', address: recipient },
    subject: printable(subject),
    ...{ text, html, messageId },
    date: new Date(madeAt),
    ...(inReplyTo === null ? {} : { inReplyTo }),
    ...(references === null ? {} : { references }),
    headers: { 'Auto-Submitted': AUTO_SUBMITTED[kind], 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
