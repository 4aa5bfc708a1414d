/** What each code says to the clerk: a short reason, a sentence, and what to do next. */
import type { Code } from '../validation/code.ts'
import {
  activeChange,
  annotationChange,
  contentChange,
  forbiddenChange,
  preparedContent,
  unexplainedChange,
} from './change-words.ts'
import {
  atTime,
  bySigner,
  type Circumstances,
  missingAuthority,
  ofHolder,
  ofSigner,
  onDay,
  pathFault,
  requirement,
  sinceDay,
  sinceEnd,
  untilDay,
  weakness,
} from './fact-words.ts'
import { vietnameseDate } from './vietnamese-date.ts'

export type CodeWords = {
  /** The reason in a table, without a full stop. */
  readonly label: string
  readonly sentence: string | ((seen: Circumstances) => string)
  readonly nextStep: NextStep | ((seen: Circumstances) => NextStep)
}

/** Said to the unit; `office`: of the office, which no letter asks of a unit. */
export type NextStep = string | { readonly office: string }

const NOTHING = 'Không cần làm gì thêm.'
const SIGN_AGAIN = 'Đề nghị đơn vị ký số lại trên bản gốc và gửi tệp mới.'
const SEND_ORIGINAL =
  'Đề nghị đơn vị gửi lại đúng tệp nhận được ngay sau khi ký số, không mở và lưu lại bằng phần mềm khác.'
const PERSON = { office: 'Cán bộ phụ trách mở tệp xem phần được nêu rồi quyết định.' }
const WAIT = 'Đơn vị không phải gửi lại; kết quả tự cập nhật khi có danh sách thu hồi mới.'
const CALL_IT = { office: 'Báo bộ phận công nghệ thông tin kiểm tra, kèm tệp này.' }
const IMPORT_AUTHORITY = {
  office:
    'Người vận hành nhập chứng thư số của tổ chức được nêu và của tổ chức cấp trên, rồi kiểm tra lại; đơn vị chưa phải gửi lại. ' +
    'Nếu đã nhập đủ thì chứng thư số này không do tổ chức đó cấp.',
}
const RIGHT_CERTIFICATE = 'Đề nghị đơn vị ký lại bằng chứng thư số do cơ quan có thẩm quyền cấp, còn hiệu lực.'

export const CODE_WORDS = {
  valid: {
    label: 'Chữ ký hợp lệ',
    sentence: (seen) => `Chữ ký số${ofSigner(seen)} hợp lệ; nội dung không thay đổi kể từ khi ký.`,
    nextStep: NOTHING,
  },
  'valid-later-signature': {
    label: 'Chữ ký hợp lệ, sau đó có ký thêm',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} hợp lệ; sau đó tệp chỉ có bổ sung được phép, nội dung đã ký không thay đổi.`,
    nextStep: NOTHING,
  },
  'valid-form-filled': {
    label: 'Có điền biểu mẫu sau khi ký',
    sentence: (seen) => `Chữ ký số${ofSigner(seen)} còn nguyên vẹn, nhưng sau khi ký có điền thêm ô trong biểu mẫu.`,
    nextStep: PERSON,
  },
  'valid-at-receipt': {
    label: 'Hợp lệ tại thời điểm nhận',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} hợp lệ: chứng thư số nay đã hết hạn${sinceEnd(seen)} nhưng còn hiệu lực khi nhận tệp.`,
    nextStep: NOTHING,
  },
  'not-signed': {
    label: 'Văn bản chưa được ký số',
    sentence: 'Tệp không có chữ ký số; hình chữ ký hoặc hình con dấu không phải là chữ ký số.',
    nextStep: 'Đề nghị đơn vị ký số văn bản rồi gửi lại tệp đã ký.',
  },
  'field-unsigned': {
    label: 'Có ô ký nhưng chưa ký',
    sentence: 'Tệp có ô chờ ký số nhưng chưa có ai ký vào.',
    nextStep: 'Đề nghị đơn vị hoàn thành việc ký số rồi gửi lại tệp đã ký.',
  },
  'not-a-pdf': {
    label: 'Không phải tệp PDF',
    sentence: 'Tệp không phải là tệp PDF, dù tên tệp có thể ghi như vậy.',
    nextStep: 'Đề nghị đơn vị gửi văn bản dạng PDF đã ký số.',
  },
  'file-damaged': {
    label: 'Tệp hỏng',
    sentence: 'Tệp PDF bị hỏng hoặc thiếu phần nên không mở được.',
    nextStep: 'Đề nghị đơn vị mở thử tệp trên máy rồi gửi lại.',
  },
  'password-needed': {
    label: 'Tệp có mật khẩu',
    sentence: 'Tệp bị khóa bằng mật khẩu nên chưa kiểm tra được chữ ký số.',
    nextStep: 'Đề nghị đơn vị gửi bản không đặt mật khẩu, ký số lại nếu cần.',
  },
  'resource-limit': {
    label: 'Tệp quá lớn hoặc quá phức tạp',
    sentence:
      'Tệp vượt mức cho phép về kích thước hoặc độ phức tạp nên chưa được kiểm tra hết; chưa có kết luận về chữ ký.',
    nextStep: { office: 'Đề nghị đơn vị gửi bản nhẹ hơn; nếu không được, cán bộ phụ trách kiểm tra thủ công.' },
  },
  'signature-malformed': {
    label: 'Dữ liệu chữ ký hỏng',
    sentence: 'Dữ liệu của chữ ký số không đầy đủ hoặc sai cấu trúc.',
    nextStep: SIGN_AGAIN,
  },
  'signature-type-unsupported': {
    label: 'Loại chữ ký chưa hỗ trợ',
    sentence: 'Chữ ký số thuộc loại mà hệ thống chưa kiểm tra được; chưa có kết luận.',
    nextStep: { office: 'Cán bộ phụ trách kiểm tra bằng công cụ khác rồi quyết định.' },
  },
  'multiple-signers': {
    label: 'Một chữ ký ghi nhiều người ký',
    sentence: ({ facts }) =>
      `Một chữ ký số trong tệp ghi ${facts.count ?? 'nhiều'} người ký, trong khi mỗi chữ ký chỉ được có một người.`,
    nextStep: SIGN_AGAIN,
  },
  'byte-range-invalid': {
    label: 'Chữ ký không bao phủ đúng tệp',
    sentence: 'Phạm vi mà chữ ký số bao phủ không đúng quy định, nên chữ ký không bảo đảm được nội dung tệp.',
    nextStep: SIGN_AGAIN,
  },
  'signature-object-replaced': {
    label: 'Chữ ký bị thay thế',
    sentence: 'Phần ghi chữ ký số trong tệp đã bị thay thế sau khi ký.',
    nextStep: SEND_ORIGINAL,
  },
  'signature-unlinked': {
    label: 'Chữ ký bị tách khỏi biểu mẫu',
    sentence: 'Trong tệp có dữ liệu chữ ký số nhưng không còn gắn với ô ký nào.',
    nextStep: SEND_ORIGINAL,
  },
  'duplicate-signature': {
    label: 'Chữ ký lặp lại',
    sentence: 'Hai ô ký hiển thị cùng một chữ ký số; chữ ký này chỉ được tính một lần.',
    nextStep: NOTHING,
  },
  'parser-ambiguity': {
    label: 'Nội dung hiển thị không thống nhất',
    sentence: 'Tệp có cấu trúc khiến các phần mềm khác nhau có thể hiển thị nội dung khác nhau.',
    nextStep: SEND_ORIGINAL,
  },
  'unexplained-bytes': {
    label: 'Có dữ liệu lạ trong tệp',
    sentence: 'Sau khi ký, tệp được nối thêm dữ liệu không thuộc phiên bản nào của văn bản.',
    nextStep: SEND_ORIGINAL,
  },
  'malformed-tail': {
    label: 'Phần cuối tệp hỏng',
    sentence: 'Phần cuối tệp bị hỏng hoặc bị ghi đè.',
    nextStep: SEND_ORIGINAL,
  },
  'document-digest-mismatch': {
    label: 'Nội dung đã bị thay đổi',
    sentence: (seen) => `Phần nội dung được ký${bySigner(seen)} đã bị thay đổi.`,
    nextStep: SEND_ORIGINAL,
  },
  'signature-value-wrong': {
    label: 'Chữ ký không khớp chứng thư số',
    sentence: (seen) => `Giá trị chữ ký không khớp với khóa trong chứng thư số${ofSigner(seen)}.`,
    nextStep: SIGN_AGAIN,
  },
  'document-changed-after-signing': {
    label: 'Tệp bị sửa sau khi ký',
    sentence: ({ facts }) => `${contentChange(facts)} sau khi ký.`,
    nextStep: SEND_ORIGINAL,
  },
  'annotation-added': {
    label: 'Có ghi chú thêm sau khi ký',
    sentence: ({ facts }) => `${annotationChange(facts)} sau khi ký.`,
    nextStep: PERSON,
  },
  'page-added': {
    label: 'Thêm trang sau khi ký',
    sentence: ({ facts }) =>
      facts.page ? `Trang ${facts.page} được thêm sau khi ký.` : 'Sau khi ký, văn bản bị thêm trang.',
    nextStep: SEND_ORIGINAL,
  },
  'page-removed': {
    label: 'Bớt trang sau khi ký',
    sentence: ({ facts }) =>
      facts.page ? `Trang ${facts.page} của bản đã ký bị bớt đi sau khi ký.` : 'Sau khi ký, văn bản bị bớt trang.',
    nextStep: SEND_ORIGINAL,
  },
  'page-order-changed': {
    label: 'Đổi thứ tự trang sau khi ký',
    sentence: ({ facts }) =>
      facts.page
        ? `Thứ tự các trang ${facts.page} bị đổi sau khi ký.`
        : 'Sau khi ký, thứ tự các trang của văn bản bị thay đổi.',
    nextStep: SEND_ORIGINAL,
  },
  'active-content-added': {
    label: 'Thêm mã lệnh sau khi ký',
    sentence: ({ facts }) => `${activeChange(facts)} sau khi ký.`,
    nextStep: SEND_ORIGINAL,
  },
  'certification-violated': {
    label: 'Thay đổi trái quy định của người ký',
    sentence: ({ facts }) =>
      `${forbiddenChange(facts) ?? 'Sau khi ký, tệp có thay đổi mà người ký đầu tiên không cho phép'}.`,
    nextStep: SEND_ORIGINAL,
  },
  'certification-inconsistent': {
    label: 'Quy định về thay đổi mâu thuẫn',
    sentence: 'Trong tệp, các quy định về những thay đổi được phép sau khi ký mâu thuẫn nhau.',
    nextStep: PERSON,
  },
  'locked-field-changed': {
    label: 'Ô đã khóa bị sửa',
    sentence: ({ facts }) =>
      facts.field
        ? `Ô “${facts.field}” đã khóa bị sửa sau khi ký.`
        : 'Sau khi ký, một ô đã khóa trong biểu mẫu bị sửa.',
    nextStep: SEND_ORIGINAL,
  },
  'later-change-unknown': {
    label: 'Có thay đổi sau khi ký, chưa rõ loại',
    sentence: ({ facts }) => {
      const change = unexplainedChange(facts)
      return change
        ? `Chữ ký số còn nguyên vẹn, nhưng sau khi ký có thay đổi chưa rõ có được phép hay không. ${change}.`
        : 'Chữ ký số còn nguyên vẹn, nhưng sau khi ký tệp có thay đổi mà hệ thống chưa xác định được có được phép hay không.'
    },
    nextStep: { office: 'Cán bộ phụ trách so sánh với bản đã ký, hoặc đề nghị đơn vị gửi lại tệp ngay sau khi ký.' },
  },
  'shadow-content': {
    label: 'Có nội dung ẩn từ trước khi ký',
    sentence: ({ facts }) =>
      `${preparedContent(facts) ?? 'Ngay khi được ký, tệp đã chứa nội dung ẩn có thể hiện ra hoặc thay đổi về sau'}.`,
    nextStep: { office: 'Cán bộ phụ trách xem lại; nên đề nghị đơn vị xuất lại tệp từ bản gốc rồi ký số.' },
  },
  'shadow-risk': {
    label: 'Có phần có thể che nội dung',
    sentence: ({ facts }) =>
      `${preparedContent(facts) ?? 'Tệp có phần có thể che hoặc thay nội dung hiển thị'}; chưa thấy dấu hiệu bị lợi dụng.`,
    nextStep: NOTHING,
  },
  'signer-certificate-missing': {
    label: 'Thiếu chứng thư số của người ký',
    sentence: 'Trong tệp không có chứng thư số của người ký nên chưa xác định được ai đã ký.',
    nextStep: SIGN_AGAIN,
  },
  'signer-certificate-mismatch': {
    label: 'Chứng thư số không thuộc chữ ký này',
    sentence: 'Chứng thư số kèm theo không phải là chứng thư số mà chữ ký chỉ định.',
    nextStep: SIGN_AGAIN,
  },
  'untrusted-issuer': {
    label: 'Tổ chức cấp chứng thư số không được tin cậy',
    sentence: (seen) => {
      const missing = missingAuthority(seen)
      return missing === null
        ? `Chứng thư số${ofSigner(seen)} do tổ chức không có trong danh sách tin cậy cấp${seen.signer?.issuer ? `: ${seen.signer.issuer}` : ''}.`
        : `Chưa xác minh được chứng thư số${ofSigner(seen)}: nơi kiểm tra chưa nhập chứng thư số của ${missing}, hoặc của tổ chức cấp trên.`
    },
    nextStep: (seen) => (missingAuthority(seen) === null ? RIGHT_CERTIFICATE : IMPORT_AUTHORITY),
  },
  'trust-ended': {
    label: 'Chứng thư số gốc hết hiệu lực',
    sentence: ({ facts }) =>
      `Chứng thư số gốc của tổ chức cấp ${untilDay(facts, 'trustedUntil', 'chỉ được tin cậy') ?? 'không còn được tin cậy'}, và không có bằng chứng chữ ký được tạo trước đó.`,
    nextStep: CALL_IT,
  },
  'chain-broken': {
    label: 'Đường dẫn chứng thực có lỗi',
    sentence: (seen) =>
      `Đường dẫn từ chứng thư số${ofSigner(seen)} đến chứng thư số gốc có lỗi ở chứng thư số${ofHolder(seen)}${pathFault(seen.facts)}.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'wrong-certificate-purpose': {
    label: 'Chứng thư số không dùng để ký văn bản',
    sentence: (seen) => `Chứng thư số${ofHolder(seen)} không được cấp cho việc đang dùng.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'self-signed': {
    label: 'Chứng thư số tự tạo',
    sentence: (seen) => `Chứng thư số${ofSigner(seen)} do chính người ký tự tạo, không có tổ chức nào xác nhận.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'certificate-not-yet-valid': {
    label: 'Chứng thư số chưa có hiệu lực khi ký',
    sentence: (seen) =>
      `Chữ ký được tạo trước khi chứng thư số${ofSigner(seen)} có hiệu lực${seen.signer ? ` (từ ${vietnameseDate(seen.signer.notBefore)})` : ''}.`,
    nextStep: SIGN_AGAIN,
  },
  'certificate-expired-at-signing': {
    label: 'Chứng thư số đã hết hạn lúc ký',
    sentence: (seen) => `Chứng thư số${ofSigner(seen)} đã hết hạn${sinceEnd(seen)} trước khi ký.`,
    nextStep: 'Đề nghị đơn vị gia hạn chứng thư số, ký số lại và gửi tệp mới.',
  },
  'signing-time-unproven': {
    label: 'Không chứng minh được ký khi còn hạn',
    sentence: (seen) =>
      `Chứng thư số${ofHolder(seen)} đã hết hạn${sinceEnd(seen)}, và không có bằng chứng chữ ký được tạo trước đó.`,
    nextStep: 'Đề nghị đơn vị ký lại bằng chứng thư số còn hạn, có dấu thời gian.',
  },
  'certificate-revoked': {
    label: 'Chứng thư số đã bị thu hồi khi ký',
    sentence: (seen) =>
      `Chữ ký được tạo sau khi chứng thư số${ofSigner(seen)} bị thu hồi${atTime(seen.facts, 'revokedAt')}.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'revoked-time-unproven': {
    label: 'Chứng thư số đã bị thu hồi',
    sentence: (seen) =>
      `Chứng thư số${ofSigner(seen)} đã bị thu hồi${atTime(seen.facts, 'revokedAt')}, và không có bằng chứng chữ ký được tạo trước đó.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'authority-revoked': {
    label: 'Chứng thư số của tổ chức cấp bị thu hồi',
    sentence: (seen) => `Chứng thư số${ofHolder(seen)} đã bị thu hồi${atTime(seen.facts, 'revokedAt')}.`,
    nextStep: RIGHT_CERTIFICATE,
  },
  'certificate-on-hold': {
    label: 'Chứng thư số đang tạm dừng',
    sentence: (seen) =>
      `Chứng thư số${ofHolder(seen)} bị tạm dừng${atTime(seen.facts, 'revokedAt')} và có thể được dùng lại; chưa thể kết luận.`,
    nextStep: { office: 'Cán bộ phụ trách hỏi đơn vị về tình trạng chứng thư số, rồi kiểm tra lại sau.' },
  },
  'revocation-unknown': {
    label: 'Chưa kiểm tra được tình trạng thu hồi',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} còn nguyên vẹn, nhưng chưa kiểm tra được chứng thư số${ofHolder(seen)} có bị thu hồi hay không.`,
    nextStep: WAIT,
  },
  'revocation-stale': {
    label: 'Danh sách thu hồi đã cũ',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} còn nguyên vẹn, nhưng danh sách thu hồi${onDay(seen.facts, 'thisUpdate')} về chứng thư số${ofHolder(seen)} ${untilDay(seen.facts, 'freshUntil', 'chỉ có giá trị') ?? 'đã quá hạn'}.`,
    nextStep: 'Đơn vị không phải gửi lại; hệ thống hỏi lại danh sách kế tiếp rồi tự cập nhật kết quả.',
  },
  'revocation-signer-expired': {
    label: 'Nguồn xác nhận thu hồi hết hạn',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} còn nguyên vẹn, nhưng chứng thư số của nơi xác nhận tình trạng thu hồi đã hết hạn${sinceDay(seen.facts, 'notAfter')}.`,
    nextStep: WAIT,
  },
  'weak-algorithm': {
    label: 'Thuật toán không còn an toàn',
    sentence: ({ facts }) =>
      `${weakness(facts) ?? 'Chữ ký số hoặc chứng thư số dùng thuật toán hoặc độ dài khóa không còn an toàn'}.`,
    nextStep: 'Đề nghị đơn vị cập nhật phần mềm ký số hoặc chứng thư số, rồi ký lại.',
  },
  'timestamp-invalid': {
    label: 'Dấu thời gian không tin cậy được',
    sentence: 'Dấu thời gian của chữ ký không tin cậy được nên không dùng để xác định thời điểm ký.',
    nextStep: NOTHING,
  },
  'timestamp-order': {
    label: 'Các dấu thời gian mâu thuẫn',
    sentence:
      'Các dấu thời gian mâu thuẫn nhau hoặc mâu thuẫn với thời điểm nhận tệp nên không dùng để xác định thời điểm ký.',
    nextStep: NOTHING,
  },
  'attribute-missing': {
    label: 'Thiếu thông tin trong chữ ký',
    sentence: ({ facts }) => `Chữ ký số thiếu một thông tin mà tiêu chuẩn yêu cầu${requirement(facts)}.`,
    nextStep: NOTHING,
  },
  'requirement-unmet': {
    label: 'Chưa đạt yêu cầu của chính sách kiểm tra',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} chưa có điều mà chính sách kiểm tra đang áp dụng yêu cầu${requirement(seen.facts)}.`,
    nextStep: {
      office: 'Cán bộ phụ trách xem yêu cầu được nêu rồi quyết định; nếu cần, đề nghị đơn vị ký số lại cho đủ.',
    },
  },
  'signature-policy-unmet': {
    label: 'Không theo chính sách ký số được yêu cầu',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} ${seen.facts.named ? `theo chính sách ký số ${seen.facts.named}, không phải` : 'không nêu được'} chính sách ký số mà nơi kiểm tra yêu cầu.`,
    nextStep: {
      office:
        'Cán bộ phụ trách xem xét rồi quyết định; nếu cần, đề nghị đơn vị ký số lại theo chính sách được yêu cầu.',
    },
  },
  'signer-not-entitled': {
    label: 'Văn bản của cơ quan khác',
    sentence: (seen) =>
      `Chữ ký số${ofSigner(seen)} hợp lệ, nhưng đây là văn bản do cơ quan khác ký số, không phải văn bản của đơn vị gửi.`,
    nextStep: 'Đề nghị đơn vị gửi văn bản do chính đơn vị ký số.',
  },
  'duplicate-submission': {
    label: 'Trùng văn bản',
    sentence: 'Văn bản này đã được tính từ một tệp khác; mỗi văn bản chỉ được tính một lần.',
    nextStep: 'Đề nghị đơn vị gửi văn bản khác nếu chưa đủ số lượng.',
  },
  'internal-error': {
    label: 'Lỗi của hệ thống',
    sentence: 'Hệ thống gặp lỗi khi kiểm tra; chưa có kết luận nào về tệp này.',
    nextStep: CALL_IT,
  },
} as const satisfies Record<Code, CodeWords>
