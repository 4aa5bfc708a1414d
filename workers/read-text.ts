/** The text of the first pages and the last, by its place, and that of the signature widgets on them, with pdf.js. */
import type { Bytes } from '../src/bytes.ts'
import type { DocumentText, PageText, TextPiece } from '../src/identity/document-text.ts'
import { documentOptions } from './pdfjs-options.ts'

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')
type Document = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>
type Page = Awaited<ReturnType<Document['getPage']>>
type Item = Extract<Awaited<ReturnType<Page['getTextContent']>>['items'][number], { readonly str: string }>
type Viewport = ReturnType<Page['getViewport']>

const TEXT_BUDGET = {
  /** The header is on the first; what it is about and who signs, on the next ones or the last. */
  firstPages: 3,
  /** Pieces of one page: writers that place each letter by itself need some 4,000. */
  pieces: 20_000,
  /** Characters of one page: twenty times a full one. */
  characters: 100_000,
  /** Signature widgets of one page; the file with most signatures that was seen has 13. */
  widgets: 100,
} as const

/** pdf.js cannot read the file; `cause` is what it threw. */
export class TextError extends Error {
  override name = 'TextError'
}

/** Null where the package is not installed. */
export async function loadTextReader(): Promise<Pdfjs | null> {
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

/**
 * @param scans numbers of the pages that show a picture as large as a scan; null where nobody knows, and any may be one.
 * @throws TextError
 */
export async function readText(pdfjs: Pdfjs, bytes: Bytes, scans: ReadonlySet<number> | null): Promise<DocumentText> {
  const task = pdfjs.getDocument({
    ...documentOptions(bytes),
    // What letters of the standard fonts mean stands in the file: their outlines are for drawing alone.
    standardFontDataUrl: undefined,
    // Pictures are left out before they are unpacked: nothing here looks at them.
    maxImageSize: 1,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  })
  try {
    const document = await task.promise
    const pages: PageText[] = []
    for (const number of pagesToRead(document.numPages)) {
      const page = await document.getPage(number)
      pages.push({ ...(await readPage(pdfjs, page)), isScan: scans?.has(number) ?? true })
      page.cleanup()
    }
    return { pageAmount: document.numPages, pages }
  } catch (error) {
    throw new TextError('Not read', { cause: error })
  } finally {
    await task.destroy()
  }
}

function pagesToRead(amount: number): readonly number[] {
  const first = Array.from({ length: Math.min(amount, TEXT_BUDGET.firstPages) }, (_, i) => i + 1)
  return amount > first.length ? [...first, amount] : first
}

async function readPage(pdfjs: Pdfjs, page: Page): Promise<Omit<PageText, 'isScan'>> {
  const viewport = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const shown: TextPiece[] = []
  let characters = 0
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue
    characters += item.str.length
    if (shown.length === TEXT_BUDGET.pieces || characters > TEXT_BUDGET.characters) break
    shown.push(...placed(pdfjs, item, viewport))
  }
  return { width: viewport.width, pieces: [...shown, ...(await readWidgets(pdfjs, page, viewport))] }
}

/** Of the size of a letter: from the line it stands on to its middle. */
const MIDDLE = 0.35

/** Nothing for text that stands on its side: a stamp across the page, the spine of a scan. */
function placed(pdfjs: Pdfjs, { str, transform, width, height }: Item, viewport: Viewport): readonly TextPiece[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = pdfjs.Util.transform(viewport.transform, transform)
  if (a <= 0 || Math.abs(b) > 0.1 * a) return []
  const size = height || Math.hypot(c, d)
  return [{ text: str, left: x, right: x + width, middle: y - MIDDLE * size, size, source: 'page-text' }]
}

/** `getTextContent` does not look into widgets, `getAnnotations` not into the appearance of a signature. */
async function readWidgets(pdfjs: Pdfjs, page: Page, viewport: Viewport): Promise<readonly TextPiece[]> {
  const annotations = await page.getAnnotations()
  const shown = annotations.filter(({ fieldType, hasAppearance }) => fieldType === 'Sig' && hasAppearance)
  const signatures = new Set<string>(shown.map(({ id }) => id))
  if (signatures.size === 0) return []
  const widgets = await shownInAnnotations(pdfjs, page)
  return widgets
    .filter(({ id, text }) => signatures.has(id) && text !== '')
    .slice(0, TEXT_BUDGET.widgets)
    .map(({ text, rectangle }) => placedWidget(text, rectangle, viewport))
}

type Widget = { readonly id: string; readonly rectangle: readonly number[]; text: string }

async function shownInAnnotations(pdfjs: Pdfjs, page: Page): Promise<readonly Widget[]> {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.ENABLE })
  const widgets: Widget[] = []
  let open: Widget | null = null
  for (const [i, operator] of fnArray.entries()) {
    if (operator === pdfjs.OPS.beginAnnotation) {
      const [id, rectangle] = argsArray[i]
      open = { id, rectangle, text: '' }
      widgets.push(open)
    } else if (operator === pdfjs.OPS.endAnnotation) open = null
    else if (operator === pdfjs.OPS.showText && open && open.text.length < TEXT_BUDGET.characters) {
      open.text += `${open.text === '' ? '' : ' '}${glyphsToText(argsArray[i][0])}`
    }
  }
  return widgets
}

/** Thousandths of the size that part words where a font has no blank. */
const WORD_SHIFT = -180

function glyphsToText(glyphs: readonly (number | { readonly unicode?: string })[]): string {
  return glyphs
    .map((glyph) => (typeof glyph === 'number' ? (glyph < WORD_SHIFT ? ' ' : '') : (glyph.unicode ?? '')))
    .join('')
    .trim()
}

/** Whatever the size of its letters, its middle is that of the row it fills in; it counts as wide as its text. */
function placedWidget(text: string, rectangle: readonly number[], viewport: Viewport): TextPiece {
  const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rectangle[0] ?? 0, rectangle[1] ?? 0)
  const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(rectangle[2] ?? 0, rectangle[3] ?? 0)
  const size = Math.min(Math.abs(y2 - y1), LETTER)
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
  return { text, left, right, middle: (y1 + y2) / 2, size, source: 'signature-widget' }
}

/** NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.3: number and symbol are set in 13 points. */
const LETTER = 13
