/** Whether a program may answer a letter, and in which thread. RFC 3834, 2; RFC 5322, 3.6.4. */
import { isAutomatic } from './automatic.ts'
import { type HeaderField, valuesOf } from './header-block.ts'
import { readFieldValue } from './parameters.ts'
import { readSender } from './sender.ts'

export type Unanswerable =
  /** From names no one address. */
  | 'no-sender'
  /** It is from us, or has been through us. */
  | 'own'
  /** A program wrote it. */
  | 'automatic'
  | 'mailing-list'
  | 'bulk'
  /** Return-Path: <>, or as some servers write it. */
  | 'no-return-path'
  /** The sender is a mail system, or its name says that nobody reads there. */
  | 'mail-system'

/** RFC 3834, 2; RFC 2142, 5 and 6. */
const MAIL_SYSTEM =
  /^(?:mailer-?daemon|daemon|root|postmaster|listserv|majordomo|owner-.*|.*-owner|.*-request|.*-bounces?|bounces?(?:[-+].*)?|auto-?(?:reply|responder)|no[-_]?reply(?:[-+._].*)?|do[-_]?not[-_]?reply)@/

const NOBODY = /^(?:\s*\([^()]*\))*\s*<\s*(?:mailer-daemon(?:@[^>]*)?)?\s*>/i

/**
 * Null where it may be answered, at the address of From. Reply-To is never looked at: it would let anybody send our words to
 * anybody. X-Auto-Response-Suppress is no sign of a program, as people's programs write it.
 *
 * @param own addresses, in lower case, at which we write and read.
 */
export function whyUnanswerable(fields: readonly HeaderField[], own: ReadonlySet<string>): Unanswerable | null {
  const sender = readSender(fields)
  if (sender.kind !== 'address') return 'no-sender'
  if (own.has(sender.address) || addressesIn(fields, 'sender', 'x-loop').some((each) => own.has(each))) return 'own'
  if (isAutomatic(fields)) return 'automatic'
  // RFC 2369, RFC 2919.
  if (fields.some(({ name }) => name.startsWith('list-') || OLDER_LISTS.has(name))) return 'mailing-list'
  if (valuesOf(fields, 'precedence').some((value) => BULK.has(readFieldValue(value).head))) return 'bulk'
  if (valuesOf(fields, 'return-path').some((value) => NOBODY.test(value))) return 'no-return-path'
  return [sender.address, ...addressesIn(fields, 'sender')].some((each) => MAIL_SYSTEM.test(each))
    ? 'mail-system'
    : null
}

/** Those that such fields name, in lower case; what is no address is none. */
function addressesIn(fields: readonly HeaderField[], ...names: readonly string[]): readonly string[] {
  const values = names.flatMap((name) => valuesOf(fields, name))
  return values
    .flatMap((value) => value.slice(0, 1_000).match(/[^\s<>()",:;]+@[^\s<>()",:;]+/g) ?? [])
    .map((each) => each.toLowerCase())
}

const OLDER_LISTS: ReadonlySet<string> = new Set(['mailing-list', 'x-mailing-list'])

const BULK: ReadonlySet<string> = new Set(['bulk', 'list', 'junk'])

/** RFC 5322, 3.6.4, without comments and blanks; longer ones than a line holds (2.1.1) are left out. */
const MESSAGE_ID = /<[!#-;=?-Z^-~]{1,200}@[!#-;=?-~]{1,200}>/g

/** References kept: the first and the last of longer ones, as readers of mail find the thread by any of them. */
const MAX_REFERENCES = 20

export type Thread = { readonly inReplyTo: string | null; readonly references: string | null }

/** What an answer says of the letter it answers. Both are made of Message-IDs alone, whatever stood there. */
export function threadOf(fields: readonly HeaderField[]): Thread {
  const idsIn = (name: string) => valuesOf(fields, name)[0]?.slice(0, 10_000).match(MESSAGE_ID) ?? []
  const [inReplyTo = null] = idsIn('message-id')
  if (inReplyTo === null) return { inReplyTo: null, references: null }
  const [first, ...others] = [...idsIn('references').filter((id) => id !== inReplyTo), inReplyTo]
  const kept = first === undefined ? others : [first, ...others.slice(-MAX_REFERENCES + 1)]
  return { inReplyTo, references: kept.join(' ') }
}
