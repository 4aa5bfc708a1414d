/** Which changes of an update are understood. Default deny: what no rule explains stays unexplained. ISO 32000-2, 12.8.2.2. */
import { readSignatureFields } from '../../format/pdf/signature-field.ts'
import type { AnnotationChange } from './change.ts'
import { type Diagnosis, diagnose, NO_DIAGNOSIS } from './diagnosis.ts'
import { explainTrailer } from './document-rules.ts'
import { DIAGNOSIS_BUDGET, type Effort } from './effort.ts'
import { refuseOtherEncryption } from './encryption-rule.ts'
import { explainEntrances } from './entrances.ts'
import { explainFilledFields } from './form-rules.ts'
import { type Location, locate } from './locate.ts'
import { refuseNulls } from './null-entries.ts'
import { explainAdded, explainFreed, explainOwners } from './object-rules.ts'
import { explainPages } from './page-rules.ts'
import { explainSignedField } from './signature-rules.ts'
import { explainRepackedStreams } from './stream-rules.ts'
import { explainStructure } from './structure-rules.ts'
import type { Update } from './update.ts'
import { refuseAmbiguity } from './update-ambiguity.ts'
import { refuseUnlisted } from './update-bytes.ts'
import { explainWidgetPlaces } from './widget-places.ts'
import { type ChangeClass, deny, type Unexplained, type Work } from './work.ts'

export type Explanation = {
  /** The classes of the changes that were explained. */
  readonly classes: ReadonlySet<ChangeClass>
  /** What no rule explains, with the place where each of the first ones is met. */
  readonly unexplained: readonly Located[]
  /** Explained as changes of annotations, which not every signature permits. */
  readonly annotated: readonly AnnotationChange[]
  readonly replacedSignatures: readonly number[]
  /** Names of the fields, signatures aside, whose value changed, whether or not a rule explains it. */
  readonly changedFields: readonly string[]
  readonly diagnosis: Diagnosis
}

export type Located = Unexplained & { readonly location: Location }

/** @param covered what signatures of earlier updates cover of each page already, in square points. */
export function explainUpdate(update: Update, effort: Effort, covered = new Map<number, number>()): Explanation {
  const { file, before, after } = update
  const work: Work = {
    update,
    effort,
    versions: { file, before, after, effort, same: new Set() },
    fields: readSignatureFields(update.file, update.before),
    explained: new Set(),
    owners: new Map(),
    entrances: new Map(),
    spared: new Map(),
    roots: [],
    widgets: new Set(),
    stamps: new Set(),
    covered,
    drawnByViewer: [],
    annotated: [],
    commented: new Set(),
    redrawn: new Set(),
    removed: new Map(),
    changedFields: [],
    classes: new Set(),
    unexplained: [],
    replacedSignatures: [],
  }
  refuseUnlisted(work)
  refuseAmbiguity(work)
  refuseNulls(work)
  refuseOtherEncryption(work)
  protectSignatures(work)
  explainTrailer(work)
  for (const field of work.fields) explainSignedField(work, field)
  explainPages(work)
  explainWidgetPlaces(work)
  explainFilledFields(work)
  explainStructure(work)
  explainEntrances(work)
  // What says the same as before may be met anywhere.
  explainRepackedStreams(work)
  explainOwners(work)
  explainAdded(work)
  explainFreed(work)
  for (const object of update.overridden) if (!work.explained.has(object)) deny(work, object, 'rewritten')
  const { classes, unexplained, annotated, replacedSignatures, changedFields } = work
  // Every save says when it was made; one that does nothing else changes the description.
  if (classes.has('save-stamp') && !classes.has('long-term-data')) classes.add('metadata')
  const diagnosis = unexplained.length + annotated.length > 0 ? diagnose(work) : NO_DIAGNOSIS
  return { classes, unexplained: located(work), annotated, replacedSignatures, changedFields, diagnosis }
}

function located(work: Work): readonly Located[] {
  if (work.unexplained.length === 0) return []
  const named = work.unexplained.slice(0, DIAGNOSIS_BUDGET.located).map(({ object }) => object)
  const locations = locate(work, new Set(named))
  return work.unexplained.map((one) => ({ ...one, location: locations.get(one.object) ?? {} }))
}

/** B5: whatever a later revision writes under the number of a signature dictionary exchanges it, the same words included. */
function protectSignatures({ update, fields, replacedSignatures, explained }: Work): void {
  for (const { value, valueReference } of fields) {
    if (!value || !valueReference || !update.revision.entries.has(valueReference.number)) continue
    replacedSignatures.push(valueReference.number)
    explained.add(valueReference.number)
  }
}
