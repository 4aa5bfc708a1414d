/** The names, addresses and certificate subjects of the register, each for the unit that answers for it at an instant. */

import type { Home } from '../campaign/home.ts'
import { existsAt, heirsAt } from '../campaign/register.ts'
import { foldName } from '../campaign/spelling.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import { type Place, placeOfHome } from './place.ts'

export type NameIndex = {
  /** The unit of a folded name; only the whole name counts, never a part of it, but for our own place at its end. */
  readonly find: (name: string) => Unit | undefined
  /** Folded, without our own place. */
  readonly known: readonly string[]
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
  const index = (keysOf: (unit: Unit) => readonly string[]) =>
    new Map(
      [...ended, ...living].flatMap((unit) => {
        const heir = heirOf(unit.id)
        return heir === null ? [] : keysOf(unit).map((key) => [key, heir] as const)
      }),
    )
  const place = placeOfHome(home)
  const names = index(({ name, aliases }) => [name, ...aliases].map((each) => place.without(foldName(each))))
  return {
    names: { find: (name) => names.get(place.without(name)), known: [...names.keys()], place },
    addresses: index(({ addresses }) => addresses),
    subjects: index(({ subjects }) => subjects),
  }
}
