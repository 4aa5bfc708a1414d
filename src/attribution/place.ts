/** Places in the names of offices: our own, which may be left out, and others, which make it another office. */
import { DISTRICT_RANKS, type Home } from '../campaign/home.ts'
import { containsPhrase, foldName } from '../campaign/spelling.ts'
import type { Unit } from '../campaign/unit.ts'

/** All names folded. */
export type Place = {
  /** A name without our own place at its end: "UBND xã Húc, huyện Hướng Hóa" is "UBND xã Húc". */
  readonly without: (name: string) => string
  /** Whether a name is nothing but our own place: "huyện Hướng Hóa, tỉnh Quảng Trị". */
  readonly isOwn: (name: string) => boolean
  /** Whether a name gives our own district or province. */
  readonly isHome: (name: string) => boolean
  /** Whether a name places a unit of the group with us: every district has a Phòng Nội vụ, so it needs the district. */
  readonly places: (group: Unit['group'], name: string) => boolean
  /** Whether a name speaks of another province, city or district: "huyện Cam Lộ", "tỉnh Thanh Hóa". */
  readonly isElsewhere: (name: string) => boolean
}

/** "Huyện ủy", "Tỉnh đoàn": bodies of the Party and the Youth Union at a place are named by its rank, and the place follows. */
const BODIES_OF_RANK = ['ủy', 'đoàn'].map(foldName)

const PROVINCE = foldName('tỉnh')
const DISTRICTS = [...DISTRICT_RANKS, 'TP'].map(foldName)

export function placeOfHome(home: Home): Place {
  const province = foldName(home.province)
  const district = home.district === null ? null : splitRank(foldName(home.district))
  // All over a province, a district in the name tells units apart, and the register has it.
  const districts = district === null ? [] : DISTRICTS
  const ranks = [PROVINCE, ...districts].map((rank) => ({ rank, own: ownAt(rank) }))
  const ranked = district === null ? [] : [`${district.rank} ${district.name}`]
  // From the outside in; a town may bear the name of its province, and some names of departments end with the rank alone.
  const ends = [
    `${PROVINCE} ${province}`,
    ...ranked,
    province,
    ...ranked,
    ...(district ? [district.name, district.rank] : []),
  ]
  const isInDistrict = (name: string) => district !== null && containsPhrase(name, district.name)

  function ownAt(rank: string): string | null {
    if (rank === PROVINCE) return province
    return rank === district?.rank ? district.name : null
  }
  const without = (name: string) =>
    ends.reduce((rest, end) => (rest.endsWith(` ${end}`) ? rest.slice(0, -end.length - 1) : rest), name)
  return {
    without,
    isOwn: (name) => without(` ${name}`) === '',
    isHome: (name) => isInDistrict(name) || containsPhrase(name, province),
    places: (group, name) =>
      isInDistrict(name) || ((group === 'commune' || district === null) && containsPhrase(name, province)),
    isElsewhere: (name) =>
      ranks.some(({ rank, own }) =>
        placesAfter(name, rank).some((place) => place !== '' && (own === null || !beginsWith(place, own))),
      ),
  }
}

/** @throws RangeError; `readCampaign` lets no such home in. */
function splitRank(district: string): { readonly rank: string; readonly name: string } {
  const rank = DISTRICTS.find((each) => district.startsWith(`${each} `))
  if (rank === undefined) throw new RangeError('a district has no rank')
  return { rank, name: district.slice(rank.length + 1) }
}

function placesAfter(name: string, rank: string): readonly string[] {
  const places = ` ${name} `.split(` ${rank} `).slice(1)
  return places.map((place) => BODIES_OF_RANK.reduce(withoutFirst, place.trim()))
}

const withoutFirst = (text: string, word: string): string =>
  beginsWith(text, word) ? text.slice(word.length).trimStart() : text

const beginsWith = (text: string, phrase: string): boolean => `${text} `.startsWith(`${phrase} `)
