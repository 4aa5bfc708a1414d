/** The types of documents and their abbreviations. NĐ 30/2020/NĐ-CP, Phụ lục III, complete; those with rules of their own last. */
import { foldName } from '../campaign/spelling.ts'
import { withoutMarks } from './plain-text.ts'

export type DocumentType = { readonly name: string; readonly abbreviation: string | null }

const ROWS: readonly (readonly [abbreviation: string | null, name: string])[] = [
  ['NQ', 'Nghị quyết'],
  ['QĐ', 'Quyết định'],
  ['CT', 'Chỉ thị'],
  ['QC', 'Quy chế'],
  ['QyĐ', 'Quy định'],
  ['TC', 'Thông cáo'],
  ['TB', 'Thông báo'],
  ['HD', 'Hướng dẫn'],
  ['CTr', 'Chương trình'],
  ['KH', 'Kế hoạch'],
  ['PA', 'Phương án'],
  ['ĐA', 'Đề án'],
  ['DA', 'Dự án'],
  ['BC', 'Báo cáo'],
  ['BB', 'Biên bản'],
  ['TTr', 'Tờ trình'],
  ['HĐ', 'Hợp đồng'],
  ['CĐ', 'Công điện'],
  ['BGN', 'Bản ghi nhớ'],
  ['BTT', 'Bản thỏa thuận'],
  ['GUQ', 'Giấy ủy quyền'],
  ['GM', 'Giấy mời'],
  ['GGT', 'Giấy giới thiệu'],
  ['GNP', 'Giấy nghỉ phép'],
  ['PG', 'Phiếu gửi'],
  ['PC', 'Phiếu chuyển'],
  ['PB', 'Phiếu báo'],
  ['SY', 'Bản sao y'],
  ['TrS', 'Bản trích sao'],
  ['SL', 'Bản sao lục'],
  [null, 'Công văn'],
  [null, 'Thư công'],
  // Luật Ban hành văn bản quy phạm pháp luật; the Party's công văn writes its type (Hướng dẫn 36-HD/VPTW).
  ['NĐ', 'Nghị định'],
  ['TT', 'Thông tư'],
  ['CV', 'Công văn'],
]

export const DOCUMENT_TYPES: readonly DocumentType[] = ROWS.map(([abbreviation, name]) => ({ abbreviation, name }))

export const LETTER_TYPE = 'Công văn'

const exact = new Map(DOCUMENT_TYPES.map((type) => [type.abbreviation, type]))
const byName = new Map(DOCUMENT_TYPES.map((type) => [foldName(type.name), type]))

/** Those that differ in a mark or in case only (QC, QĐ, QyĐ do not; HD and HĐ do) cannot be told apart without. */
const loose = Map.groupBy(
  DOCUMENT_TYPES.filter(({ abbreviation }) => abbreviation !== null),
  ({ abbreviation }) => withoutMarks(abbreviation ?? ''),
)

/** As the decree writes it; else the one type that it can be when case and marks are lost, or null. */
export function typeOfAbbreviation(written: string): DocumentType | null {
  const type = exact.get(written)
  if (type) return type
  const [only, ...others] = loose.get(withoutMarks(written)) ?? []
  return only && others.length === 0 ? only : null
}

/** Of a line that holds the name of a type and nothing else, however it is set. */
export function typeOfTitle(line: string): DocumentType | null {
  return byName.get(foldName(line)) ?? null
}
