/** What the rules share while they explain one update: what is explained already, and by what class of change. */

import { equalObjects } from '../../format/pdf/equal.ts'
import { asReference } from '../../format/pdf/narrow.ts'
import type { PdfArray, PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { visitReferences } from '../../format/pdf/references.ts'
import type { SignatureField } from '../../format/pdf/signature-field.ts'
import type { AnnotationChange } from './change.ts'
import type { Versions } from './comparison.ts'
import type { Effort } from './effort.ts'
import type { Update } from './update.ts'

/** The kinds of change that are understood or at least named, mildest first (ISO 32000-2, 12.8.2.2.2, table 257). */
export const CHANGE_CLASSES = [
  'none',
  /** Which program saved the file, and when; counts as a description where nothing else is done. */
  'save-stamp',
  'long-term-data',
  /** After the end of the last revision, where no reader of PDF looks. */
  'comment',
  'freed',
  'orphan',
  'metadata',
  'signature',
  'form-filling',
  'annotation',
  'other',
] as const
export type ChangeClass = (typeof CHANGE_CLASSES)[number]

/** `what` was done to the object; 0 stands for what is none of its own, such as the trailer. */
export type Unexplained = { readonly object: number; readonly what: string }

export type Work = {
  readonly update: Update
  readonly effort: Effort
  readonly versions: Versions
  /** The signature fields before the update. */
  readonly fields: readonly SignatureField[]
  /** Overridden objects that a rule has taken care of. */
  readonly explained: Set<number>
  /** Untyped objects that a rule let change because of the one place they were met in: each with the objects that may refer to it. */
  readonly owners: Map<number, Set<number>>
  /** Overridden objects that a rule let change under other entrances than those of fields and annotations (explainEntrances). */
  readonly entrances: Map<number, readonly string[]>
  /** Of an object that was added to, drawings that use it and show the same as before (shared-resources.ts). */
  readonly spared: Map<number, ReadonlySet<number>>
  /** Objects from which added ones may hang. */
  readonly roots: number[]
  /** Widgets that the update may put on a page: those of fields that it adds or signs. */
  readonly widgets: Set<number>
  /** Those of time-stamps among them. */
  readonly stamps: Set<number>
  /** In square points, what the larger pictures of signatures cover of each page, those of updates before this one included. */
  readonly covered: Map<number, number>
  /** Forms that begin or cease with this update to ask the viewer to draw fields by their values; 0 for a direct dictionary. */
  readonly drawnByViewer: number[]
  /** What it does to annotations, explained as such: whether that may be done, each signature says. */
  readonly annotated: AnnotationChange[]
  /** Annotations that it edits, and what draws them: one that lies on several pages is looked at on each. */
  readonly commented: Set<number>
  /** Annotations and widgets whose pictures it may write over in place. */
  readonly redrawn: Set<number>
  /** Annotations that it takes off their page, by their number, as they were. */
  readonly removed: Map<number, PdfDictionary>
  /** Names of the fields, signatures aside, whose value the update changes. */
  readonly changedFields: string[]
  readonly classes: Set<ChangeClass>
  readonly unexplained: Unexplained[]
  /** Signature dictionaries that an earlier revision had and this one redefines or exchanges. */
  readonly replacedSignatures: number[]
}

/** Whether nothing is left that a rule would have to explain, but for what is added. */
export function isExplained({ update, explained }: Work): boolean {
  for (const object of update.overridden) if (!explained.has(object)) return false
  return true
}

/** Object 0 stands for a value that is no object of its own; it is the head of the free list and never anything else. */
export function numberOf(value: PdfObject | undefined): number {
  return asReference(value)?.number ?? 0
}

export function deny(work: Work, object: number, what: string): void {
  work.unexplained.push({ object, what })
}

/** Takes `object` as explained by a rule for changes of this class. */
export function allow(work: Work, object: number, changeClass: ChangeClass): void {
  work.explained.add(object)
  work.classes.add(changeClass)
}

/** Notes that `object` was let change as a part of `owner`; met in any other place it is something else (explainOwners). */
export function own(work: Work, object: number, owner: number): void {
  const owners = work.owners.get(object)
  if (owners) owners.add(owner)
  else work.owners.set(object, new Set([owner]))
}

/** Lets added objects hang under `value`. */
export function follow(work: Work, value: PdfObject | undefined): void {
  visitReferences(value ?? null, ({ number }) => work.roots.push(number))
}

/**
 * The items that `is` has beyond `was`, or null where one of `was` is missing, moved or another one, or an object is listed twice. Some
 * writers spell annotations in the list itself.
 */
export function grown(was: PdfArray | null, is: PdfArray | null): readonly PdfObject[] | null {
  const old = was?.items ?? []
  const more: PdfObject[] = []
  const met = new Set<number>()
  let next = 0
  for (const item of is?.items ?? []) {
    const number = numberOf(item)
    if (number !== 0 && met.has(number)) return null
    met.add(number)
    if (next < old.length && equalObjects(old[next] ?? null, item)) next++
    else more.push(item)
  }
  return next === old.length ? more : null
}
