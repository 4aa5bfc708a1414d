/** The pictures of one page: as it was signed and as it is, with boxes around what differs. */
import type { Canvas } from '@napi-rs/canvas'
import type { Bytes } from '../src/bytes.ts'
import type { Box, Drawing, DrawnPage, MarkedBox } from '../src/validation/modification/drawn-page.ts'
import type { PagePicture, Rectangle } from '../src/validation/modification/page-pictures.ts'
import { type Bitmap, COMPARE_BUDGET, changedBoxes } from './compare-bitmaps.ts'
import { markBoxes } from './mark-boxes.ts'
import { type Side, sidesOf } from './page-sides.ts'
import { type OpenPage, openPage, type Renderer, scaleFor } from './render-page.ts'

/** @throws RenderError */
export async function drawPictures(renderer: Renderer, bytes: Bytes, picture: PagePicture): Promise<DrawnPage> {
  const sides = sidesOf(bytes, picture)
  if (typeof sides === 'string') return { kind: 'none', why: sides }
  await using opened = new AsyncDisposableStack()
  const open = async (side: Side | null): Promise<OpenPage | null> => {
    const page = side && (await openPage(renderer, side))
    if (page) opened.defer(page.close)
    return page
  }
  const [was, is] = [await open(sides.before), await open(sides.after)]
  const scale = scaleFor([was, is].filter((page) => page !== null))
  const [before, after] = [(await was?.draw(scale)) ?? null, (await is?.draw(scale)) ?? null]
  const sameSize = !was || !is || was.paper === is.paper
  const told = is && after ? toldBoxes(is, after, picture, scale) : []
  const isCompared = before && after && sameSize && picture.compared
  const seals = isCompared && is ? await sealBoxes(is, after, picture, scale) : []
  const boxes = isCompared ? [...told, ...seals, ...seenBoxes(before, after, [...told, ...seals])] : told
  if (after) markBoxes(after, boxes)
  return {
    kind: 'drawn',
    before: before && drawingOf(before, sides.before),
    after: after && drawingOf(after, sides.after),
    boxes,
    sameSize,
  }
}

/** Those that the findings tell; what lies beside the page, or has no extent, is left out. */
function toldBoxes(page: OpenPage, surface: Canvas, { places }: PagePicture, scale: number): readonly MarkedBox[] {
  return places.flatMap(({ rectangle }, place) =>
    boxesOf(page, surface, rectangle, scale).map((box) => ({ ...box, place, seal: null })),
  )
}

/** Of later signatures that hold: what lies within is theirs. What reaches over their edge is not. */
async function sealBoxes(
  page: OpenPage,
  surface: Canvas,
  { seals }: PagePicture,
  scale: number,
): Promise<readonly MarkedBox[]> {
  if (seals.length === 0) return []
  const fields = await page.signatureFields()
  return seals.flatMap(({ field }, seal) =>
    fields
      .filter((one) => one.field === field)
      .flatMap(({ rectangle }) => boxesOf(page, surface, rectangle, scale))
      .map((box) => ({ ...box, place: null, seal })),
  )
}

function boxesOf(page: OpenPage, { width, height }: Canvas, rectangle: Rectangle, scale: number): readonly Box[] {
  const [x1, y1, x2, y2] = page.place(rectangle, scale)
  const [left, top] = [Math.max(0, Math.floor(x1)), Math.max(0, Math.floor(y1))]
  const [right, bottom] = [Math.min(width, Math.ceil(x2)), Math.min(height, Math.ceil(y2))]
  return right > left && bottom > top ? [{ left, top, width: right - left, height: bottom - top }] : []
}

/** Those that comparing finds outside of `told`. */
function seenBoxes(before: Canvas, after: Canvas, told: readonly Box[]): readonly MarkedBox[] {
  const seen = changedBoxes(bitmapOf(before), bitmapOf(after), Math.max(1, COMPARE_BUDGET.boxes - told.length))
  return seen
    .filter((box) => !told.some((one) => isWithin(box, one)))
    .map((box) => ({ ...box, place: null, seal: null }))
}

/** Pixels by which the edge of what is drawn may lie outside of the rectangle that was told. */
const EDGE = 3

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.left >= outer.left - EDGE &&
  inner.top >= outer.top - EDGE &&
  inner.left + inner.width <= outer.left + outer.width + EDGE &&
  inner.top + inner.height <= outer.top + outer.height + EDGE

function bitmapOf(surface: Canvas): Bitmap {
  const { width, height } = surface
  return { width, height, data: surface.getContext('2d').getImageData(0, 0, width, height).data }
}

const drawingOf = (surface: Canvas, side: Side | null): Drawing => ({
  png: surface.toBuffer('image/png'),
  width: surface.width,
  height: surface.height,
  page: side?.page ?? 0,
})
