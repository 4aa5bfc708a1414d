/** Paragraphs of a Word paper in the sizes of NĐ 30/2020/NĐ-CP, Phụ lục I. */
import { AlignmentType, BorderStyle, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import { paperText } from './paper-text.ts'

export const FONT = 'Times New Roman'

/** Half-points, as Word counts them. The decree gives 13-14 for the text, 12-13 for names of bodies, 11 for recipients. */
export const SIZE = { recipients: 22, table: 24, body: 26, text: 28 } as const

type Look = Pick<IParagraphOptions, 'spacing' | 'indent' | 'keepNext'> & {
  readonly size?: number
  readonly bold?: boolean
  readonly italic?: boolean
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType]
}

export function paragraph(text: string, look: Look = {}): Paragraph {
  const { size = SIZE.text, bold = false, italic = false, align = AlignmentType.CENTER, ...rest } = look
  const run = new TextRun({ text: paperText(text), size, bold, italics: italic })
  return new Paragraph({ children: [run], alignment: align, ...rest })
}

/** First line 1,27 cm in, both edges straight, 6 points between paragraphs. */
export function bodyText(text: string, look: Look = {}): Paragraph {
  return paragraph(text, {
    align: AlignmentType.JUSTIFIED,
    indent: { firstLine: 720 },
    spacing: { after: 120 },
    ...look,
  })
}

/**
 * The stroke under a heading, of the given length: drawn, not an underline (NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II).
 *
 * @param width of the room that it stands in the middle of; all in twentieths of a point.
 */
export function stroke(width: number, length: number, after = 0): Paragraph {
  const side = Math.max(0, Math.round((width - length) / 2))
  return new Paragraph({
    children: [new TextRun({ text: '', size: 4 })],
    indent: { left: side, right: side },
    spacing: { before: 40, after, line: 40, lineRule: 'exact' },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
  })
}
