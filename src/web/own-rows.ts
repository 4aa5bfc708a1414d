/** What one unit may see: its own row of the count, its own letters and documents. All else is not there for it. */
import { keptBy } from '../kept-by.ts'
import type { Submission } from '../submission/submission.ts'
import type { JudgedSubmission, Tally, UnitTally } from '../tally/tally.ts'
import type { WebView } from './view.ts'
import type { Visitor } from './visitor.ts'

/** The same view for whoever may read all. */
export function viewOf(visitor: Visitor, view: WebView): WebView {
  if (visitor.kind !== 'person' || visitor.account.role !== 'unit') return view
  // An account of that role without a unit sees nothing.
  return ownRows(view, visitor.account.unit ?? '')
}

function ownRows(view: WebView, unit: string): WebView {
  const tally = async () => tallyOf(await view.tally(), unit)
  const closed = (read: WebView['closedTally']) => async () => {
    const frozen = await read()
    return frozen && { ...frozen, tally: tallyOf(frozen.tally, unit) }
  }
  return {
    ...view,
    tally,
    tallyUntil: async (until) => tallyOf(await view.tallyUntil(until), unit),
    closedTally: closed(view.closedTally),
    closedNumbers: closed(view.closedNumbers),
    // The report is the office's own, before it is issued.
    reportDrafts: async () => [],
    draftTally: async () => null,
    letters: async () => [],
    lettersForPerson: async () => [],
    letter: async (sha256) => {
      const letter = await view.letter(sha256)
      if (letter === null) return null
      const own = ownSubmissions(await tally())
      const submissions = letter.submissions.filter(({ partPath }) => own.has(placeOf({ letter: sha256, partPath })))
      // What could not be opened may be of anybody whom the letter speaks for.
      return submissions.length === 0 ? null : { ...letter, submissions, unopened: [] }
    },
    // Whoever forwarded the papers of a unit may have written of others.
    letterWords: async () => null,
    document: async (sha256) => {
      const document = await view.document(sha256)
      if (document === null) return null
      const own = ownSubmissions(await tally())
      const submissions = document.submissions.filter(({ submission }) => own.has(placeOf(submission)))
      return submissions.length === 0 ? null : { ...document, submissions: submissions.map(ownWitnesses(unit)) }
    },
    verdictChanges: async () => [],
    // What the office writes of others is not its own; what was decided on its files stands beside them.
    decisions: async () => [],
    frozenNumbers: async () => null,
    frozenTally: async () => null,
    register: async () => ({ change: 0, units: [] }),
    registerHistory: async () => [],
    attributedOtherwise: async () => [],
    mailboxEvents: async () => [],
  }
}

function tallyOf(tally: Tally, unit: string): Tally {
  return { ...tally, units: tally.units.filter((one) => one.unit.id === unit).map(ownRow), unassigned: [] }
}

const ownRow = keptBy(
  (row: UnitTally): UnitTally => ({ ...row, submissions: row.submissions.map(ownWitnesses(row.unit.id)) }),
)

/** Whom else a sender or a certificate speaks for is the office's to know. */
function ownWitnesses(unit: string): <T extends JudgedSubmission>(file: T) => T {
  return (file) => {
    const { attribution } = file
    const testimonies = attribution.testimonies.filter(({ units }) => units.every((id) => id === unit))
    return { ...file, attribution: { ...attribution, testimonies } }
  }
}

function ownSubmissions({ units }: Tally): ReadonlySet<string> {
  return new Set(units.flatMap(({ submissions }) => submissions.map(({ submission }) => placeOf(submission))))
}

const placeOf = ({ letter, partPath }: Pick<Submission, 'letter' | 'partPath'>) => `${letter} ${partPath}`
