/** Places in the names of offices: our own, which may be left out, and others, which make it another office. */
import { HOME } from '../campaign/home.ts'
import { containsPhrase, foldName } from '../campaign/spelling.ts'

const district = foldName(HOME.district)
const province = foldName(HOME.province)

/** Our own place at the end of a name, from the outside in; "huyện" alone ends some names of departments. */
const OWN_PLACE = [
  foldName(`tỉnh ${HOME.province}`),
  province,
  foldName(`huyện ${HOME.district}`),
  district,
  foldName('huyện'),
]

/** Words before the name of a place of our rank or above, and the one such place that is ours. */
const RANKS: readonly (readonly [rank: string, own: string | null])[] = [
  [foldName('tỉnh'), province],
  [foldName('huyện'), district],
  [foldName('quận'), null],
  [foldName('thị xã'), null],
  [foldName('thành phố'), null],
  [foldName('TP'), null],
]

/** A folded name without our own place at its end: "UBND xã Húc, huyện Hướng Hóa" is "UBND xã Húc". */
export function withoutOwnPlace(name: string): string {
  return OWN_PLACE.reduce((rest, place) => (rest.endsWith(` ${place}`) ? rest.slice(0, -place.length - 1) : rest), name)
}

export function namesOwnDistrict(name: string): boolean {
  return containsPhrase(name, district)
}

export function namesOwnProvince(name: string): boolean {
  return containsPhrase(name, province)
}

/** True when the folded name speaks of another province, city or district: "huyện Cam Lộ", "tỉnh Thanh Hóa". */
export function namesOtherPlace(name: string): boolean {
  return RANKS.some(([rank, own]) =>
    ` ${name} `
      .split(` ${rank} `)
      .slice(1)
      .some((rest) => rest !== '' && !startsWithOwn(rest, own)),
  )
}

function startsWithOwn(rest: string, own: string | null): boolean {
  return own !== null && `${rest.trim()} `.startsWith(`${own} `)
}
