/** What each technical remark says: a few words for a table and a sentence. None of them decides anything. */
import type { NOTES } from '../validation/code.ts'

export type NoteWords = { readonly label: string; readonly sentence: string }

export const NOTE_WORDS = {
  'weak-digest-sha1': {
    label: 'thuật toán băm yếu (SHA-1)',
    sentence: 'Chữ ký dùng thuật toán băm yếu SHA-1; nên cập nhật phần mềm ký số.',
  },
  'weak-key': { label: 'khóa ký ngắn', sentence: 'Khóa ký ngắn hơn mức khuyến nghị hiện nay.' },
  'no-timestamp': {
    label: 'không có dấu thời gian',
    sentence: 'Chữ ký không có dấu thời gian; thời điểm ký chỉ là lời khai của máy người ký.',
  },
  'claimed-time-shifted': {
    label: 'thời gian ký ghi lệch 7 giờ',
    sentence: 'Thời gian ký trong tệp ghi lệch 7 giờ do phần mềm ký ghi giờ Việt Nam như giờ quốc tế.',
  },
  'contents-padding': {
    label: 'có dữ liệu thừa sau chữ ký',
    sentence:
      'Phần để trống sau chữ ký trong tệp có dữ liệu thừa; dữ liệu này không hiển thị và không thuộc nội dung ký.',
  },
  'trailing-bytes': {
    label: 'có dữ liệu thừa cuối tệp',
    sentence: 'Cuối tệp có dữ liệu thừa không ảnh hưởng đến nội dung.',
  },
  'metadata-changed': {
    label: 'thông tin mô tả thay đổi sau khi ký',
    sentence: 'Sau khi ký, thông tin mô tả của tệp thay đổi; phần này không thuộc nội dung hiển thị.',
  },
  'orphan-object': {
    label: 'có phần thêm không dùng đến',
    sentence: 'Sau khi ký, tệp có thêm phần không được dùng khi hiển thị.',
  },
  'prefix-bytes': {
    label: 'có dữ liệu thừa đầu tệp',
    sentence: 'Trước phần đầu của tệp PDF có dữ liệu thừa; nội dung văn bản không bị ảnh hưởng.',
  },
  'annotation-overlap': {
    label: 'có ghi chú đè lên nội dung',
    sentence: 'Có ghi chú hoặc hình chữ ký đè lên một phần nội dung văn bản.',
  },
  'freed-unused-object': {
    label: 'có phần không dùng bị loại bỏ',
    sentence: 'Sau khi ký, một phần chưa từng được dùng bị loại khỏi tệp.',
  },
  'duplicate-key': {
    label: 'có mục khai báo hai lần',
    sentence: 'Trong tệp có mục được khai báo hai lần.',
  },
  'shadowed-object-number': {
    label: 'có phần trùng số hiệu',
    sentence: 'Trong tệp có hai phần mang cùng số hiệu; phần sau được dùng.',
  },
  'hybrid-reference': {
    label: 'bảng tra cứu dạng kép',
    sentence: 'Tệp dùng đồng thời hai loại bảng tra cứu; cách ghi này được phép.',
  },
  'xref-repaired': {
    label: 'bảng tra cứu hỏng, đã dựng lại',
    sentence: 'Bảng tra cứu của tệp bị hỏng và đã được dựng lại để đọc.',
  },
  'sigflags-missing': {
    label: 'thiếu dấu hiệu báo có chữ ký',
    sentence: 'Tệp thiếu dấu hiệu báo có chữ ký số; chữ ký vẫn được kiểm tra.',
  },
  'policy-referenced': {
    label: 'chữ ký dẫn chiếu chính sách riêng',
    sentence: 'Chữ ký dẫn chiếu một chính sách ký số riêng; hệ thống chỉ xét mã số, không xét nội dung chính sách này.',
  },
  'vri-timestamp': {
    label: 'có thời gian lưu kèm dữ liệu xác thực',
    sentence: 'Dữ liệu xác thực lưu kèm chữ ký có ghi thời gian; thời gian này không được dùng làm bằng chứng.',
  },
} as const satisfies Record<(typeof NOTES)[number], NoteWords>
