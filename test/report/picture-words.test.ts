/** Pictures of pages in words, for those who cannot see them or have none. */
import { describe, expect, test } from 'vitest'
import { captionAfter, captionBefore, explainBox, explainPair, NO_PICTURE } from '../../src/report/picture-words.ts'
import type { DrawnPage, MarkedBox } from '../../src/validation/modification/drawn-page.ts'
import type { PagePicture, ToldPlace } from '../../src/validation/modification/page-pictures.ts'

const drawing = { png: new Uint8Array(), width: 300, height: 300, page: 2 }
const box = (left: number, top: number, place: number | null = null, seal: number | null = null): MarkedBox => {
  return { left, top, width: 10, height: 10, place, seal }
}
const told = (code: ToldPlace['code'], facts: ToldPlace['facts']): ToldPlace => ({
  rectangle: [0, 0, 1, 1],
  code,
  facts,
})
const picture: PagePicture = {
  ...{ signature: 1, page: 2, change: 'changed', before: 1, after: null, compared: true },
  seals: [{ field: 'Signature2', signer: 'UBND xã Húc' }],
  places: [
    told('annotation-added', { subtype: 'FreeText', what: 'added' }),
    told('annotation-added', { subtype: 'Stamp', what: 'edited' }),
    told('annotation-added', { what: 'removed' }),
    told('locked-field-changed', {}),
  ],
}

const boxes: readonly { box: MarkedBox; said: string }[] = [
  { box: box(0, 0), said: 'Khác với trang khi được ký: phần trên của trang, bên trái.' },
  { box: box(145, 145), said: 'Khác với trang khi được ký: phần giữa của trang.' },
  { box: box(290, 290), said: 'Khác với trang khi được ký: phần dưới của trang, bên phải.' },
  { box: box(0, 0, 0), said: 'Ô chữ được thêm: phần trên của trang, bên trái.' },
  { box: box(0, 0, 1), said: 'Hình đóng dấu bị sửa: phần trên của trang, bên trái.' },
  { box: box(0, 0, 2), said: 'Ghi chú hoặc hình vẽ bị bỏ đi: phần trên của trang, bên trái.' },
  { box: box(0, 0, 3), said: 'Ô đã khóa bị sửa: phần trên của trang, bên trái.' },
  {
    box: box(0, 0, null, 0),
    said: 'Chữ ký số của UBND xã Húc, ký sau và hợp lệ: phần trên của trang, bên trái. Đây là bổ sung được phép.',
  },
]

describe('a box', () => {
  test.each(boxes)('is $said', ({ box, said }) => expect(explainBox(box, picture, drawing)).toBe(said))
})

type Drawn = Extract<DrawnPage, { kind: 'drawn' }>
const pair: Drawn = { kind: 'drawn', before: drawing, after: drawing, boxes: [box(0, 0)], sameSize: true }

const pairs: readonly { name: string; pair: Drawn; said: RegExp | null }[] = [
  { name: 'with boxes needs no words', pair, said: null },
  {
    name: 'in which a later signature alone differs',
    pair: { ...pair, boxes: [box(0, 0, null, 0)] },
    said: /Ngoài chữ ký số ký sau/,
  },
  { name: 'without the first side', pair: { ...pair, before: null }, said: /chưa có trang này/ },
  { name: 'without the second side', pair: { ...pair, after: null }, said: /không còn trong tệp/ },
  { name: 'that looks alike', pair: { ...pair, boxes: [] }, said: /không thấy chỗ khác nhau/ },
  { name: 'on other paper', pair: { ...pair, boxes: [], sameSize: false }, said: /Khổ giấy/ },
]

describe('a pair', () => {
  test.each(pairs)('$name', ({ pair, said }) => {
    if (said === null) expect(explainPair(pair)).toBeNull()
    else expect(explainPair(pair)).toMatch(said)
  })

  test('has captions that say which state each side shows', () => {
    expect(captionBefore(drawing)).toBe('Trang 2 khi được ký')
    expect(captionAfter(drawing, picture)).toBe('Trang 2 trong tệp hiện nay')
    expect(captionAfter(drawing, { ...picture, after: 3 })).toBe('Trang 2 sau khi bị sửa')
  })
})

test('each reason for which there is no picture is a sentence', () => {
  for (const sentence of Object.values(NO_PICTURE)) expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
})
