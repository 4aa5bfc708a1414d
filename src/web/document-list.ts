/** All files of the campaign, newest first: which of them an address asks for, a page at a time. */
import type { Unit } from '../campaign/unit.ts'
import { VIETNAM_OFFSET_MS } from '../campaign/vietnamese-day.ts'
import { keptBy } from '../kept-by.ts'
import type { Instant } from '../lang.ts'
import { openChosen, openMerged } from '../merged.ts'
import { openRecent } from '../recent.ts'
import { isTurnedDown, OUTCOME_LABELS, TURNED_DOWN } from '../report/explain.ts'
import { countsForNobody, FATE_LABELS } from '../report/explain-count.ts'
import { findsIn, readSearch, type Search } from '../search.ts'
import { openSummed } from '../summed.ts'
import { newestFirst } from '../tally/arrival.ts'
import { type CountedSubmission, type Fate, partsOf, type Tally, type TallyPart } from '../tally/tally.ts'
import type { Outcome } from '../validation/report.ts'
import { type CountedFile, rowOfUnit } from './counted.ts'
import { documentKey } from './document-key.ts'
import { pagePart } from './page-part.ts'

export type Listed = CountedFile & {
  /** yyyy-mm, in Vietnam, of the receipt. */
  readonly month: string
}

type Result = Outcome | 'turned-down' | 'pending'
type Standing = Fate['kind'] | 'of-nobody'

/** As marks beside the files say them, and as an address spells them. */
export const RESULTS: readonly { readonly id: string; readonly is: Result; readonly label: string }[] = [
  { id: 'hop-le', is: 'valid', label: OUTCOME_LABELS.valid },
  { id: 'khong-hop-le', is: 'invalid', label: OUTCOME_LABELS.invalid },
  { id: 'khong-duoc-chap-nhan', is: 'turned-down', label: TURNED_DOWN },
  { id: 'khong-du-thong-tin', is: 'indeterminate', label: OUTCOME_LABELS.indeterminate },
  { id: 'chua-ky-so', is: 'unsigned', label: OUTCOME_LABELS.unsigned },
  { id: 'khong-kiem-tra-duoc', is: 'unreadable', label: OUTCOME_LABELS.unreadable },
  { id: 'dang-kiem-tra', is: 'pending', label: FATE_LABELS.pending },
]
export const STANDINGS: readonly { readonly id: string; readonly is: Standing; readonly label: string }[] = [
  { id: 'duoc-tinh', is: 'counts', label: FATE_LABELS.counts },
  { id: 'tam-tinh', is: 'provisional', label: FATE_LABELS.provisional },
  { id: 'can-xem-xet', is: 'review', label: FATE_LABELS.review },
  { id: 'chua-ro-don-vi', is: 'of-nobody', label: 'Chưa được tính, chưa rõ đơn vị' },
  { id: 'bi-tu-choi', is: 'refused', label: FATE_LABELS.refused },
  { id: 'tre-han', is: 'late', label: FATE_LABELS.late },
  { id: 'trung', is: 'duplicate', label: FATE_LABELS.duplicate },
  { id: 'dang-kiem-tra', is: 'pending', label: FATE_LABELS.pending },
  { id: 'bo-qua', is: 'set-aside', label: FATE_LABELS['set-aside'] },
]

/** Null: whatever it is. */
export type DocumentFilter = {
  /** `none`: of no known unit. */
  readonly unit: Unit | 'none' | null
  readonly result: (typeof RESULTS)[number] | null
  readonly standing: (typeof STANDINGS)[number] | null
  /** yyyy-mm, in Vietnam, of the receipt. */
  readonly month: string | null
  readonly search: Search
}

export type DocumentList = {
  readonly filter: DocumentFilter
  /** Of all pages. */
  readonly found: number
  readonly total: number
  readonly rows: readonly Listed[]
  /** 1 for the first. */
  readonly number: number
  readonly last: number
  /** Those in which something came, newest first. */
  readonly months: readonly string[]
}

/** Files on one page: a table a person still reads through. */
const PAGE_SIZE = 100

/** As an address names them. */
export const PARAMETERS = {
  unit: 'don-vi',
  result: 'ket-qua',
  standing: 'tinh',
  month: 'thang',
  search: 'tim',
} as const satisfies Record<keyof DocumentFilter, string>

/** What is unknown filters nothing, and the last page stands for all behind it. */
export function listDocuments(tally: Tally, asked: (name: string) => string | undefined): DocumentList {
  const filter = readFilter(tally, asked)
  const { merged, months } = arranged(tally)
  const wanted = isAll(filter) ? merged.all : chosenBy(filter)(merged)
  const { shown, number, last } = pagePart(wanted, asked('trang'), PAGE_SIZE)
  return { filter, found: wanted.length, total: merged.all.length, rows: shown, number, last, months }
}

const isAll = ({ search, ...others }: DocumentFilter): boolean =>
  search.words.length === 0 && Object.values(others).every((each) => each === null)

/** Those that were asked for last, kept up: a page that is open is made anew after each letter, and has others behind it. */
const MOST_CHOSEN = 8
const kept = openRecent<ReturnType<typeof openChosen<Listed>>>(MOST_CHOSEN)

function chosenBy(filter: DocumentFilter) {
  const { unit, result, standing, month, search } = filter
  const ids = [unit === 'none' ? unit : unit && [unit.id], result?.id, standing?.id, month, ...search.words]
  return kept(JSON.stringify(ids), () => {
    const isFound = findsIn(search)
    const isSought = search.words.length === 0 ? () => true : (row: Listed) => isFound(documentKey(row))
    return openChosen((row) => isWanted(row, filter) && isSought(row), inOrder)
  })
}

export const NO_UNIT = 'chua-xac-dinh'

function readFilter(tally: Tally, asked: (name: string) => string | undefined): DocumentFilter {
  const id = asked(PARAMETERS.unit) ?? ''
  const [result, standing, month = ''] = [asked(PARAMETERS.result), asked(PARAMETERS.standing), asked(PARAMETERS.month)]
  return {
    unit: id === NO_UNIT ? 'none' : id === '' ? null : (rowOfUnit(tally, id)?.unit ?? null),
    result: RESULTS.find((one) => one.id === result) ?? null,
    standing: STANDINGS.find((one) => one.id === standing) ?? null,
    month: /^\d{4}-\d\d$/.test(month) ? month : null,
    search: readSearch(asked(PARAMETERS.search)),
  }
}

function isWanted({ counted, unit, month }: Listed, filter: DocumentFilter): boolean {
  // Not the unit itself: the register may be read anew meanwhile.
  if (filter.unit !== null && (filter.unit === 'none' ? null : filter.unit.id) !== (unit?.id ?? null)) return false
  if (filter.standing !== null && standingOf(counted) !== filter.standing.is) return false
  if (filter.result !== null && resultOf(counted) !== filter.result.is) return false
  return filter.month === null || month === filter.month
}

const standingOf = (counted: CountedSubmission): Standing =>
  countsForNobody(counted) ? 'of-nobody' : counted.fate.kind

function resultOf({ report }: CountedSubmission): Result {
  if (report === null) return 'pending'
  return isTurnedDown(report) ? 'turned-down' : report.outcome
}

/** Pages share one count, and so its order. */
const arranged = keptBy((tally: Tally) => {
  const merged = mergedFiles(partsOf(tally))
  return { merged, months: [...filesByMonth(merged.lists).keys()].toSorted().toReversed() }
})

const inOrder = (a: Listed, b: Listed): number => newestFirst(a.counted, b.counted)

const mergedFiles = openMerged<TallyPart, Listed>(
  (part) => ('unit' in part ? part.submissions.map(listedOf(part.unit)) : part.map(nobodys)),
  inOrder,
)
const nobodys = keptBy(listedOf(null))

const filesByMonth = openSummed((list: readonly Listed[]) => list.map(({ month }) => [month, 1] as const))

function listedOf(unit: Unit | null) {
  return (counted: CountedSubmission): Listed => ({ counted, unit, month: monthOf(counted.submission.receivedAt) })
}

const monthOf = (at: Instant): string => new Date(at + VIETNAM_OFFSET_MS).toISOString().slice(0, 7)
