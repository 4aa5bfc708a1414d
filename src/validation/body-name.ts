/** Whether a common name is that of a body or of a person: no field of a certificate says it. */

/**
 * Words with which the names of Vietnamese bodies begin. Diacritics decide: the surnames Trương and Bàn are no bodies. So does
 * what follows: Đoàn is a surname too, and a body only where its members or its place come behind it.
 */
const BODY_WORDS = [
  'ỦY BAN|UBND|HỘI|HỘI ĐỒNG|HĐND|PHÒNG|VĂN PHÒNG|SỞ|BAN|BỘ|CỤC|CHI CỤC|TỔNG CỤC|TRUNG TÂM|TRƯỜNG|THANH TRA|CỔNG',
  'VIỆN|BỆNH VIỆN|CÔNG AN|T(?:ÒA|OÀ) ÁN|KHO BẠC|NGÂN HÀNG|BẢO HIỂM|TRẠM|HẠT|ĐẢNG ỦY|HUYỆN ỦY|THÀNH ỦY|TỈNH ỦY|CÔNG TY|TỔNG CÔNG TY',
  'MẶT TRẬN|LIÊN ĐOÀN|CÔNG ĐOÀN|HUYỆN ĐOÀN|TỈNH ĐOÀN|ĐOÀN (?:TNCS|THANH NIÊN|ĐẠI BIỂU|KHỐI|XÃ|THỊ TRẤN|PHƯỜNG|HUYỆN|TỈNH)',
].join('|')
const BODY = new RegExp(`^(?:${BODY_WORDS})(?=\\s|$)`, 'u')

export function isBodyName(commonName: string): boolean {
  const name = commonName.normalize('NFC').trim().toLocaleUpperCase('vi').replace(/\s+/gu, ' ')
  // Old spelling puts the tone on the second vowel.
  return BODY.test(name.replaceAll('UỶ', 'ỦY'))
}
