/** A file of ours that the disk has changed or lost, in words, with what to do. */

const SENTENCES = {
  changed: 'Tệp lưu trữ đã bị thay đổi trên đĩa so với lúc nhận, nên không dùng để kiểm tra nữa.',
  missing: 'Tệp lưu trữ không còn trên đĩa.',
} as const

const NEXT_STEP =
  'Kết quả đã có vẫn giữ nguyên. Đề nghị bộ phận công nghệ thông tin lấy lại tệp này từ bản sao lưu, hoặc đề nghị đơn vị gửi lại, và kiểm tra ổ đĩa.'

export function explainDamage(why: keyof typeof SENTENCES): { readonly sentence: string; readonly nextStep: string } {
  return { sentence: SENTENCES[why], nextStep: NEXT_STEP }
}
