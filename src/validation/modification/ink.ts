/** Colours of text that is read on paper. ISO 32000-2, 8.6 and 10.4. */
import type { PdfObject } from '../../format/pdf/object.ts'

/** The lightest colour that is read on any ground, and the darkest ground that any text is read on: half of the way to white. */
const MIDDLE = 0.5

/** Whether text of that colour is read: the components of a grey, of red, green and blue, or of cyan, magenta, yellow and black. */
export const isInk = (components: readonly (PdfObject | undefined)[]): boolean => {
  const light = lightness(components)
  return light !== null && light <= MIDDLE
}

/** Whether a ground of that colour lets text be read. */
export const isPaper = (components: readonly (PdfObject | undefined)[]): boolean => {
  const light = lightness(components)
  return light !== null && light > MIDDLE
}

/** Between 0 and 1, of red, green and blue as the eye weighs them (ISO 32000-2, 10.4.2.2); null for what is no colour. */
function lightness(components: readonly (PdfObject | undefined)[]): number | null {
  const numbers = components.map(Number)
  if (!components.every((one) => typeof one === 'number') || !numbers.every((part) => part >= 0 && part <= 1))
    return null
  const [first = 0, second = 0, third = 0, black = 0] = numbers
  switch (numbers.length) {
    case 1:
      return first
    case 3:
      return weigh(first, second, third)
    case 4:
      return weigh(1 - first, 1 - second, 1 - third) * (1 - black)
    default:
      return null
  }
}

const weigh = (red: number, green: number, blue: number): number => 0.3 * red + 0.59 * green + 0.11 * blue
