/** What an update did that no rule explains, named where that is certain. It makes no verdict milder. ISO 32000-2, 12.8.2.2. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { asDictionary } from '../../format/pdf/narrow.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { reading } from '../../format/read.ts'
import { diagnoseActiveContent } from './active-content.ts'
import { diagnoseAnnotations } from './annotation-changes.ts'
import type { Change } from './change.ts'
import type { Versions } from './comparison.ts'
import { type Dormant, diagnoseDormantContent, diagnoseHiddenContent } from './dormant-content.ts'
import { isSpent } from './effort.ts'
import { diagnosePages, type PageLists } from './page-changes.ts'
import { diagnoseSignedAppearances } from './signed-appearance.ts'
import type { Work } from './work.ts'

export type Diagnosis = {
  readonly changes: readonly Change[]
  /** Named only for signatures over bytes in which the content already lay. */
  readonly dormant: readonly Dormant[]
}

export const NO_DIAGNOSIS: Diagnosis = { changes: [], dormant: [] }

/** Costs something, and is only asked for where something is unexplained. */
export function diagnose(work: Work): Diagnosis {
  const { update, effort, versions } = work
  const known = new Set([...work.widgets, ...work.annotated.flatMap(({ objects }) => objects.slice(0, 1))])
  const lists = isSpent(effort) ? null : certain(() => pageLists(versions))
  if (!lists) return NO_DIAGNOSIS
  return {
    changes: [
      ...(certain(() => diagnosePages(versions, lists)) ?? []),
      ...(certain(() => diagnoseHiddenContent(versions, lists)) ?? []),
      ...(certain(() => diagnoseSignedAppearances(versions, work.fields)) ?? []),
      ...(certain(() => diagnoseAnnotations(versions, lists, known)) ?? []),
      ...(certain(() => diagnoseActiveContent(versions, lists)) ?? []),
    ],
    dormant: certain(() => diagnoseDormantContent(versions, lists, update)) ?? [],
  }
}

/** Null where something cannot be read or costs too much: nothing is certain then, and the update stays unexplained. */
function certain<T>(look: () => T): T | null {
  const seen = reading(look)
  return seen.ok ? seen.value : null
}

/**
 * Null for the forms whose pages a viewer makes anew from a description in XML each time the form is saved (XFA;
 * ISO 32000-1:2008, 12.7.8): there the page tree says nothing of who changed what.
 */
function pageLists({ file, before, after }: Versions): PageLists | null {
  const form = asDictionary(file.resolve(readCatalog(file, before)?.entries.get('AcroForm'), before))
  if (form?.entries.has('XFA')) return null
  const numbers = (revision: number) => readPages(file, revision).map(({ number }) => number)
  return { was: numbers(before), is: numbers(after) }
}
