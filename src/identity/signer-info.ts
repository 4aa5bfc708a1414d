/** Chức vụ, họ tên của người ký, as the text names them beside "Nơi nhận". NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.7. */
import type { PageText } from './document-text.ts'
import type { SignerInfo } from './identity.ts'
import { type Row, rowsOf } from './rows.ts'

/** Of the width of a page: the block of the signer stands right of it. */
const RIGHT_PART = 0.42

/** Rows between the authority and the name: some offices leave room for a large seal, which holds no text. */
const MAX_ROWS = 8

/** Two to six words, each with a capital or all in capitals; ranks and degrees before them are no part of the name. */
const NAME = /^(?:(?:ThS|TS|BS|GS|PGS|KS|CN|Ths|Bs)\.? ?)*(?<name>\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,5})$/u

/** Words of offices, in capitals, that would pass for a name. */
const POSITION =
  /(?:^|[ .])(?:TM|KT|TL|TUQ|Q|CHỦ TỊCH|TRƯỞNG|PHÓ|CHÁNH|BÍ THƯ|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|ỦY VIÊN|ỦY BAN|UỶ BAN|PHÒNG|BAN|SỞ|HỘI ĐỒNG|TỔNG|CỤC|VỤ|THƯ KÝ)(?=[ .,]|$)/u

/** From the last page that has such a block; null where none names a person. */
export function readSignerInfo(pages: readonly PageText[]): SignerInfo | null {
  for (const page of pages.toReversed()) {
    const found = inBlock(page)
    if (found) return found
  }
  return null
}

function inBlock(page: PageText): SignerInfo | null {
  const pieces = page.pieces.filter(({ source }) => source === 'page-text')
  const recipients = rowsOf(pieces).find(({ text }) => /^nơi nhận ?:?/iu.test(text))
  if (!recipients) return null
  const above = recipients.middle - 2.5 * recipients.size
  const block = rowsOf(pieces.filter(({ left, middle }) => left > RIGHT_PART * page.width && middle > above))
  const shown = block.slice(0, MAX_ROWS)
  const at = shown.findIndex(({ text }) => nameIn(text) !== null)
  const fullName = nameIn(shown[at]?.text ?? '')
  if (fullName === null) return null
  const position = shown
    .slice(0, at)
    .filter(isPosition)
    .map(({ text }) => text)
  return { position: position.length === 0 ? null : position.join(', '), fullName }
}

function nameIn(text: string): string | null {
  return POSITION.test(text.toUpperCase()) ? null : (NAME.exec(text)?.groups?.name ?? null)
}

const isPosition = ({ text }: Row): boolean => POSITION.test(text.toUpperCase()) && text === text.toUpperCase()
