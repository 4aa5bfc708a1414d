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

/** One finding for all changes that differ in nothing but their page. */
export function changeFindings(changes: readonly Change[]): readonly Finding[] {
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = JSON.stringify([change.code, change.facts])
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [finding(first.code, first.clause, { ...pagesOf(group), ...first.facts })] : []
  })
}

function pagesOf(group: readonly Change[]): Readonly<Record<string, string>> {
  const pages = [...new Set(group.flatMap(({ page }) => page ?? []))].sort((a, b) => a - b)
  if (pages.length === 0) return {}
  const named = pages.slice(0, DIAGNOSIS_BUDGET.named).join(', ')
  return { page: pages.length > DIAGNOSIS_BUDGET.named ? `${named}, …` : named }
}
