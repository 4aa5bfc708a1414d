/** The text that an appearance shows, where it is so simple that it can be told for certain. ISO 32000-2, 12.7.4.3 and 9.4. */
import type { Bytes } from '../../bytes.ts'
import { asArray, asName, asString } from '../../format/pdf/narrow.ts'
import { reading } from '../../format/read.ts'
import type { Box } from './box.ts'
import { type Operation, readOperations } from './content.ts'
import { isInk } from './ink.ts'
import type { Typeface } from './typeface.ts'

/** The font of that name; null where it cannot be told what it shows. */
export type Typefaces = (font: string) => Typeface | null

/** Operators that may stand there, each with the number of its operands (ISO 32000-2, annex A). */
const OPERANDS: Readonly<Record<string, number>> = {
  ...{ q: 0, Q: 0, BMC: 1, EMC: 0, BT: 0, ET: 0, re: 4, W: 0, n: 0, g: 1, rg: 3, Tf: 2, Td: 2, Tm: 6, Tj: 1 },
}

/**
 * One clip, one text object with one font at one place, and one string; each letter stands for an operator. States that are kept and
 * marks may be nested before it, as some writers draw a field within a field, and paths may end of which nothing was drawn.
 */
const SHAPE = /^(?:qQ)?(?:[qMn]|rWn)*c*(?:Bc*(?:fc*d|df|d?c*f)?c*(?:Tc*)?E)?[Qm]*$/u
const LETTERS: Readonly<Record<string, string>> = {
  ...{ q: 'q', Q: 'Q', BMC: 'M', EMC: 'm', BT: 'B', ET: 'E', re: 'r', W: 'W', n: 'n', g: 'c', rg: 'c' },
  ...{ Tf: 'f', Td: 'd', Tm: 'd', Tj: 'T' },
}

/** Points: smaller text is not read, larger is none of a form. */
export const SIZE = { least: 4, most: 72 } as const

/**
 * The text of an appearance that draws nothing but one line of it, wholly inside of `box` and legible. Null for anything else,
 * honest as it may be: a person looks at it.
 */
export function shownText(content: Bytes, typefaces: Typefaces, box: Box): string | null {
  const read = reading(() => [...readOperations(content)])
  if (!read.ok || !isPlain(read.value)) return null
  const one = (operator: string) => read.value.find((operation) => operation.operator === operator)?.operands ?? []
  const string = asString(one('Tj')[0])
  if (!string || string.bytes.length === 0) return ''
  const size = Number(one('Tf')[1] ?? Number.NaN)
  const [x, y] = [...one('Td'), ...one('Tm').slice(4)].map(Number)
  const shown = typefaces(asName(one('Tf')[0]) ?? '')?.(string.bytes)
  if (!shown || !(size >= SIZE.least && size <= SIZE.most)) return null
  const line = boxOf([x ?? 0, y ?? 0, shown.width * size, CAPITALS * size])
  const clip = one('re').map(Number)
  const areas = clip.length === 4 ? [box, boxOf(clip)] : [box]
  return areas.every((area) => encloses(area, line)) ? shown.text : null
}

/**
 * All letters in the order in which they are drawn, wherever and in whatever colour: enough to tell that a text is another one, and not
 * that it is the same. Null where a font does not tell its letters, and where pictures or lines alone may show some.
 */
export function lettersShown(content: Bytes, typefaces: Typefaces): string | null {
  const read = reading(() => [...readOperations(content)])
  if (!read.ok) return null
  let typeface: Typeface | null = null
  let text = ''
  for (const operation of read.value) {
    if (operation.operator === 'Do') return null
    if (operation.operator === 'Tf') typeface = typefaces(asName(operation.operands[0]) ?? '')
    for (const letters of lettersOf(operation)) {
      const line: string | undefined = typeface?.(letters)?.text
      if (line === undefined) return null
      text += line
    }
  }
  return text || null
}

/** The strings that an operator shows (ISO 32000-2, table 107). */
export function lettersOf({ operator, operands }: Operation): readonly Bytes[] {
  if (!['Tj', 'TJ', "'", '"'].includes(operator)) return []
  return operands.flatMap((operand) =>
    (asArray(operand)?.items ?? [operand]).flatMap((item) => asString(item)?.bytes ?? []),
  )
}

function isPlain(operations: readonly Operation[]): boolean {
  const shape = operations.map(({ operator }) => LETTERS[operator] ?? '?').join('')
  const count = (letter: string) => shape.split(letter).length
  return (
    SHAPE.test(shape) &&
    count('q') === count('Q') &&
    count('M') === count('m') &&
    count('r') <= 2 &&
    operations.every(hasItsOperands)
  )
}

function hasItsOperands({ operator, operands, isLax }: Operation): boolean {
  if (isLax || operands.length !== OPERANDS[operator]) return false
  switch (operator) {
    case 'BMC':
      return asName(operands[0]) === 'Tx'
    case 'Tj':
      return asString(operands[0]) !== null
    case 'Tf':
      return asName(operands[0]) !== null && Number.isFinite(operands[1])
    case 'Tm':
      // Moved, and neither turned nor stretched.
      return [1, 0, 0, 1].every((part, index) => operands[index] === part) && operands.slice(4).every(Number.isFinite)
    case 'g':
    case 'rg':
      return isInk(operands)
    default:
      return operands.every((operand) => Number.isFinite(operand))
  }
}

function boxOf([x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN]: readonly number[]): Box {
  return { left: x, bottom: y, right: x + width, top: y + height }
}

const encloses = (outer: Box, inner: Box): boolean =>
  inner.left >= outer.left && inner.right <= outer.right && inner.bottom >= outer.bottom && inner.top <= outer.top

/** In em: the height of digits and capitals without accents. */
export const CAPITALS = 0.7
