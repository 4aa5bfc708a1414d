/** Which document it is, in the words of the office: the fields of a register of papers, and where each was read. */
import type { IdentityFields, IdentitySource, Stated, Unread } from '../identity/identity.ts'
import { codeOf, withBeside } from '../identity/named-beside.ts'
import { NO_FIELDS } from '../identity/read-identity.ts'
import type { JudgedSubmission } from '../tally/tally.ts'

/** Without full stop. */
export const SOURCE_LABELS = {
  'page-text': 'theo chữ trên văn bản',
  'signature-widget': 'theo chữ trong ô chữ ký số',
  'file-name': 'theo tên tệp',
  'mail-subject': 'theo tiêu đề thư',
  person: 'do cán bộ phụ trách ghi',
} as const satisfies Record<IdentitySource, string>

const UNREAD_SENTENCES = {
  unreadable: 'Không đọc được chữ trong tệp: tệp hỏng, hoặc được bảo vệ bằng mật khẩu.',
  'too-large': 'Tệp quá lớn nên không đọc chữ trong tệp.',
  limit: 'Đọc chữ trong tệp cần quá nhiều thời gian hoặc bộ nhớ nên đã dừng.',
  'no-reader': 'Máy này chưa cài phần đọc chữ trong tệp.',
  failed: 'Chương trình gặp lỗi khi đọc chữ trong tệp; sẽ đọc lại khi tệp được kiểm tra lần sau.',
} as const satisfies Record<Unread, string>

/** All that is known of it: what the file says, and where it is silent its name and the subject of its letter. */
export function identityOf({ reading, submission, mailSubject }: JudgedSubmission): IdentityFields {
  const own = reading?.kind === 'read' ? reading.identity : NO_FIELDS
  return withBeside(own, submission.fileName, mailSubject)
}

/** "Kế hoạch số 12/KH-UBND ngày 22/7/2021"; null where no number is known. Hostile text, to be escaped where it is shown. */
export function nameInWords(fields: IdentityFields): string | null {
  const code = codeOf(fields)
  if (code === null) return null
  const date = fields.issuedDate ? ` ngày ${dateInWords(fields.issuedDate.value)}` : ''
  const isWholeDate = (fields.issuedDate?.value.length ?? 0) === WHOLE_DATE
  return `${fields.typeName?.value ?? 'Văn bản'} số ${code}${isWholeDate ? date : ''}`
}

const WHOLE_DATE = 'yyyy-mm-dd'.length

/** Days below 10 and the months 1 and 2 with a leading zero (NĐ 30/2020/NĐ-CP, Phụ lục I); `…` for what is not filled in. */
export function dateInWords(date: string): string {
  const [year = '', month, day] = date.split('-')
  const written = month === undefined ? '…' : Number(month) < 3 ? month : String(Number(month))
  return `${day ?? '…'}/${written}/${year}`
}

/** Why the file itself says nothing, or should not be believed; null where there is nothing to say. */
export function explainReading(reading: JudgedSubmission['reading']): string | null {
  if (reading === null) return 'Chưa đọc chữ trong tệp.'
  if (reading.kind === 'unread') return UNREAD_SENTENCES[reading.why]
  switch (reading.identity.text) {
    case 'none':
      return 'Tệp là bản quét hoặc ảnh, không có chữ để đọc.'
    case 'garbled':
      return 'Chữ trong tệp do máy nhận dạng từ bản quét và sai nhiều, nên không được dùng.'
    case 'legible':
      return reading.identity.isAppendix
        ? 'Tệp là phụ lục; số, ký hiệu và ngày là của văn bản mà phụ lục kèm theo.'
        : null
  }
}

/** What must be compared with the paper: it was not read from the document itself, or a mark was missing. */
export function sourceInWords({ source, confidence }: Stated<unknown>): string {
  return `${SOURCE_LABELS[source]}${confidence === 'doubtful' ? ', cần đối chiếu' : ''}`
}
