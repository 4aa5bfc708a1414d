/** Draws one page of one revision with pdf.js: what a viewer shows, without scripts, forms in XML, network or fonts of the system. */
import type { Canvas } from '@napi-rs/canvas'
import type { Rectangle } from '../src/validation/modification/page-pictures.ts'
import type { Side } from './page-sides.ts'
import { documentOptions } from './pdfjs-options.ts'

const RENDER_BUDGET = {
  /** Pixels on the long side: A4 at 137 dots an inch, where the small print of a seal can be read. */
  side: 1_600,
  /** Enlargement of small pages, 288 dots an inch: beyond, nothing more is to be seen. */
  scale: 4,
  /** Pixels of one image in the page: A4 at 600 dots an inch has 35 million, at four bytes each. */
  imagePixels: 40_000_000,
} as const

export type Renderer = {
  readonly pdfjs: typeof import('pdfjs-dist/legacy/build/pdf.mjs')
  readonly canvas: typeof import('@napi-rs/canvas')
}

/** Null where a package, or its part for this platform, is not installed. */
export async function loadRenderer(): Promise<Renderer | null> {
  try {
    const canvas = await import('@napi-rs/canvas')
    return { canvas, pdfjs: await import('pdfjs-dist/legacy/build/pdf.mjs') }
  } catch (error) {
    if (error instanceof Error && isMissing(error)) return null
    throw error
  }
}

/** As Node says of a package, and the canvas of its part for the platform. */
const isMissing = (error: Error): boolean =>
  ('code' in error && ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(error.code))) ||
  error.message.includes('native binding')

export type OpenPage = {
  /** In units of the page, as it is turned. */
  readonly width: number
  readonly height: number
  /** What tells two papers apart: size, cut and turn. */
  readonly paper: string
  readonly draw: (scale: number) => Promise<Canvas>
  /** Where `rectangle` lies in a picture of that scale: left, top, right, bottom. */
  readonly place: (rectangle: Rectangle, scale: number) => Rectangle
  /** Names of the fields of signatures that have a place on the page. */
  readonly signatureFields: () => Promise<readonly { readonly field: string; readonly rectangle: Rectangle }[]>
  readonly close: () => Promise<void>
}

/** pdf.js cannot read the file or the page, or draw it; `cause` is what it threw. */
export class RenderError extends Error {
  override name = 'RenderError'
}

/** @throws RenderError */
export async function openPage(renderer: Renderer, side: Side): Promise<OpenPage> {
  const { pdfjs, canvas } = renderer
  const task = startReading(pdfjs, side)
  const page = await rendering(task.promise.then((document) => document.getPage(side.page))).catch(async (error) => {
    await task.destroy()
    throw error
  })
  const viewport = page.getViewport({ scale: 1 })
  return {
    width: viewport.width,
    height: viewport.height,
    paper: `${viewport.viewBox.join(' ')} ${viewport.rotation} ${viewport.userUnit}`,
    draw: async (scale) => {
      const scaled = page.getViewport({ scale })
      const surface = canvas.createCanvas(Math.max(1, Math.ceil(scaled.width)), Math.max(1, Math.ceil(scaled.height)))
      const annotationMode = pdfjs.AnnotationMode.ENABLE
      const shown = { canvas: surface, viewport: scaled, background: '#ffffff', annotationMode }
      await rendering(page.render(shown).promise)
      return surface
    },
    place: ([left, bottom, right, top], scale) => {
      const scaled = page.getViewport({ scale })
      const [x1 = 0, y1 = 0] = scaled.convertToViewportPoint(left, bottom)
      const [x2 = 0, y2 = 0] = scaled.convertToViewportPoint(right, top)
      return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
    },
    signatureFields: async () => (await rendering(page.getAnnotations())).flatMap(signatureFieldOf),
    close: () => task.destroy(),
  }
}

/** What pdf.js tells of a widget (ISO 32000-2, 12.5.6.19), which it describes by no type. */
function signatureFieldOf(annotation: unknown) {
  const { fieldType, fieldName, rect } = Object(annotation)
  const numbers: readonly unknown[] = Array.isArray(rect) ? rect : []
  const [left, bottom, right, top] = numbers.map(Number)
  if (fieldType !== 'Sig' || typeof fieldName !== 'string') return []
  if (left === undefined || bottom === undefined || right === undefined || top === undefined) return []
  return [{ field: fieldName, rectangle: [left, bottom, right, top] as const }]
}

function startReading(pdfjs: Renderer['pdfjs'], { bytes }: Side) {
  return pdfjs.getDocument({
    ...documentOptions(bytes),
    maxImageSize: RENDER_BUDGET.imagePixels,
    verbosity: pdfjs.VerbosityLevel.WARNINGS,
  })
}

async function rendering<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new RenderError('Not drawn', { cause: error })
  }
}

/** The scale at which pages fit into the budget. */
export function scaleFor(pages: readonly Pick<OpenPage, 'width' | 'height'>[]): number {
  const longest = Math.max(...pages.flatMap(({ width, height }) => [width, height]))
  return Math.min(RENDER_BUDGET.scale, RENDER_BUDGET.side / longest)
}
