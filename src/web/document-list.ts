/** All files of the campaign, newest first: which of them an address asks for, a page at a time. */
import type { Unit } from '../campaign/unit.ts'
import { VIETNAM_OFFSET_MS } from '../campaign/vietnamese-day.ts'
import { keptBy } from '../kept-by.ts'
import type { Instant } from '../lang.ts'
import { openMerged } from '../merged.ts'
import { isTurnedDown, OUTCOME_LABELS, TURNED_DOWN } from '../report/explain.ts'
import { countsForNobody, FATE_LABELS } from '../report/explain-count.ts'
import { foundAmong, readSearch, type Search } from '../search.ts'
import { openSummed } from '../summed.ts'
import { newestFirst } from '../tally/arrival.ts'
import { type CountedSubmission, type Fate, filesOf, partsOf, type Tally, type TallyPart } from '../tally/tally.ts'
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
  const { rows, months } = arranged(tally)
  const isAll = filter.unit === null && filter.result === null && filter.standing === null && filter.month === null
  const standing = isAll ? rows : rows.filter((row) => isWanted(row, filter))
  const wanted = foundAmong(filter.search, standing, documentKey)
  const { shown, number, last } = pagePart(wanted, asked('trang'), PAGE_SIZE)
  return { filter, found: wanted.length, total: rows.length, rows: shown, number, last, months }
}

export const NO_UNIT = 'chua-xac-dinh'

function readFilter(tally: Tally, asked: (name: string) => string | undefined): DocumentFilter {
  const id = asked(PARAMETERS.unit)
  const [result, standing, month = ''] = [asked(PARAMETERS.result), asked(PARAMETERS.standing), asked(PARAMETERS.month)]
  return {
    unit: id === NO_UNIT ? 'none' : (rowOfUnit(tally, id ?? '')?.unit ?? null),
    result: RESULTS.find((one) => one.id === result) ?? null,
    standing: STANDINGS.find((one) => one.id === standing) ?? null,
    month: /^\d{4}-\d\d$/.test(month) ? month : null,
    search: readSearch(asked(PARAMETERS.search)),
  }
}

function isWanted({ counted, unit, month }: Listed, filter: DocumentFilter): boolean {
  if (filter.unit !== null && (unit === null ? filter.unit !== 'none' : filter.unit !== unit)) return false
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
  const parts = partsOf(tally)
  return { rows: merged(parts), months: [...months(parts).keys()].toSorted().toReversed() }
})

const merged = openMerged<TallyPart, Listed>(
  (part) => ('unit' in part ? part.submissions.map(listedOf(part.unit)) : part.map(nobodys)),
  (a, b) => newestFirst(a.counted, b.counted),
)
const nobodys = keptBy(listedOf(null))

const months = openSummed((part: TallyPart) =>
  filesOf(part).map(({ submission }) => [monthOf(submission.receivedAt), 1] as const),
)

function listedOf(unit: Unit | null) {
  return (counted: CountedSubmission): Listed => ({ counted, unit, month: monthOf(counted.submission.receivedAt) })
}

const monthOf = (at: Instant): string => new Date(at + VIETNAM_OFFSET_MS).toISOString().slice(0, 7)
