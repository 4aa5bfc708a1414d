/** What a checker must show of each signature: TT 15/2025/TT-BKHCN. */
import { explainNote, OUTCOME_LABELS, outcomeLabel } from '../report/explain.ts'
import { nameOf } from '../report/fact-words.ts'
import {
  explainRevocation,
  explainTrust,
  INTEGRITY_LABELS,
  LATER_CHANGE_LABELS,
  SIGNER_KINDS,
} from '../report/signature-words.ts'
import { vietnameseDate, vietnameseDateTime } from '../report/vietnamese-date.ts'
import type { SignatureReport, SignerReport } from '../validation/report.ts'

type Fact = readonly [label: string, value: string]

export function signatureFacts(
  signature: SignatureReport,
  number: number,
): { readonly title: string; readonly facts: readonly Fact[] } {
  const { signer, kind, integrity, modification, notes } = signature
  const what = kind === 'signature' ? 'Chữ ký số' : 'Dấu thời gian của văn bản'
  const unknown = 'Không xác định được'
  return {
    title: `${what} ${number}: ${outcomeLabel(signature)}`,
    facts: [
      ['Cơ quan cấp chứng thư số', signer?.issuer ?? unknown],
      ['Chủ thể ký', signer ? `${nameOf(signer)} (${lowered(SIGNER_KINDS[signer.kind])})` : unknown],
      ['Đơn vị quản lý chứng thư số', signer ? managerOf(signer) : unknown],
      ['Thời điểm ký, dấu thời gian', timeOf(signature)],
      ['Tính toàn vẹn', `${INTEGRITY_LABELS[integrity]}; ${lowered(LATER_CHANGE_LABELS[modification])}`],
      ['Tính hợp lệ tại thời điểm ký', validityOf(signature)],
      ['Thời hạn hiệu lực chứng thư số', signer ? spanOf(signer) : unknown],
      ...(notes.length === 0 ? [] : [['Lưu ý', notesOf(signature)] as const]),
    ],
  }
}

const lowered = (text: string) => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)
const notesOf = (signature: SignatureReport) =>
  [...new Set(signature.notes)].map((note) => explainNote(note, signature).label).join('; ')

const spanOf = ({ notBefore, notAfter, serialNumber }: SignerReport) =>
  `${vietnameseDate(notBefore)} đến ${vietnameseDate(notAfter)}; số hiệu ${serialNumber}`

function managerOf({ organizationalUnits, organization }: SignerReport): string {
  const names = [...organizationalUnits.toReversed(), ...(organization === null ? [] : [organization])]
  return names.length === 0 ? 'Không ghi trong chứng thư số' : names.join(', ')
}

function timeOf({ claimedSigningTime, timestamp }: SignatureReport): string {
  const claimed =
    claimedSigningTime === null
      ? 'Không ghi thời gian ký'
      : `${vietnameseDateTime(claimedSigningTime)} theo máy người ký`
  if (timestamp === null) return `${claimed}; không có dấu thời gian`
  const result = lowered(OUTCOME_LABELS[timestamp.outcome])
  return `${claimed}; dấu thời gian ${vietnameseDateTime(timestamp.time)} của ${timestamp.authority} (${result})`
}

/** The path, and of the certificate itself whether it was revoked; a status that could not be checked is a warning. */
function validityOf(signature: SignatureReport): string {
  const { path, outcome } = signature
  const [own] = path
  const status = own ? lowered(explainRevocation(own)) : 'chưa xét tình trạng thu hồi vì chưa có đường dẫn chứng thực'
  const isUnchecked = own === undefined || path.some(({ revocation }) => revocation?.status === 'unknown')
  const warning = isUnchecked ? ' CẢNH BÁO: chưa kiểm tra được đầy đủ tình trạng thu hồi của chứng thư số.' : ''
  return `${outcomeLabel({ outcome, code: signature.code })}; ${lowered(explainTrust(signature))}; ${status}.${warning}`
}
