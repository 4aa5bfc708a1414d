/** Where annotations are seen, and whether something of the page lies there. ISO 32000-2, 12.5.2 to 12.5.6. */
import { asArray, asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { type Box, boxAround, describeBox, numbersIn, overlaps, type Point, readBox } from './box.ts'
import type { Versions } from './comparison.ts'
import { pageMarks } from './page-marks.ts'

/** What a report says of the place: the rectangle as it stands, or nothing where it is none. */
export function rectangleFact(versions: Versions, annotation: PdfDictionary, revision: number) {
  const box = readBox(versions.file, revision, annotation.entries.get('Rect'))
  return box ? { rectangle: describeBox(box) } : {}
}

/** Keys with places of their own, outside of the rectangle perhaps (ISO 32000-2, tables 177 to 185). */
const PLACES = ['QuadPoints', 'Vertices', 'L', 'CL'] as const

/** Icons of notes have a size of their own, to the right of the upper left corner and below it; in points. */
const ICON = 24

/** Flags of annotations that keep their size or stay upright while the page does not (table 167): how much they cover depends on the view. */
const FIXED_SIZE = 8 | 16

/** By how many widths of a line its ends may reach beyond it. */
const LINE_ENDS = 10

/** The whole area in which some viewer may draw it; null where that cannot be told. */
export function annotationArea(
  { file }: Versions,
  annotation: PdfDictionary,
  subtype: string,
  revision: number,
): Box | null {
  const at = (key: string) => annotation.entries.get(key)
  const rectangle = readBox(file, revision, at('Rect'))
  const flags = file.resolve(at('F'), revision)
  const isFixed = subtype !== 'Text' && typeof flags === 'number' && (flags & FIXED_SIZE) !== 0
  if (!rectangle || isFixed) return null
  const strokes = asArray(file.resolve(at('InkList'), revision))?.items ?? []
  const places = [...PLACES.map(at), ...strokes].filter((place) => place !== undefined)
  const numbers = places.map((place) => numbersIn(file, revision, place))
  // An appearance is fitted into the rectangle (ISO 32000-2, 12.5.5).
  if (annotation.entries.has('AP')) return rectangle
  const { left, bottom, right, top } = rectangle
  const icon: readonly Point[] = subtype === 'Text' ? [[left + ICON, top - ICON]] : []
  const corners: Point[] = [[left, bottom], [right, top], ...icon]
  for (const list of numbers) {
    if (!list) return null
    for (const [index, y] of list.entries()) if (index % 2 === 1) corners.push([list[index - 1] ?? Number.NaN, y])
  }
  const area = boxAround(corners)
  const width = borderWidth({ file }, annotation, revision) * (places.length > 0 ? LINE_ENDS : 1)
  if (!area || !Number.isFinite(width + area.left + area.right + area.bottom + area.top)) return null
  return { left: area.left - width, bottom: area.bottom - width, right: area.right + width, top: area.top + width }
}

/** Of /BS or /Border; one point where neither says it (ISO 32000-2, 12.5.4). */
function borderWidth({ file }: Pick<Versions, 'file'>, { entries }: PdfDictionary, revision: number): number {
  const style = asDictionary(file.resolve(entries.get('BS'), revision))
  const border = asArray(file.resolve(entries.get('Border'), revision))?.items
  const width = file.resolve(style ? style.entries.get('W') : border?.[2], revision)
  return typeof width === 'number' ? Math.abs(width) : width === null ? 1 : Number.NaN
}

/** Annotations on which there is something to read; the others mark what the page shows (ISO 32000-2, table 171). */
const READ = new Set(['Widget', 'FreeText', 'Stamp', 'Ink', 'Watermark', 'Screen', 'Redact'])

export const isRead = (subtype: string): boolean => READ.has(subtype)

/** Asks, for one page as it was, whether any of `areas` lies over something that it shows, other annotations included. */
export function openPageCover(versions: Versions, page: PdfDictionary, others: readonly PdfDictionary[]) {
  let marks: readonly Box[] | null | undefined
  const shown = (): readonly Box[] | null => {
    if (marks !== undefined) return marks
    marks = pageMarks(versions, page, versions.before)
    return marks
  }
  return (own: PdfDictionary | undefined, areas: readonly (Box | null)[]): boolean => {
    const under = shown()
    if (!under) return true
    const beside = others
      .filter((other) => other !== own)
      .map((other) => readBox(versions.file, versions.before, other.entries.get('Rect')))
    return areas.some(
      (area) => area === null || [...under, ...beside].some((mark) => mark === null || overlaps(area, mark)),
    )
  }
}
