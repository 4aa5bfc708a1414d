/** How far text reaches, by estimates that no text font exceeds by much, and widths that keep its letters apart. ISO 32000-2, 9.2.4. */

/** Characters, and in em: the width to reckon with where none is told, and the least and the most that a font may tell. */
type Widths = { readonly of: RegExp; readonly usual: number; readonly least: number; readonly most: number }

const WIDTHS: readonly Widths[] = [
  { of: /[ .,:;'|!ijl]/u, usual: 0.33, least: 0.15, most: 0.65 },
  { of: /\d/u, usual: 0.61, least: 0.45, most: 0.65 },
  { of: /[mw]/u, usual: 0.89, least: 0.5, most: 1.05 },
  { of: /[frt\-()/]/u, usual: 0.61, least: 0.2, most: 0.7 },
  { of: /[a-z]/u, usual: 0.61, least: 0.35, most: 0.7 },
  { of: /[IJ]/u, usual: 0.78, least: 0.2, most: 0.7 },
  { of: /[A-LN-VX-Z]/u, usual: 0.78, least: 0.45, most: 0.9 },
]
const OTHERS: Widths = { of: /./u, usual: 1, least: 0.15, most: 1.2 }

const widthsOf = (character: string): Widths => WIDTHS.find(({ of }) => of.test(character)) ?? OTHERS

/** The width of every letter of a typewriter: of a digit, and rather more. */
const FIXED = 0.61

/** In em. Accents stand above their letters and need no room. */
export function estimateWidth(text: string, isFixed = false): number {
  let width = 0
  for (const character of text.normalize('NFD').replaceAll(/\p{M}/gu, ''))
    width += isFixed ? FIXED : widthsOf(character).usual
  return width
}

/** Whether a font of text may give the character that width, in em: neither over its neighbours nor away from them. */
export function isUsualWidth(character: string, em: number): boolean {
  const { least, most } = widthsOf(character)
  return em >= least && em <= most
}
