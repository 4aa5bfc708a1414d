/** Changes of the register: what differs between two states of it, and what a decision teaches it. Nothing is ever taken out. */
import { foldName } from './spelling.ts'
import type { Unit, UnitId } from './unit.ts'

/** Where several hold, the first: a commune that is merged is ended too. */
export type UnitChangeKind = 'added' | 'merged' | 'ended' | 'renamed' | 'changed'

export type UnitChange = {
  readonly kind: UnitChangeKind
  readonly before: Unit | null
  readonly after: Unit
}

/** In the order of `after`; a unit that `after` does not name stays as it is. */
export function changesBetween(before: readonly Unit[], after: readonly Unit[]): readonly UnitChange[] {
  const known = new Map(before.map((unit) => [unit.id, unit]))
  return after.flatMap((unit): UnitChange[] => {
    const old = known.get(unit.id) ?? null
    const kind = kindOf(old, unit)
    return kind === null ? [] : [{ kind, before: old, after: unit }]
  })
}

function kindOf(before: Unit | null, after: Unit): UnitChangeKind | null {
  if (before === null) return 'added'
  if (changedFields(before, after).length === 0) return null
  if (after.successor !== null && after.successor !== before.successor) return 'merged'
  if (after.until !== null && after.until !== before.until) return 'ended'
  return after.name === before.name ? 'changed' : 'renamed'
}

export function changedFields(before: Unit, after: Unit): readonly (keyof Unit)[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}

const FIELDS = [
  'name',
  'group',
  'cluster',
  'code',
  'aliases',
  'addresses',
  'subjects',
  'contact',
  'since',
  'until',
  'successor',
  'confirmed',
] as const satisfies readonly (keyof Unit)[]

/** The register with some of its units as they are now, and new ones at its end. */
export function withUnits(register: readonly Unit[], changed: readonly Unit[]): readonly Unit[] {
  const news = new Map(changed.map((unit) => [unit.id, unit]))
  const known = new Set(register.map(({ id }) => id))
  return [
    ...register.map((unit) => news.get(unit.id) ?? unit),
    ...[...news.values()].filter(({ id }) => !known.has(id)),
  ]
}

/** The unit under another name: certificates and papers go on naming it by the old one. */
export function renamed(unit: Unit, name: string): Unit {
  if (name === unit.name) return unit
  const folded = new Set([name, ...unit.aliases].map(foldName))
  return { ...unit, name, aliases: folded.has(foldName(unit.name)) ? unit.aliases : [...unit.aliases, unit.name] }
}

/** What a person has approved to be remembered of a decision. */
export type Lesson =
  | { readonly kind: 'address'; readonly address: string }
  /** By `subjectKey`. */
  | { readonly kind: 'subject'; readonly subject: string }
  /** As documents or certificates write it. */
  | { readonly kind: 'alias'; readonly alias: string }

/** The unit with what it is known by from now on; null where the register has no such unit. */
export function taught(register: readonly Unit[], id: UnitId, lesson: Lesson): Unit | null {
  const unit = register.find((each) => each.id === id)
  if (!unit) return null
  switch (lesson.kind) {
    case 'address':
      return { ...unit, addresses: [...new Set([...unit.addresses, lesson.address.toLowerCase()])] }
    case 'subject':
      return { ...unit, subjects: [...new Set([...unit.subjects, lesson.subject])] }
    case 'alias': {
      const known = [unit.name, ...unit.aliases].map(foldName)
      return known.includes(foldName(lesson.alias)) ? unit : { ...unit, aliases: [...unit.aliases, lesson.alias] }
    }
  }
}
