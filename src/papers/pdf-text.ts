/** Text for PDF pages: typefaces that have every Vietnamese letter, and lines that fit a width. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fontkit from '@pdf-lib/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'
import type { Bytes } from '../bytes.ts'
import { paperText } from './paper-text.ts'

export type Face = 'regular' | 'bold' | 'italic'

/**
 * DejaVu, since Times New Roman may not be passed on. Of a typeface whose glyphs begin at odd offsets, such as Tinos, the
 * subsets that fontkit writes hold the text and show nothing.
 */
const FILES = {
  regular: 'DejaVuSerifCondensed.ttf',
  bold: 'DejaVuSerifCondensed-Bold.ttf',
  italic: 'DejaVuSerifCondensed-Italic.ttf',
} as const satisfies Record<Face, string>

export type Typeface = {
  readonly font: PDFFont
  /** In points, of the letters one by one. */
  readonly widthOf: (text: string, size: number) => number
  /** Whole words, but for those that are wider than a line. At least one line. */
  readonly linesOf: (text: string, size: number, width: number) => readonly string[]
}

export type Typefaces = Readonly<Record<Face, Typeface>>

export async function embedTypefaces(document: PDFDocument): Promise<Typefaces> {
  document.registerFontkit(fontkit)
  return {
    regular: await embed(document, FILES.regular),
    bold: await embed(document, FILES.bold),
    italic: await embed(document, FILES.italic),
  }
}

const read = new Map<string, Promise<Bytes>>()

async function embed(document: PDFDocument, file: string): Promise<Typeface> {
  const bytes = read.get(file) ?? readFile(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`))
  read.set(file, bytes)
  const font = await document.embedFont(await bytes, { subset: true, features: { liga: false, kern: false } })
  const widths = new Map<string, number>()
  const letterWidth = (letter: string): number => {
    const width = widths.get(letter) ?? font.widthOfTextAtSize(letter, 1)
    widths.set(letter, width)
    return width
  }
  const known = new Set(font.getCharacterSet())
  // A letter that the typeface lacks would be a box that copies as nothing.
  const shown = (text: string) =>
    [...paperText(text)].map((letter) => (known.has(letter.codePointAt(0) ?? 0) ? letter : '\ufffd')).join('')
  const widthOf = (text: string, size: number) => [...text].reduce((sum, letter) => sum + letterWidth(letter) * size, 0)
  return {
    font,
    widthOf,
    linesOf: (text, size, width) => breakLines(shown(text), (part) => widthOf(part, size) <= width),
  }
}

function breakLines(text: string, fits: (part: string) => boolean): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/ +/).flatMap((each) => pieces(each, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || fits(longer)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** A word that is wider than a line, in parts that are not. */
function pieces(word: string, fits: (part: string) => boolean): readonly string[] {
  if (fits(word)) return [word]
  const parts: string[] = []
  let part = ''
  for (const letter of word) {
    if (part !== '' && !fits(part + letter)) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part]
}
