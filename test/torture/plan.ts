/** What a run of the torture is to do, from its command line; and chance that can be had again by its seed. */
import { parseArgs } from 'node:util'
import { readRegister } from '../../src/campaign/read-register.ts'
import type { Unit, UnitId } from '../../src/campaign/unit.ts'

export type TorturePlan = {
  readonly letters: number
  readonly kills: number
  readonly seed: number
  readonly backEnds: readonly ('sqlite' | 'postgres')[]
}

export function readPlan(args: readonly string[]): TorturePlan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      letters: { type: 'string', default: '200' },
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      on: { type: 'string', default: 'both' },
    },
  })
  const { letters, kills, seed, on } = values
  const backEnds = on === 'sqlite' || on === 'postgres' ? ([on] as const) : (['sqlite', 'postgres'] as const)
  return { letters: Number(letters), kills: Number(kills), seed: Number(seed), backEnds }
}

/** Mulberry32: a number in [0, 1), the same row of them for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** As many units as are wanted: those of the register, and then its communes again under other names, which stay short. */
export function unitsOf(register: string, count: number): readonly Unit[] {
  const units = readRegister(register)
  const communes = units.filter(({ group }) => group === 'commune')
  const turns = Math.ceil(Math.max(0, count - units.length) / communes.length)
  const others = Array.from({ length: turns }, (_, turn) => communes.map((unit) => renamed(unit, turn + 1))).flat()
  return [...units, ...others].slice(0, count)
}

function renamed(unit: Unit, turn: number): Unit {
  const name = (known: string) => `${known} khu vực ${turn}`
  return {
    ...unit,
    id: `${unit.id}-${turn}` as UnitId,
    name: name(unit.name),
    aliases: unit.aliases.map(name),
    addresses: unit.addresses.map((address) => `kv${turn}.${address}`),
  }
}
