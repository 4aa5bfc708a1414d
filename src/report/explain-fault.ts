/** Why the mailbox cannot be read, in words, with what to do about it. */
import type { MailSourceFault } from '../mail/mail-source.ts'

type OwnFault = 'disk-low' | 'disk-full' | 'documents-waiting' | 'internal-error'

const SENTENCES = {
  'folder-missing':
    'Không mở được thư mục chứa thư. Kiểm tra đường dẫn của thư mục trong cấu hình và quyền đọc của chương trình.',
  unreachable:
    'Không kết nối được tới máy chủ thư. Kiểm tra mạng, tên máy chủ và cổng trong cấu hình; chương trình sẽ tự thử lại.',
  'login-refused':
    'Máy chủ thư từ chối đăng nhập. Kiểm tra tên đăng nhập và mật khẩu ở trang Thiết lập, hoặc trong cấu hình rồi khởi động lại chương trình; ' +
    'để tài khoản không bị khóa, chương trình chỉ tự thử lại sau mỗi 15 phút.',
  'token-refused':
    'Máy chủ cấp mã đăng nhập không còn chấp nhận ủy quyền đọc hộp thư. Chủ hộp thư cần ủy quyền lại; ' +
    'ghi mã làm mới mới vào tệp trong cấu hình rồi khởi động lại chương trình.',
  throttled:
    'Máy chủ thư tạm ngắt hoặc hạn chế kết nối. Chương trình giãn thời gian kết nối lại; ' +
    'nếu kéo dài, kiểm tra xem còn chương trình nào khác đang dùng cùng hộp thư.',
  'mailbox-missing':
    'Trên máy chủ không có hộp thư cần đọc. Kiểm tra tên hộp thư trong cấu hình, thông thường là INBOX.',
  'certificate-expired':
    'Chứng thư số của máy chủ thư đã hết hạn, nên chưa gửi mật khẩu. Đề nghị đơn vị quản trị máy chủ thư thay chứng thư số; ' +
    'nếu máy chủ không có lỗi, kiểm tra ngày giờ của máy này.',
  'certificate-refused':
    'Không xác minh được chứng thư số của máy chủ thư, nên chưa gửi mật khẩu. Kiểm tra tên máy chủ trong cấu hình; ' +
    'nếu máy chủ dùng chứng thư số nội bộ, khai báo tổ chức đã cấp chứng thư số đó; ' +
    'nếu đã ghim mã SHA-256 của chứng thư số, đối chiếu lại mã đó với đơn vị quản trị máy chủ thư.',
  'connection-lost':
    'Kết nối tới máy chủ thư bị ngắt giữa chừng. Chương trình sẽ tự kết nối lại; ' +
    'nếu lỗi lặp lại nhiều lần, đề nghị bộ phận quản trị mạng kiểm tra.',
  'disk-low':
    'Ổ đĩa lưu dữ liệu sắp đầy nên tạm dừng tải thư mới. Thư vẫn còn nguyên trong hộp thư, thời điểm nhận không thay đổi; ' +
    'dọn bớt ổ đĩa thì chương trình tự tải tiếp.',
  'disk-full':
    'Ổ đĩa lưu dữ liệu đã đầy hoặc không ghi được nên chưa lưu được thư mới. Thư vẫn còn nguyên trong hộp thư; ' +
    'dọn bớt ổ đĩa hoặc sửa quyền ghi thì chương trình tự tải tiếp.',
  'documents-waiting':
    'Đang có quá nhiều văn bản chờ kiểm tra nên tạm dừng tải thư mới. Thư vẫn còn nguyên trong hộp thư, thời điểm nhận ' +
    'không thay đổi; chương trình tự tải tiếp khi đã kiểm tra bớt.',
  frozen:
    'Máy chủ thư không trả lời nữa. Chương trình đã ngắt và sẽ tự kết nối lại; ' +
    'nếu lỗi lặp lại nhiều lần, đề nghị bộ phận quản trị máy chủ thư kiểm tra.',
  'internal-error':
    'Chương trình gặp lỗi khi đọc hoặc lưu thư. Thư vẫn còn nguyên trong hộp thư và sẽ được đọc lại. ' +
    'Kiểm tra dung lượng đĩa còn trống; nếu lỗi lặp lại, gửi nhật ký của chương trình cho người quản trị.',
} as const satisfies Record<MailSourceFault | OwnFault, string>

/** @param fault `internal-error` is one of our own. */
export function explainFault(fault: MailSourceFault | OwnFault): string {
  return SENTENCES[fault]
}
