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

/** First words, folded, of bodies that stand under a commune or department but are not that unit. */
const BODIES_OF_THEIR_OWN = ['trường', 'trạm', 'trung tâm', 'công an', 'đảng ủy', 'hội', 'chi cục', 'sở', 'bộ'].map(
  foldName,
)

export function isBodyOfItsOwn(name: string, index: NameIndex): boolean {
  return index.find(name) === undefined && BODIES_OF_THEIR_OWN.some((word) => `${name} `.startsWith(`${word} `))
}
