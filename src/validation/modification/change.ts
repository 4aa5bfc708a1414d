/** A change that has a name: what the diagnosis says for certain of one that no rule explains. */
import type { Code } from '../code.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../report.ts'
import { DIAGNOSIS_BUDGET } from './effort.ts'
import type { ChangeClass } from './work.ts'

export type Change = {
  readonly code: Code
  readonly clause: string
  /** Number of the page, counted from 1; null for what concerns the document. */
  readonly page: number | null
  readonly facts: Readonly<Record<string, string>>
  readonly changeClass: ChangeClass
  /** The objects whose change it accounts for. */
  readonly objects: readonly number[]
}

/** A change of annotations and of nothing else. */
export type AnnotationChange = Change & {
  /** Whether it lies where the page shows nothing: whoever permits annotations loses nothing of what was signed then. Costs something. */
  readonly isClear: () => boolean
}

/** One finding for all changes that differ in nothing but their place. */
export function changeFindings(changes: readonly Change[]): readonly Finding[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const { object: _, rectangle: __, ...kind } = change.facts
    const key = JSON.stringify([change.code, kind])
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [finding(first.code, first.clause, { ...pagesOf(group), ...factsOf(first, group) })] : []
  })
}

/** Object and rectangle are named where they are those of all. */
function factsOf({ facts }: Change, group: readonly Change[]): Readonly<Record<string, string>> {
  const isCommon = (key: string) => group.every((other) => other.facts[key] === facts[key])
  return Object.fromEntries(Object.entries(facts).filter(([key]) => isCommon(key)))
}

function pagesOf(group: readonly Change[]): Readonly<Record<string, string>> {
  const pages = [...new Set(group.flatMap(({ page }) => page ?? []))].sort((a, b) => a - b)
  if (pages.length === 0) return {}
  const named = pages.slice(0, DIAGNOSIS_BUDGET.named).join(', ')
  return { page: pages.length > DIAGNOSIS_BUDGET.named ? `${named}, …` : named }
}
