/** The readable form of `sokyso verify`: one block of Vietnamese text for a file. */
import { printable } from '../printable.ts'
import { type Code, meaningOf } from '../validation/code.ts'
import type { DocumentReport, SignatureReport, SignerReport } from '../validation/report.ts'
import { type Explanation, explainDocument, explainNote, explainVerdict, outcomeLabel } from './explain.ts'
import { explainChanges } from './explain-changes.ts'
import { nameOf } from './fact-words.ts'
import {
  explainLevel,
  explainRevocation,
  explainTrust,
  INTEGRITY_LABELS,
  LATER_CHANGE_LABELS,
  SIGNER_KINDS,
} from './signature-words.ts'
import { vietnameseDate, vietnameseDateTime } from './vietnamese-date.ts'

/**
 * Lines for a terminal, without colours, ending in a line break. Names from the file can hold control characters that
 * a terminal would obey: they are shown as U+FFFD.
 *
 * The facts of each signature are those that a checker must show (TT 15/2025/TT-BKHCN).
 */
export function explainReport(report: DocumentReport, file: string): string {
  const { sentence, nextStep } = forCommand(explainDocument(report), report)
  const lines = [
    `Tệp: ${file}`,
    `Kết quả: ${outcomeLabel(report).toLocaleUpperCase('vi')}`,
    `  ${sentence}`,
    ...report.notes.map((note) => `  Lưu ý: ${explainNote(note).sentence}`),
    ...report.signatures.flatMap((signature, index) => signatureLines(signature, index + 1, report)),
    `Việc cần làm: ${nextStep}`,
  ]
  return `${lines.map(printable).join('\n')}\n`
}

/** The service judges again by itself, with the authorities that its operator imported; whoever runs a command does both. */
function forCommand(explanation: Explanation, { code }: { readonly code: Code }): Explanation {
  if (code === 'untrusted-issuer') return { ...explanation, nextStep: GIVE_AUTHORITY }
  return meaningOf(code).effect === 'provisional' ? { ...explanation, nextStep: JUDGE_AGAIN } : explanation
}

const JUDGE_AGAIN =
  'Đơn vị không phải gửi lại; kiểm tra lại khi có danh sách thu hồi phù hợp (--crl), hoặc cho phép tải (--online).'
const GIVE_AUTHORITY =
  'Nếu tổ chức cấp là cơ quan có thẩm quyền, thêm chứng thư số của tổ chức đó và của tổ chức cấp trên bằng --trust rồi kiểm tra lại; ' +
  'nếu không, đề nghị đơn vị ký lại bằng chứng thư số do cơ quan có thẩm quyền cấp, còn hiệu lực.'

function signatureLines(signature: SignatureReport, number: number, report: DocumentReport): readonly string[] {
  const { kind, outcome, integrity, modification, notes, signer, level, path } = signature
  const { sentence, nextStep } = forCommand(explainVerdict(signature), signature)
  // What is said of the only signature stands at the head and the foot already.
  const isSaid = report.signatures.length === 1 && signature.code === report.code
  const title = kind === 'signature' ? 'Chữ ký' : 'Dấu thời gian của văn bản'
  return [
    `${title} ${number}: ${outcomeLabel(signature)}`,
    ...(isSaid ? [] : [`    ${sentence}`]),
    ...(signer ? signerLines(signer) : ['    Người ký: không xác định được']),
    `    Toàn vẹn: ${INTEGRITY_LABELS[integrity]}; ${lowered(LATER_CHANGE_LABELS[modification])}`,
    ...(level === null ? [] : [`    Mức chữ ký: ${explainLevel(level)}`]),
    `    Đường dẫn chứng thực: ${lowered(explainTrust(signature))}`,
    ...path.map((member) => `      ${member.commonName}: ${lowered(explainRevocation(member))}`),
    ...timeLines(signature, report),
    ...explainChanges(signature).map((change) => `    Thay đổi sau khi ký: ${change}`),
    ...notes.map((note) => `    Lưu ý: ${explainNote(note, signature).sentence}`),
    ...(outcome === 'valid' || isSaid ? [] : [`    Cách khắc phục: ${nextStep}`]),
  ]
}

function signerLines(signer: SignerReport): readonly string[] {
  return [
    `    Người ký: ${nameOf(signer)} (${lowered(SIGNER_KINDS[signer.kind])})`,
    ...(signer.organization === null ? [] : [`    Cơ quan quản lý: ${signer.organization}`]),
    `    Tổ chức cấp chứng thư số: ${signer.issuer}`,
    `    Thời hạn chứng thư số: ${vietnameseDate(signer.notBefore)} đến ${vietnameseDate(signer.notAfter)}`,
  ]
}

function timeLines(signature: SignatureReport, report: DocumentReport): readonly string[] {
  const { claimedSigningTime: claimed, bestSignatureTime: best } = signature
  return [
    ...(claimed === null ? [] : [`    Thời gian ký theo máy người ký: ${vietnameseDateTime(claimed)}`]),
    ...(best === null
      ? []
      : [`    Chắc chắn đã ký trước: ${vietnameseDateTime(best)}, ${groundOf(best, signature, report)}`]),
  ]
}

/** A time that no time-stamp of the file gives is that of receipt, or of the check where receipt is not known. */
function groundOf(best: string, { timestamp }: SignatureReport, { signatures }: DocumentReport): string {
  const stamps = [timestamp, ...signatures.map((other) => other.timestamp)]
  const stamp = stamps.find((each) => each?.time === best && each.outcome === 'valid')
  return stamp ? `theo dấu thời gian của ${stamp.authority}` : 'theo thời điểm nhận hoặc kiểm tra tệp'
}

const lowered = (text: string) => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
