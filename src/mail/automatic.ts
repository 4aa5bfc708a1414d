/** Letters that a program wrote by itself. RFC 3834, 2 and 5; RFC 6522, 3; RFC 8098, 3; RFC 5965, 3. */
import { type HeaderField, valuesOf } from './header-block.ts'
import { readFieldValue } from './parameters.ts'

/** Older signs of an automatic reply, where they stand at all. X-Auto-Response-Suppress is none: people's programs write it. */
const OLDER_SIGNS = ['x-autoreply', 'x-autorespond', 'x-autoresponder']

/** What servers and programs report, also where it stands alone. */
const REPORTS: ReadonlySet<string> = new Set([
  'multipart/report',
  'message/delivery-status',
  'message/disposition-notification',
  'message/feedback-report',
])

export function isAutomatic(fields: readonly HeaderField[]): boolean {
  const heads = (name: string) => valuesOf(fields, name).map((value) => readFieldValue(value).head)
  if (heads('auto-submitted').some((head) => head !== '' && head !== 'no')) return true
  if (heads('precedence').includes('auto_reply') || heads('content-type').some((head) => REPORTS.has(head))) return true
  return OLDER_SIGNS.some((name) => heads(name).some((head) => head !== 'no'))
}
