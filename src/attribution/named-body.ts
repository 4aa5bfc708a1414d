/** The body that names and places speak of: units of the register, another body, or none that can be told. */
import { foldName } from '../campaign/spelling.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { NameIndex } from './name-index.ts'

export type NamedBody =
  | { readonly kind: 'names' | 'may-name'; readonly units: readonly UnitId[] }
  | { readonly kind: 'other-body' }
  | { readonly kind: 'silent' }

/** All names folded. */
type Spoken = {
  /** Each of which may be the name of the body. */
  readonly names: readonly string[]
  /** All that is said, the names among it. */
  readonly all: readonly string[]
  /** What is said of the superior body or the area; one that names neither us nor a unit of ours is another's. */
  readonly above: readonly string[]
}

/**
 * Nothing may point elsewhere, and somewhere our own place must be named: for a department the district, as every
 * district has a Phòng Nội vụ; for a commune the district or the province. A name without its place is a mere `may-name`.
 */
export function bodyOfNames({ names, all, above }: Spoken, index: NameIndex): NamedBody {
  const units = [...new Set(names.flatMap((name) => index.find(name) ?? []))]
  if (all.some(index.place.isElsewhere) || above.some((name) => isForeign(name, index))) return { kind: 'other-body' }
  const placed = units.filter((unit) => all.some((name) => index.place.places(unit.group, name)))
  if (placed.length > 0) return { kind: 'names', units: idsOf(placed) }
  return units.length > 0 ? { kind: 'may-name', units: idsOf(units) } : { kind: 'silent' }
}

function isForeign(name: string, index: NameIndex): boolean {
  return !index.place.isHome(name) && index.find(name) === undefined
}

const idsOf = (units: readonly Unit[]): readonly UnitId[] => units.map(({ id }) => id)

/** First words of bodies that stand under a commune or department, or beside them, and are not that unit. */
const BODIES_OF_THEIR_OWN = [
  'trường|trạm|trung tâm|công an|đảng ủy|đảng bộ|hội|chi cục|cục|tổng cục|sở|bộ|hạt|huyện ủy|thành ủy|tỉnh ủy|huyện đoàn|tỉnh đoàn',
  'bảo hiểm|bhxh|kho bạc|ngân hàng|tòa án|viện|bệnh viện|công ty|tổng công ty|mặt trận|ủy ban mặt trận|ubmttq|liên đoàn',
]
  .join('|')
  .split('|')
  .map(foldName)

/** Of those that a unit has within it, and that are bodies of their own where no unit is named beside them. */
const OFFICES_WITHIN = ['phòng', 'văn phòng', 'ban', 'thanh tra', 'bộ phận'].map(foldName)

const AREAS = ['xã', 'phường', 'thị trấn', 'đặc khu'].map(foldName)
const COMMITTEES = ['UBND', 'HĐND', 'và'].map(foldName)

const beginsWithAny = (name: string, words: readonly string[]): string | undefined =>
  words.find((word) => `${name} `.startsWith(`${word} `))

/** Whether one of the offices that a person is placed in is another body's than any of ours, and than those above us. */
export function areOfAnotherBody(offices: readonly string[], index: NameIndex): boolean {
  const strange = offices.filter((name) => index.find(name) === undefined && !index.resembles(name))
  const isWithinUnit = strange.length < offices.length
  return strange.some((name) => (isOfficeWithin(name) ? !isWithinUnit : isBodyOfItsOwn(name, index.place)))
}

/** Also "HĐND và UBND", of no place. */
const isOfficeWithin = (name: string): boolean =>
  withoutCommittees(name) === '' || beginsWithAny(name, OFFICES_WITHIN) !== undefined

function isBodyOfItsOwn(name: string, place: NameIndex['place']): boolean {
  const area = withoutCommittees(name)
  if (place.isOwn(area)) return false
  return area !== name || beginsWithAny(name, [...BODIES_OF_THEIR_OWN, ...AREAS]) !== undefined
}

/** "HĐND và UBND huyện Hướng Hóa" sit for that district. */
function withoutCommittees(name: string): string {
  const first = beginsWithAny(name, COMMITTEES)
  return first === undefined ? name : withoutCommittees(name.slice(first.length + 1))
}
