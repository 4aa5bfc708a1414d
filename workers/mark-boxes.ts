/** Draws numbered boxes onto a picture, around what they are about and never over it. */
import { fileURLToPath } from 'node:url'
import type { Canvas } from '@napi-rs/canvas'
import type { Box, MarkedBox } from '../src/validation/modification/drawn-page.ts'
import type { Renderer } from './render-page.ts'

/** The red of the pages where something needs a person. */
const RED = '#b0121f'
/** The blue of links: a later signature that holds is no alarm. */
const BLUE = '#1c4572'
const WHITE = '#ffffff'
const FONT = 'picture-numbers'

const DISTANCE = 6
const LINE = 3
const LABEL = { width: 32, height: 26, font: 20 } as const

/** pdf.js brings a font to draw with, and fonts of the system are not loaded. */
export function loadNumberFont({ canvas }: Renderer): void {
  const file = fileURLToPath(import.meta.resolve('pdfjs-dist/standard_fonts/LiberationSans-Bold.ttf'))
  canvas.GlobalFonts.registerFromPath(file, FONT)
}

export function markBoxes(surface: Canvas, boxes: readonly MarkedBox[]): void {
  const context = surface.getContext('2d')
  context.resetTransform()
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineWidth = LINE
  context.font = `${LABEL.font}px ${FONT}`
  const frames = boxes.map((box) => frameAround(surface, box))
  const labels = frames.map((frame) => labelBeside(surface, frame))
  // Like ink: what the line crosses shines through it.
  context.globalCompositeOperation = 'multiply'
  for (const [index, { left, top, width, height }] of frames.entries()) {
    context.strokeStyle = colourOf(boxes[index])
    context.strokeRect(left, top, width, height)
  }
  context.globalCompositeOperation = 'source-over'
  for (const [index, { left, top, width, height }] of labels.entries()) {
    context.fillStyle = colourOf(boxes[index])
    context.fillRect(left, top, width, height)
    context.fillStyle = WHITE
    context.fillText(String(index + 1), left + width / 2, top + height / 2)
  }
}

const colourOf = (box: MarkedBox | undefined): string => ((box?.seal ?? null) === null ? RED : BLUE)

function frameAround(surface: Canvas, box: Box): Box {
  const left = Math.max(LINE, box.left - DISTANCE)
  const top = Math.max(LINE, box.top - DISTANCE)
  const right = Math.min(surface.width - LINE, box.left + box.width + DISTANCE)
  const bottom = Math.min(surface.height - LINE, box.top + box.height + DISTANCE)
  return { left, top, width: right - left, height: bottom - top }
}

/** At the corner of the frame where the page shows the least. */
function labelBeside(surface: Canvas, frame: Box): Box {
  const { width, height } = LABEL
  const [right, bottom] = [frame.left + frame.width, frame.top + frame.height]
  const corners = [
    [frame.left, frame.top - height],
    [right - width, frame.top - height],
    [frame.left, bottom],
    [right - width, bottom],
    [frame.left - width, frame.top],
    [right, frame.top],
  ] as const
  const places = corners
    .filter(([x, y]) => x >= 0 && y >= 0 && x + width <= surface.width && y + height <= surface.height)
    .map(([left, top]) => ({ left, top, width, height }))
  // A frame around the whole page leaves no room beside it.
  const [first = { ...LABEL, left: 0, top: 0 }, ...others] = places
  return others.reduce((best, place) => (inkIn(surface, place) < inkIn(surface, best) ? place : best), first)
}

/** How dark the page is there; the sum over its pixels. */
function inkIn(surface: Canvas, { left, top, width, height }: Box): number {
  const { data } = surface.getContext('2d').getImageData(left, top, width, height)
  let ink = 0
  // Green: the black of letters, the red of seals and the blue of pens are all dark in it.
  for (let at = 1; at < data.length; at += 4) ink += 255 - (data[at] ?? 0)
  return ink
}
