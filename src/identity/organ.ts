/** Tên cơ quan, tổ chức ban hành: the body named over the number, and the one above it. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.2. */
import { foldName } from '../campaign/spelling.ts'
import { readCode } from './document-code.ts'
import type { Row } from './rows.ts'

export type Organs = {
  readonly name: string
  readonly above: string | null
  /** Whether the name begins as names of bodies do. */
  readonly isKnownKind: boolean
}

/** First words of names of bodies. A row that begins otherwise goes on with the name in the row before. */
const FIRST_WORDS = [
  'ủy ban|ubnd|hội đồng|hđnd|quốc hội|chính phủ|thủ tướng|chủ tịch|bộ|tổng cục|cục|vụ|sở|phòng|ban|văn phòng|thanh tra',
  'chi cục|trung tâm|trường|đại học|học viện|viện|bệnh viện|trạm|hạt|kho bạc|bảo hiểm|ngân hàng|công ty|tổng công ty',
  'công an|tòa án|viện kiểm sát|bch|hội|đoàn|tỉnh đoàn|huyện đoàn|liên đoàn|liên minh|mặt trận|công đoàn|đảng ủy|đảng bộ',
  'chi bộ|tỉnh ủy|huyện ủy|thành ủy|thị ủy|quận ủy|tổ|tạp chí|báo|đài|đội',
]
  .join('|')
  .split('|')
  .map(foldName)

/** Of which every district has many: what they are of follows. */
const HALF_NAME = /^(?:ủy ban|uỷ ban|hội đồng|hội|phòng|ban|trung tâm|trường|sở|chi cục)$/iu

/** "VĂN PHÒNG" is a whole name under that of a ministry; over these it is half of one. */
const OFFICE_OF = /^văn phòng\n(?:hđnd|hội đồng nhân dân|ubnd|ủy ban nhân dân|uỷ ban nhân dân)(?![\p{L}])/iu

/** No header of the decree has more; "Ủy ban nhân dân / huyện … / Trung tâm … / …" has four. */
const MAX_ROWS = 6

/** @param left the rows of the left column. Null where nothing stands over the number. */
export function readOrgans(left: readonly Row[]): Organs | null {
  const code = left.findIndex(({ text }) => readCode(text) !== null)
  const names: string[] = []
  for (const { text } of left.slice(Math.max(0, code - MAX_ROWS), Math.max(0, code))) {
    // Rules under the name, and the star of the Party.
    if (!/\p{L}/u.test(text)) continue
    const before = names.at(-1)
    if (before === undefined || !goesOn(before, text)) names.push(text)
    else names[names.length - 1] = `${before} ${text}`
  }
  const name = names.at(-1)
  return name === undefined ? null : { name, above: names.at(-2) ?? null, isKnownKind: beginsName(name) }
}

function goesOn(before: string, text: string): boolean {
  if (!beginsName(text) || /(?:[-,]| và)$/iu.test(before)) return true
  return HALF_NAME.test(before) || OFFICE_OF.test(`${before}\n${text}`) || /xã\nhội$/iu.test(`${before}\n${text}`)
}

function beginsName(text: string): boolean {
  const folded = `${foldName(text)} `
  return FIRST_WORDS.some((word) => folded.startsWith(`${word} `))
}
