/** Facts of a finding in words: whose certificate, since when, until when, and what exactly is at fault. */
import type { PathMember, SignerReport } from '../validation/report.ts'
import { isKnownAuthority } from './known-authorities.ts'
import { vietnameseDate, vietnameseDateTime } from './vietnamese-date.ts'

export type Facts = Readonly<Record<string, string>>

/** What a sentence may name; all of it can be missing. */
export type Circumstances = {
  readonly signer: SignerReport | null
  readonly facts: Facts
  /** Where the names of the authorities are. */
  readonly path?: readonly PathMember[]
}

/** "của UBND xã Húc", "của Hồ Văn A (UBND xã Húc)", or nothing. */
export function ofSigner({ signer }: Circumstances): string {
  return signer ? ` của ${nameOf(signer)}` : ''
}

export function bySigner({ signer }: Circumstances): string {
  return signer ? ` bởi ${nameOf(signer)}` : ''
}

export function nameOf({ kind, commonName, organizationalUnits, organization }: SignerReport): string {
  const office = organizationalUnits.at(-1) ?? organization
  return kind === 'person' && office ? `${commonName} (${office})` : commonName
}

/** Whose certificate a fact speaks of. The signer is not to be blamed for one further up. */
export function ofHolder(seen: Circumstances): string {
  const { signer, facts, path = [] } = seen
  if (facts.certificate === undefined || facts.certificate === signer?.sha256) return ofSigner(seen)
  const holder = path.find(({ sha256 }) => sha256 === facts.certificate)
  return holder?.commonName ? ` của tổ chức cấp (${holder.commonName})` : ' của tổ chức cấp'
}

/** The authority whose certificate was not at hand; null where it is none that offices use, or was at hand and not trusted. */
export function missingAuthority({ facts }: Circumstances): string | null {
  // An anchor that is trusted for less than this is there, and its limits are the operator's will.
  return facts.role === undefined && isKnownAuthority(facts.issuer) ? facts.issuer : null
}

/** " từ 05/05/2020": the end of the certificate that the fact speaks of. */
export function sinceEnd({ signer, facts }: Circumstances): string {
  const isSigner = signer !== null && (facts.certificate === undefined || facts.certificate === signer.sha256)
  return isSigner ? ` từ ${vietnameseDate(signer.notAfter)}` : sinceDay(facts, 'notAfter')
}

/** " từ 05/05/2020", or nothing. */
export function sinceDay(facts: Facts, name: string): string {
  return facts[name] ? ` từ ${vietnameseDate(facts[name])}` : ''
}

/** "`words` đến 05/05/2020", or null. */
export function untilDay(facts: Facts, name: string, words: string): string | null {
  return facts[name] ? `${words} đến ${vietnameseDate(facts[name])}` : null
}

/** " ngày 05/05/2020", or nothing. */
export function onDay(facts: Facts, name: string): string {
  return facts[name] ? ` ngày ${vietnameseDate(facts[name])}` : ''
}

/** " lúc 05/05/2020 07:00:00 (GMT+7)", or nothing. */
export function atTime(facts: Facts, name: string): string {
  return facts[name] ? ` lúc ${vietnameseDateTime(facts[name])}` : ''
}

export function onPage(facts: Facts): string {
  return facts.page ? ` ở trang ${facts.page}` : ''
}

const PATH_FAULTS: Readonly<Record<string, string>> = {
  signature: 'chữ ký của tổ chức cấp trên chứng thư số không đúng',
  'issuer name': 'tên tổ chức cấp không khớp',
  policy: 'chính sách cấp chứng thư số không được chấp nhận',
  'mapping of any policy': 'quy đổi chính sách cấp chứng thư số không đúng quy định',
  'not a CA': 'nơi cấp không có quyền cấp chứng thư số',
  'path length': 'có nhiều cấp tổ chức cấp hơn mức được phép',
  'key usage': 'tổ chức cấp không được dùng chứng thư số của mình để cấp chứng thư số khác',
  'ocsp-nocheck': 'chứng thư số tự miễn kiểm tra thu hồi',
  'noRevAvail of an authority': 'chứng thư số tự miễn kiểm tra thu hồi',
}

/** What breaks a rule of RFC 5280 on the way to the anchor: ": …", or nothing. */
export function pathFault({ what, notBefore }: Facts): string {
  if (what === undefined) return notBefore ? `: chứng thư số chỉ có hiệu lực từ ${vietnameseDate(notBefore)}` : ''
  if (what.startsWith('critical extension')) return ': chứng thư số có điều kiện bắt buộc mà hệ thống chưa biết'
  const isAboutNames = /^(?:excluded|not permitted|subtree bounds|too many names)/u.test(what)
  const fault = isAboutNames ? 'tên trong chứng thư số nằm ngoài phạm vi được cấp' : PATH_FAULTS[what]
  return fault ? `: ${fault}` : ''
}

const REQUIREMENTS: Readonly<Record<string, string>> = {
  'signing-time': 'thời gian ký',
  'signing-time in validity': 'thời gian ký nằm trong thời hạn chứng thư số',
  'signing-certificate': 'dẫn chiếu đến chứng thư số của người ký',
  nonRepudiation: 'quyền ký chống chối bỏ ghi trong chứng thư số',
  'time-stamp': 'dấu thời gian tin cậy được',
  'time-stamp delay': 'dấu thời gian được cấp kịp thời sau khi ký',
  'time-stamp order': 'các dấu thời gian đúng thứ tự',
}

/** What the standard or the policy in force asks of a signature: ": …", or nothing. Several are parted by commas. */
export function requirement({ what = '' }: Facts): string {
  const words = what.split(',').flatMap((one) => REQUIREMENTS[one] ?? [])
  return words.length === 0 ? '' : `: ${words.join('; ')}`
}

const USES: Readonly<Record<string, string>> = {
  document: 'Chữ ký số dùng thuật toán',
  certificate: 'Chứng thư số được cấp bằng thuật toán',
  revocation: 'Danh sách thu hồi được lập bằng thuật toán',
  'time-stamp': 'Dấu thời gian dùng thuật toán',
}

/** "Chữ ký số dùng thuật toán SHA-1 không còn an toàn từ 01/08/2012"; null where the facts do not tell. */
export function weakness(facts: Facts): string | null {
  const { what, use = '', bits } = facts
  if (!what) return null
  if (bits) return `Khóa ký ${keyName(what)} dài ${bits} bit không còn an toàn${sinceDay(facts, 'end')}`
  const ended = facts.end ? `không còn an toàn${sinceDay(facts, 'end')}` : 'không được chấp nhận'
  return USES[use] ? `${USES[use]} ${digestName(what)} ${ended}` : null
}

const keyName = (kind: string) => kind.replace(/-.*$/u, '').toUpperCase()

const digestName = (digest: string) => digest.toUpperCase().replace(/^SHA(?=\d+$)/u, 'SHA-')
