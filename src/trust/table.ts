/** The table of authorities, for a terminal. */
import type { Instant } from '../lang.ts'
import { vietnameseDate } from '../report/vietnamese-date.ts'
import type { AnchorRole, TrustAnchor } from '../validation/judgement.ts'
import type { AuthorityRow } from './list.ts'
import { listWords, nameOf } from './words.ts'

/** Digits of a fingerprint that are enough to tell the authorities of one office apart. */
const SHORT = 8

/** A name wider than this would push the columns off a screen of 120. */
const NAME_WIDTH = 46

const HEADINGS = ['Tên', 'Hiệu lực', 'SHA-256', 'Loại', 'Ghim'] as const

/** Lines without a break at the end: a row for each authority, and below it what does not fit into columns. */
export function trustTable(rows: readonly AuthorityRow[], now: Instant): readonly string[] {
  const cells = [HEADINGS, ...rows.map((row) => cellsOf(row))]
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  const aligned = cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const [headings = '', ...lines] = aligned
  return [headings, ...lines.flatMap((line, index) => [line, ...detailsOf(rows[index], now)])]
}

const PIN_WORDS = { known: 'có', 'by-hand': 'bằng tay', none: 'không' } as const satisfies Record<
  AuthorityRow['pin'],
  string
>

function cellsOf({ certificate, anchor, isBarred, pin }: AuthorityRow): readonly string[] {
  const name = nameOf(certificate).normalize('NFC')
  const short = name.length > NAME_WIDTH ? `${name.slice(0, NAME_WIDTH - 1)}…` : name
  const validity = `${vietnameseDate(certificate.notBefore)} - ${vietnameseDate(certificate.notAfter)}`
  const kind = anchor ? 'gốc' : isBarred ? 'không tin' : 'trung gian'
  return [short, validity, certificate.sha256.slice(0, SHORT), kind, PIN_WORDS[pin]]
}

function detailsOf(row: AuthorityRow | undefined, now: Instant): readonly string[] {
  if (!row) return []
  const { certificate, anchor, list } = row
  const limits = anchor ? limitWords(anchor) : ''
  return [
    `    SHA-256: ${certificate.sha256}`,
    ...(limits === '' ? [] : [`    Giới hạn: ${limits}`]),
    ...(now > certificate.notAfter ? ['    Chứng thư số đã hết hạn'] : []),
    `    Danh sách thu hồi: ${list ? listWords(list, now) : 'chưa có'}`,
  ]
}

const ROLES: Readonly<Record<AnchorRole, string>> = {
  signer: 'người ký',
  'time-stamp-authority': 'dấu thời gian',
}

/** Empty where the anchor is trusted without limit. */
function limitWords({ trustedFrom, trustedUntil, roles }: TrustAnchor): string {
  return [
    ...(trustedFrom === null ? [] : [`từ ${vietnameseDate(trustedFrom)}`]),
    ...(trustedUntil === null ? [] : [`trước ${vietnameseDate(trustedUntil)}`]),
    ...(roles.length === Object.keys(ROLES).length ? [] : [`chỉ cho ${roles.map((role) => ROLES[role]).join(', ')}`]),
  ].join('; ')
}
