/** Remarks on the form of a document in words: they inform a clerk, and decide nothing. NĐ 30/2020/NĐ-CP. */
import type { FormRemark } from '../tally/form-remarks.ts'

export const FORM_WORDS = {
  'no-person-signature':
    'Chỉ có chữ ký số của cơ quan, chưa có chữ ký số của người có thẩm quyền: đúng với bản sao y; văn bản gốc cần cả hai (Điều 5 Nghị định 30/2020/NĐ-CP).',
  'certified-copy': 'Bản sao: chỉ cần chữ ký số của cơ quan (Điều 25 Nghị định 30/2020/NĐ-CP).',
  'no-organization-signature':
    'Chưa có chữ ký số của cơ quan, tổ chức: hình con dấu trên trang, nếu có, chỉ là hình ảnh (Điều 17 Nghị định 30/2020/NĐ-CP).',
  'several-bodies': 'Có chữ ký số của nhiều cơ quan, tổ chức trong cùng văn bản.',
} as const satisfies Record<FormRemark, string>
