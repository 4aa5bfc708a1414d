/** Pictures of pages in words: what each side shows, what each numbered box marks, and why there is no picture. */
import type { Drawing, DrawnPage, MarkedBox, NoPicture } from '../validation/modification/drawn-page.ts'
import type { PagePicture, ToldPlace } from '../validation/modification/page-pictures.ts'
import { annotationChange } from './change-words.ts'
import { explainCode } from './explain.ts'

export const NO_PICTURE = {
  'no-renderer': 'Máy này chưa cài phần dựng ảnh trang nên không có ảnh.',
  'too-large': 'Tệp quá lớn nên không dựng ảnh trang này.',
  unreadable: 'Không dựng được ảnh trang này: phần mềm dựng ảnh không đọc được trang trong một phiên bản của tệp.',
  'no-page': 'Không dựng được ảnh: tệp không có trang này.',
  limit: 'Không dựng được ảnh trang này trong giới hạn thời gian và bộ nhớ cho phép.',
  busy: 'Đang có nhiều ảnh chờ dựng nên chưa có ảnh trang này. Hãy tải lại trang sau ít phút.',
  'not-yet': 'Ảnh trang này đang được dựng. Hãy tải lại trang sau ít giây.',
  failed: 'Hệ thống gặp lỗi khi dựng ảnh trang này.',
} as const satisfies Record<NoPicture, string>

/** Said once beside the pictures of a signature. */
export const ONLY_ILLUSTRATION = 'Ảnh chỉ để minh họa; kết luận dựa vào cấu trúc của tệp, không dựa vào ảnh.'

type Drawn = Extract<DrawnPage, { readonly kind: 'drawn' }>

export function captionBefore({ page }: Drawing): string {
  return `Trang ${page} khi được ký`
}

export function captionAfter({ page }: Drawing, { after }: PagePicture): string {
  return after === null ? `Trang ${page} trong tệp hiện nay` : `Trang ${page} sau khi bị sửa`
}

/** What the two sides are to each other, where boxes do not say it. */
export function explainPair({ before, after, boxes, sameSize }: Drawn): string | null {
  if (!before) return 'Khi được ký, văn bản chưa có trang này.'
  if (!after) return 'Trang này không còn trong tệp.'
  if (boxes.some(({ seal }) => seal === null)) return null
  if (boxes.length > 0) return 'Ngoài chữ ký số ký sau, trên ảnh không thấy chỗ nào khác nhau.'
  return sameSize
    ? 'Trên ảnh không thấy chỗ khác nhau: thay đổi không hiện ra khi dựng ảnh, hoặc đã được trả lại như cũ.'
    : 'Khổ giấy, vùng hiển thị hoặc hướng trang đã thay đổi nên không đánh dấu được từng chỗ.'
}

/** What the box marks, and where on the page: for those who cannot see it. */
export function explainBox(box: MarkedBox, { places, seals }: PagePicture, { width, height }: Drawing): string {
  const told = box.place === null ? undefined : places[box.place]
  const across = (box.left + box.width / 2) / width
  const down = (box.top + box.height / 2) / height
  const place = where(across, down)
  const seal = box.seal === null ? undefined : seals[box.seal]
  if (seal) return `Chữ ký số của ${seal.signer}, ký sau và hợp lệ: ${place}. Đây là bổ sung được phép.`
  return `${told ? whatHappened(told) : 'Khác với trang khi được ký'}: ${place}.`
}

function where(across: number, down: number): string {
  const row = down < 1 / 3 ? 'phần trên' : down < 2 / 3 ? 'phần giữa' : 'phần dưới'
  const column = across < 1 / 3 ? ', bên trái' : across < 2 / 3 ? '' : ', bên phải'
  return `${row} của trang${column}`
}

const whatHappened = ({ code, facts }: ToldPlace): string =>
  code === 'annotation-added' ? annotationChange(facts) : explainCode(code).label
