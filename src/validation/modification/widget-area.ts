/** How large a widget is on its page. ISO 32000-2, 12.5.2. */
import type { PdfFile } from '../../format/pdf/file.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { areaOf, readBox } from './box.ts'

/** In square points; null for a widget without a place, NaN where its place is none. */
export function widgetArea(file: PdfFile, revision: number, { entries }: PdfDictionary): number | null {
  const place = file.resolve(entries.get('Rect'), revision)
  if (place === null) return null
  const box = readBox(file, revision, place)
  return box === null ? Number.NaN : areaOf(box)
}
