/** What the tally says of one submission, and of the unit whose it is. */
import { html } from 'hono/html'
import type { Attribution } from '../attribution/attribution.ts'
import type { Deadline } from '../campaign/campaign.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import { openIndexed } from '../indexed.ts'
import { FEW_ROWS, keptBy } from '../kept-by.ts'
import type { Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import type { CountedSubmission, Tally, UnitTally } from '../tally/tally.ts'
import type { Html } from './markup.ts'

export type CountedFile = {
  readonly counted: CountedSubmission
  /** Null: of no unit that is known. */
  readonly unit: Unit | null
}

/** Where each unit stood when one was looked for: from one count to the next they stand in the same places. */
let places: ReadonlyMap<string, number> = new Map()

export function rowOfUnit({ units }: Tally, id: string): UnitTally | undefined {
  const known = units[places.get(id) ?? units.length]
  if (known?.unit.id === id) return known
  const found = units.find(({ unit }) => unit.id === id)
  if (found && units.length > FEW_ROWS) places = new Map(units.map(({ unit }, place) => [unit.id, place]))
  return found
}

/** By which something came early or late: those of the unit whose it is, else those of all. */
export const deadlineOf = (tally: Tally, unit: UnitId | null): Deadline =>
  (unit === null ? undefined : rowOfUnit(tally, unit)) ?? tally.campaign

/** By its id; the id of one that is not counted. */
export const unitNames =
  (tally: Tally) =>
  (id: UnitId): string =>
    rowOfUnit(tally, id)?.unit.name ?? id

export function unitNameOf(tally: Tally, attribution: Attribution | undefined): Html {
  const unit = attribution?.kind === 'unit' ? rowOfUnit(tally, attribution.unit)?.unit : undefined
  return unit ? unitLink(unit) : html`<span class="quiet">chưa xác định</span>`
}

const unitLink = ({ id, name }: Unit): Html => html`<a href="/don-vi/${id}">${name}</a>`

export type FilesOfDocuments = ReadonlyMap<Sha256, readonly CountedFile[]>

const byDocument = keptBy((submissions: readonly CountedSubmission[]) =>
  Map.groupBy(submissions, ({ submission }) => submission.document),
)

const unitsWith = openIndexed(
  ({ submissions }: UnitTally) => new Set(submissions.map(({ submission }) => submission.document)),
)

/** Each submission of these documents, in the order of the count. */
export function filesOfDocuments({ units, unassigned }: Tally, documents: Iterable<Sha256>): FilesOfDocuments {
  const rowsWith = unitsWith(units)
  const ofNobody = byDocument(unassigned)
  const filesOf = (document: Sha256): readonly CountedFile[] => {
    const owned = rowsWith(document).flatMap(({ unit, submissions }) =>
      submissions.filter(({ submission }) => submission.document === document).map((counted) => ({ counted, unit })),
    )
    return [...owned, ...(ofNobody.get(document) ?? []).map((counted) => ({ counted, unit: null }))]
  }
  return new Map([...documents].map((document) => [document, filesOf(document)]))
}

type Place = Pick<Submission, 'letter' | 'document' | 'partPath'>

/** @param files of its document among others. */
export const findCounted = (files: FilesOfDocuments, place: Place): CountedSubmission | undefined =>
  files.get(place.document)?.find(({ counted }) => isAt(place, counted))?.counted

/** @param owner whose it is, null where nobody's. */
export function findOf(owner: UnitId | null, tally: Tally, place: Place): CountedSubmission | undefined {
  const files = owner === null ? tally.unassigned : (rowOfUnit(tally, owner)?.submissions ?? [])
  return files.find((counted) => isAt(place, counted))
}

const isAt = ({ letter, document, partPath }: Place, { submission }: CountedSubmission): boolean =>
  submission.document === document && submission.letter === letter && submission.partPath === partPath

/** Links to the units that sent it; quiet words where it is of none. */
export function unitsOf(files: readonly CountedFile[]): Html | readonly Html[] {
  const units = [...new Set(files.flatMap(({ unit }) => unit ?? []))]
  if (units.length === 0) return html`<span class="quiet">chưa xác định</span>`
  return units.map((unit, index) => html`${index === 0 ? '' : ', '}${unitLink(unit)}`)
}
