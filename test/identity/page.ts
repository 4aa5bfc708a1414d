/** Pages for tests of the reader: text at its place, as the worker that reads files gives it. */
import type { DocumentText, PageText, TextPiece } from '../../src/identity/document-text.ts'

type Placing = { readonly x: number; readonly y: number; readonly size?: number; readonly source?: TextPiece['source'] }

/** A letter of Times is half as wide as it is high, on average. */
const WIDTH = 0.5

export function piece(text: string, { x, y, size = 13, source = 'page-text' }: Placing): TextPiece {
  return { text, left: x, right: x + text.length * size * WIDTH, middle: y, size, source }
}

/** In the middle of a column. */
export const centred = (text: string, x: number, y: number, size = 13): TextPiece =>
  piece(text, { x: x - (text.length * size * WIDTH) / 2, y, size })

/** What a signature shows where a blank was left. */
export const widget = (text: string, x: number, y: number): TextPiece =>
  piece(text, { x, y, source: 'signature-widget' })

const LEFT = 150
export const RIGHT = 420

export type HeaderPlan = {
  /** Rows of the left column over the number. */
  readonly bodies?: readonly string[]
  readonly code?: string
  readonly date?: string
  /** Under the number. */
  readonly about?: readonly string[]
  readonly title?: readonly string[]
  readonly text?: readonly string[]
}

const STATE = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'

/** Enough of it that the page is one of Vietnamese text. */
export const BODY = [
  'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;',
  'Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;',
  'Theo đề nghị của công chức Văn phòng - Thống kê, Ủy ban nhân dân xã yêu cầu các bộ phận thực hiện.',
]

/** Size 9: two columns of long names fit. */
export function header(plan: HeaderPlan): readonly TextPiece[] {
  const { bodies = ['UBND HUYỆN HƯỚNG HÓA', 'UBND XÃ HÚC'], code = '', date = '', about = [], title = [] } = plan
  const rows = (texts: readonly string[], x: number, from: number, step = 15) =>
    texts.map((text, i) => centred(text, x, from + i * step, 9))
  return [
    ...rows(bodies, LEFT, 60),
    ...rows([STATE, 'Độc lập - Tự do - Hạnh phúc'], RIGHT, 60),
    ...(code === '' ? [] : rows([code], LEFT, 120)),
    ...(date === '' ? [] : rows([date], RIGHT, 120)),
    ...rows(about, LEFT, 135),
    ...rows(title, 297, 200),
    ...(plan.text ?? BODY).map((text, i) => piece(text, { x: 60, y: 300 + i * 18, size: 9 })),
  ]
}

export const page = (pieces: readonly TextPiece[], isScan = false): PageText => ({ width: 595, isScan, pieces })

export const documentText = (...pages: readonly PageText[]): DocumentText => ({ pageAmount: pages.length, pages })
