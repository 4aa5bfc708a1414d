/** What the tally says of one submission. */
import { html } from 'hono/html'
import type { Attribution } from '../attribution/attribution.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Sha256 } from '../lang.ts'
import type { Submission } from '../submission/submission.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'
import type { Html } from './markup.ts'

/** @param owner whose it is, null where nobody's, undefined where that is not known. */
export function findCounted(
  { units, unassigned }: Tally,
  { letter, document, partPath }: Pick<Submission, 'letter' | 'document' | 'partPath'>,
  owner?: UnitId | null,
): CountedSubmission | undefined {
  const isIt = ({ submission: other }: CountedSubmission) =>
    other.letter === letter && other.document === document && other.partPath === partPath
  for (const { unit, submissions } of units) {
    if (owner !== undefined && unit.id !== owner) continue
    const counted = submissions.find(isIt)
    if (counted) return counted
  }
  return unassigned.find(isIt)
}

export function unitNameOf({ units }: Tally, attribution: Attribution | undefined): Html {
  const id = attribution?.kind === 'unit' ? attribution.unit : null
  const unit = units.find((each) => each.unit.id === id)?.unit
  return unit ? html`<a href="/don-vi/${unit.id}">${unit.name}</a>` : html`<span class="quiet">chưa xác định</span>`
}

/** Each submission of it. */
export function copiesOfDocument({ units, unassigned }: Tally, document: Sha256): readonly CountedSubmission[] {
  return [...units.flatMap(({ submissions }) => submissions), ...unassigned].filter(
    ({ submission }) => submission.document === document,
  )
}

/** Links to the units that sent it; quiet words where it is of none. */
export function unitsOfDocument({ units }: Tally, document: Sha256): Html | readonly Html[] {
  const senders = units.filter(({ submissions }) =>
    submissions.some(({ submission }) => submission.document === document),
  )
  if (senders.length === 0) return html`<span class="quiet">chưa xác định</span>`
  return senders.map(({ unit }, index) => html`${index === 0 ? '' : ', '}<a href="/don-vi/${unit.id}">${unit.name}</a>`)
}

/** The files of one letter, as they count. */
export function letterFiles({ units, unassigned }: Tally, letter: Sha256): readonly CountedSubmission[] {
  return [...units.flatMap(({ submissions }) => submissions), ...unassigned].filter(
    ({ submission }) => submission.letter === letter,
  )
}
