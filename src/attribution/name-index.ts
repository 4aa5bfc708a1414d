/** The names, addresses and certificate subjects of the register, each for the unit that answers for it at an instant. */

import type { Home } from '../campaign/home.ts'
import { existsAt, type Heirs, heirsAt } from '../campaign/register.ts'
import { foldName } from '../campaign/spelling.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import { type Place, placeOfHome } from './place.ts'

export type NameIndex = {
  /** The unit of a folded name; only the whole name counts, never a part of it, but for our own place at its end. */
  readonly find: (name: string) => Unit | undefined
  /** Whether a name is one of ours but for lost marks and spaces: no witness against anybody, and for nobody. */
  readonly resembles: (name: string) => boolean
  readonly place: Place
}

export type RegisterIndex = {
  readonly names: NameIndex
  readonly addresses: ReadonlyMap<string, Unit>
  readonly subjects: ReadonlyMap<string, Unit>
}

/** An index holds from one beginning or end of a unit to the next; documents by the thousand fall between the same two. */
const indexes = new WeakMap<readonly Unit[], Map<string, RegisterIndex>>()

/** A name that two units bore one after the other is that of the one which exists; of no unit that is still to come. */
export function indexRegister(units: readonly Unit[], home: Home, at: Instant): RegisterIndex {
  const known = indexes.get(units) ?? new Map<string, RegisterIndex>()
  indexes.set(units, known)
  const since = units
    .flatMap((unit) => [unit.since, unit.until])
    .reduce<number>(
      (last, turn) => (turn !== null && turn <= at && turn > last ? turn : last),
      Number.NEGATIVE_INFINITY,
    )
  const key = [since, home.district, home.province].join('\n')
  const index = known.get(key) ?? buildIndex(units, home, at)
  known.set(key, index)
  return index
}

function buildIndex(units: readonly Unit[], home: Home, at: Instant): RegisterIndex {
  const heirOf = heirsAt(units, at)
  const living = units.filter((unit) => existsAt(unit, at))
  const ended = units.filter((unit) => !living.includes(unit))
  // Who exists now goes before who did; what two of the same time have in common is the name of neither.
  const index = (keysOf: (unit: Unit) => readonly string[]): ReadonlyMap<string, Unit> =>
    new Map([...heirsByKey(ended, keysOf, heirOf), ...heirsByKey(living, keysOf, heirOf)])
  const place = placeOfHome(home)
  const names = index(({ name, aliases }) => [name, ...aliases].map((each) => place.without(foldName(each))))
  const bareNames = new Set([...names.keys()].map(bare))
  return {
    names: {
      find: (name) => names.get(place.without(name)) ?? names.get(place.without(withoutCouncil(name))),
      resembles: (name) => bareNames.has(bare(place.without(name))),
      place,
    },
    addresses: index(({ addresses }) => addresses),
    subjects: index(({ subjects }) => subjects),
  }
}

const COUNCIL_BESIDE = new RegExp(`^${foldName('HĐND')} (?:${foldName('và')} )?(?=${foldName('UBND')} )`, 'u')

/** "HĐND và UBND xã Húc" have one office, which is that of the committee. */
const withoutCouncil = (name: string): string => name.replace(COUNCIL_BESIDE, '')

function* heirsByKey(units: readonly Unit[], keysOf: (unit: Unit) => readonly string[], heirOf: Heirs) {
  const heirs = new Map<string, Set<Unit>>()
  for (const unit of units) {
    const heir = heirOf(unit.id)
    if (heir === null) continue
    for (const key of keysOf(unit)) heirs.set(key, (heirs.get(key) ?? new Set()).add(heir))
  }
  for (const [key, [heir, another]] of heirs) if (heir && !another) yield [key, heir] as const
}

const bare = (folded: string): string =>
  folded
    .normalize('NFD')
    .replace(/[\p{M} ]/gu, '')
    .replaceAll('đ', 'd')
