/** The style in which viewers draw the value of a field: /DA. ISO 32000-2, 12.7.4.3. */
import { asName, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { reading } from '../../format/read.ts'
import { type Operation, readOperations } from './content.ts'
import { DIAGNOSIS_BUDGET } from './effort.ts'
import { isInk } from './ink.ts'
import { lentTypeface } from './lent-typeface.ts'
import { SIZE } from './shown-text.ts'
import type { Update } from './update.ts'

/** In points; 0 where the viewer chooses. */
export type Style = { readonly size: number }

/** Null where a viewer may show another text than the value by it, or none that can be read. */
export function readStyle(
  update: Pick<Update, 'file' | 'after'>,
  widget: PdfDictionary,
  value: PdfObject,
): Style | null {
  const style = asString(value)
  if (!style) return value === null ? { size: 0 } : null
  if (style.bytes.length > DIAGNOSIS_BUDGET.appearanceBytes) return null
  const read = reading(() => [...readOperations(style.bytes)])
  if (!read.ok || read.value.some(({ isLax }) => isLax)) return null
  let size = 0
  for (const operation of read.value) {
    if (operation.operator !== 'Tf') {
      if (!isDark(operation)) return null
      continue
    }
    const [font, points] = operation.operands
    if (!isLegible(points) || lentTypeface(update, widget, asName(font) ?? '') === null) return null
    size = points
  }
  return { size }
}

/** A grey, or red, green and blue, or the four inks. */
const COMPONENTS: Readonly<Record<string, number>> = { g: 1, rg: 3, k: 4 }

/** Whether an operator sets a colour that is read, in which text and marks are drawn. */
export const isDark = ({ operator, operands }: Operation): boolean =>
  operands.length === COMPONENTS[operator] && isInk(operands)

const isLegible = (points: PdfObject | undefined): points is number =>
  typeof points === 'number' && (points === 0 || (points >= SIZE.least && points <= SIZE.most))
