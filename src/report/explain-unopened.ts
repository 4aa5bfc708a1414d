/** Parts of letters that a person must look at, in words: why, and what to do. */
import type { UnopenedReason } from '../mail/letter.ts'
import type { Explanation } from './explain.ts'

const ASK_FOR_PLAIN_FILE = 'Đề nghị đơn vị gửi lại tệp PDF đính kèm trực tiếp vào thư.'
const ASK_FOR_SIGNED_PDF = 'Cán bộ phụ trách kiểm tra thủ công, hoặc đề nghị đơn vị gửi bản PDF đã ký số.'

const UNOPENED = {
  'encrypted-archive': {
    label: 'Tệp nén cần mật khẩu',
    sentence: 'Tệp nén được đặt mật khẩu nên không mở được.',
    nextStep: ASK_FOR_PLAIN_FILE,
  },
  'unreadable-archive': {
    label: 'Tệp nén không mở được',
    sentence: 'Tệp nén bị hỏng hoặc thuộc loại không mở được.',
    nextStep: ASK_FOR_PLAIN_FILE,
  },
  'unsupported-archive': {
    label: 'Định dạng nén chưa hỗ trợ',
    sentence: 'Tệp nén không phải loại ZIP nên chưa được mở.',
    nextStep: ASK_FOR_PLAIN_FILE,
  },
  'limit-reached': {
    label: 'Chưa đọc hết',
    sentence:
      'Thư vượt mức cho phép về số tệp, dung lượng hoặc số lớp lồng nhau; từ phần này trở đi chưa được đọc, ' +
      'các tệp tìm thấy trước đó vẫn được kiểm tra.',
    nextStep: 'Mở thư trong hộp thư để xem phần còn lại; nếu còn văn bản thì đề nghị đơn vị gửi lại bằng thư khác.',
  },
  'unsupported-format': {
    label: 'Định dạng chưa hỗ trợ',
    sentence: 'Định dạng tệp chưa được hỗ trợ kiểm tra tự động.',
    nextStep: ASK_FOR_SIGNED_PDF,
  },
  'signed-office': {
    label: 'Tệp văn phòng có chữ ký số',
    sentence: 'Tệp văn phòng mang chữ ký số riêng của nó, loại chữ ký này chưa được hỗ trợ kiểm tra tự động.',
    nextStep: ASK_FOR_SIGNED_PDF,
  },
  'signed-xml': {
    label: 'Tệp dữ liệu có chữ ký số',
    sentence: 'Tệp dữ liệu dạng thẻ có chữ ký số, loại chữ ký này chưa được hỗ trợ kiểm tra tự động.',
    nextStep: ASK_FOR_SIGNED_PDF,
  },
  'signed-wrapper': {
    label: 'Tệp được ký bao ngoài',
    sentence:
      'Tệp nằm bên trong một chữ ký số bao ngoài. Tệp bên trong được lấy ra để kiểm tra riêng, ' +
      'còn chữ ký bao ngoài chưa được kiểm tra.',
    nextStep: ASK_FOR_SIGNED_PDF,
  },
  'detached-signature': {
    label: 'Chữ ký số để rời',
    sentence: 'Tệp này chỉ chứa chữ ký số, để rời khỏi văn bản; chữ ký để rời chưa được hỗ trợ kiểm tra tự động.',
    nextStep: ASK_FOR_SIGNED_PDF,
  },
  'unreadable-winmail': {
    label: 'Gói của phần mềm Outlook',
    sentence: 'Phần mềm Outlook của bên gửi đã gói các tệp đính kèm vào một tệp riêng, gói này không mở được.',
    nextStep:
      'Đề nghị đơn vị chọn định dạng thư là văn bản thuần hoặc trang mạng trong Outlook rồi gửi lại, ' +
      'hoặc gửi lại bằng trang thư điện tử.',
  },
  'encrypted-letter': {
    label: 'Phần thư bị mã hóa',
    sentence: 'Phần này của thư bị mã hóa nên không đọc được.',
    nextStep: 'Đề nghị đơn vị gửi lại thư không mã hóa.',
  },
  'unreadable-letter': {
    label: 'Thư đính kèm không đọc được',
    sentence: 'Thư đính kèm trong thư này sai cấu trúc nên không đọc được.',
    nextStep: ASK_FOR_PLAIN_FILE,
  },
  'partial-letter': {
    label: 'Thư bị chia thành nhiều mảnh',
    sentence: 'Phần mềm gửi thư đã chia thư thành nhiều mảnh, mỗi mảnh một thư nên không ghép lại được.',
    nextStep: 'Đề nghị đơn vị tắt chức năng chia nhỏ thư, hoặc gửi lại ít tệp hơn trong mỗi thư.',
  },
  'links-only': {
    label: 'Chỉ có liên kết',
    sentence: 'Thư không đính kèm tệp mà chỉ có liên kết tới tệp. Hệ thống không mở liên kết trong thư.',
    nextStep: ASK_FOR_PLAIN_FILE,
  },
} as const satisfies Record<UnopenedReason, Explanation>

export function explainUnopened(reason: UnopenedReason): Explanation {
  return UNOPENED[reason]
}

/** In a sentence of its own, for a signature that bears the name of a document of the letter. */
export function explainPair(documentName: string): string {
  return `Theo tên tệp, chữ ký này là của văn bản ${documentName}.`
}
