/** What `sokyso trust` says to the operator. */
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import { assertNever, type Instant, type Sha256 } from '../lang.ts'
import { printable } from '../printable.ts'
import { vietnameseDate } from '../report/vietnamese-date.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'
import { commonName } from '../validation/distinguished-name.ts'
import type { CertificateDecision, Ground, ListDecision, Refusal } from './accept.ts'

/** Names come from files and can hold control characters that a terminal would obey. */
export function nameOf({ subject }: Pick<Certificate, 'subject'>): string {
  return printable(commonName(subject) || '(không có tên)')
}

/** Where the operator stands: at the command line, or before the page. */
type Manner = 'command' | 'page'

export function explainCertificate(decision: CertificateDecision, now: Instant, manner: Manner = 'command'): string {
  const { certificate } = decision
  const fingerprint = `    SHA-256 ${certificate.sha256}`
  const name = nameOf(certificate)
  switch (decision.kind) {
    case 'taken': {
      const remark = now > certificate.notAfter ? `; đã hết hạn ngày ${vietnameseDate(certificate.notAfter)}` : ''
      return `Đã nhận: ${name}\n    ${groundWords(decision.ground, manner)}${remark}\n${fingerprint}`
    }
    case 'present':
      return `Đã có từ trước: ${name}\n${fingerprint}`
    case 'refused':
      return `Không nhận: ${name}\n    ${decision.why === 'self-signed' ? SELF_SIGNED[manner] : REFUSALS[decision.why]}\n${fingerprint}`
    default:
      return assertNever(decision)
  }
}

function groundWords(ground: Ground, manner: Manner): string {
  switch (ground.kind) {
    case 'pinned':
      return `khớp mã SHA-256 đã biết của ${ground.pin.name}`
    case 'named':
      return manner === 'page' ? 'khớp mã SHA-256 đã đối chiếu' : 'khớp mã SHA-256 ghi sau --pin'
    case 'issued':
      return `do ${nameOf(ground.by)} cấp`
    default:
      return assertNever(ground)
  }
}

const COMPARE =
  'chứng thư số tự ký, ai cũng tự tạo được. Đối chiếu mã SHA-256 dưới đây với bản do tổ chức chứng thực công bố; '

const SELF_SIGNED = {
  command: `${COMPARE}nếu đúng thì chạy lại với --pin và mã đó`,
  page: `${COMPARE}nếu đúng thì ghi mã đó vào ô “Mã SHA-256 đã đối chiếu” và gửi lại`,
} as const satisfies Record<Manner, string>

const REFUSALS: Readonly<Record<Exclude<Refusal, 'self-signed'>, string>> = {
  'unknown-issuer': 'không do chứng thư số nào đã nhận cấp. Nhận chứng thư số của tổ chức cấp trên trước',
  'no-authority': 'không phải chứng thư số của tổ chức chứng thực',
}

export function explainList(decision: ListDecision, now: Instant): string {
  const issuer = nameOf({ subject: decision.list.issuer })
  const what = `danh sách thu hồi của ${issuer}, ${listWords(decision.list, now)}`
  switch (decision.kind) {
    case 'taken':
      return `Đã nhận: ${what}`
    case 'present':
      return `Đã có từ trước: ${what}`
    case 'refused':
      return `Không nhận: ${what}\n    không tổ chức chứng thực nào đã nhận ký danh sách này. Nhập chứng thư số của tổ chức đó trước, rồi nhập lại danh sách`
    default:
      return assertNever(decision)
  }
}

type ListFacts = Pick<CertificateList, 'number' | 'thisUpdate' | 'nextUpdate' | 'entryCount'>

/** số 7, lập ngày 10/08/2021, kỳ sau 12/08/2021 (còn hạn), 1.234 mục */
export function listWords({ number, thisUpdate, nextUpdate, entryCount }: ListFacts, now: Instant): string {
  const next =
    nextUpdate === null
      ? 'không ghi kỳ sau'
      : `kỳ sau ${vietnameseDate(nextUpdate)} (${now < nextUpdate ? 'còn hạn' : 'quá hạn'})`
  // A negative number breaks RFC 5280, 5.2.3, and is shown as it is spelled.
  const shown = number === null ? 'không số' : `số ${/^[0-9a-f]+$/.test(number) ? BigInt(`0x${number}`) : number}`
  return `${shown}, lập ngày ${vietnameseDate(thisUpdate)}, ${next}, ${vietnameseNumber(entryCount)} mục`
}

export const explainUnreadable = (path: string, why: string): string =>
  `Không nhận: ${printable(path)}\n    ${printable(why)}`

export const explainUnmet = (pin: Sha256): string => `Không có chứng thư số nào mang mã SHA-256 ${pin} (--pin).`

export const explainNoFolder = (folder: string): string =>
  `Thư mục ${printable(folder)} của SOKYSO_TRUST chưa có và chưa được tạo, vì không nhận chứng thư số nào. Kiểm tra lại đường dẫn này.`

export const NO_LIST_FOLDER = 'Không nhận danh sách thu hồi nào: chưa khai báo SOKYSO_CRL.'

export const NO_TRUST_FOLDER =
  'Chưa khai báo SOKYSO_TRUST: thư mục chứa chứng thư số của các tổ chức chứng thực. Ghi vào tệp .env rồi chạy lại.'

export const NO_AUTHORITY =
  'Chưa có chứng thư số nào trong thư mục của SOKYSO_TRUST. Dùng: npm run -s trust -- import TỆP|THƯ-MỤC...'

type Count = { readonly taken: number; readonly present: number; readonly refused: number }

export const summary = ({ taken, present, refused }: Count): string =>
  `Nhận ${taken}, đã có ${present}, không nhận ${refused}.`
