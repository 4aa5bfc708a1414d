/** Why a file counts otherwise now than when the count was frozen. */
import type { UnitId } from '../campaign/unit.ts'
import { type Decision, standingDecisions } from '../tally/decision.ts'
import type { FateDifference, FrozenTally } from '../tally/frozen.ts'
import type { CountedSubmission, Fate } from '../tally/tally.ts'
import { explainDecision } from './decision-words.ts'
import { explainFate, fateLabel } from './explain-count.ts'

/** "Đang kiểm tra, UBND xã Húc". */
export function standingThen(side: FateDifference['before'], nameOf: (unit: UnitId) => string): string {
  if (side === null) return 'chưa có'
  const label =
    'code' in side.fate && side.fate.kind === 'review'
      ? explainFate(side.fate).label
      : fateLabel(side.fate.kind, side.unit)
  return `${label}, ${side.unit === null ? 'chưa rõ đơn vị' : nameOf(side.unit)}`
}

type Explain = (difference: FateDifference, counted: CountedSubmission | undefined) => string

/** Gives the first that explains a difference. What a person wrote is quoted: text to be escaped where it is shown. */
export function explainDifferences(
  { frozenAt, lastDecision }: Pick<FrozenTally, 'frozenAt' | 'lastDecision'>,
  decisions: readonly Decision[],
): Explain {
  const since = decisions.filter(({ id }) => id > lastDecision)
  const explainMoved = explainMoves(since)
  return ({ before, now }, counted) => {
    if (now === null) return 'Không còn trong số liệu hiện nay.'
    if (before === null) {
      return counted && counted.submission.receivedAt > frozenAt ? 'Nhận sau khi chốt.' : 'Được đọc sau khi chốt.'
    }
    const word = counted?.decision ?? null
    if (word !== null && word.id > lastDecision) return `Quyết định sau khi chốt: ${explainDecision(word)}`
    const confirmed = since.find(({ ruling }) => ruling.action === 'confirm' && ruling.decision === word?.id)
    if (confirmed) return `Quyết định sau khi chốt: ${explainDecision(confirmed)}`
    return explainMoved(before, now, counted)
  }
}

type Side = Exclude<FateDifference['now'], null>

/** Where nobody has spoken of the file itself. */
function explainMoves(since: readonly Decision[]) {
  const standing = standingDecisions(since)
  const isUndone = since.some(({ ruling }) => ruling.action === 'undo')
  return (before: Side, now: Side, counted: CountedSubmission | undefined): string => {
    if (before.unit !== now.unit) {
      const isByPerson = counted?.attribution.kind === 'unit' && counted.attribution.witness === 'person'
      return isByPerson
        ? 'Cán bộ gán đơn vị sau khi chốt.'
        : 'Đơn vị được xác định khác: danh mục hoặc căn cứ đã thay đổi.'
    }
    if (isExtended(now, before, standing)) return 'Đơn vị được gia hạn sau khi chốt.'
    if (touchesCopies(before.fate, now.fate)) return 'Văn bản trùng hoặc nghi trùng được xét lại sau khi chốt.'
    if (isUndone && before.fate.kind !== now.fate.kind) {
      return 'Một quyết định được hủy, hoặc kết quả kiểm tra thay đổi sau khi chốt.'
    }
    return 'Kết quả kiểm tra thay đổi sau khi chốt: có dữ liệu thu hồi mới, chứng thư số được tin cậy hoặc chính sách đổi.'
  }
}

function isExtended(now: Side, before: Side, since: readonly Decision[]): boolean {
  const isOfTime = before.fate.kind === 'late' || (before.fate.kind === 'counts' && before.fate.isLate)
  return isOfTime && since.some(({ ruling }) => ruling.action === 'extend' && ruling.object.unit === now.unit)
}

const touchesCopies = (before: Fate, now: Fate): boolean =>
  [before, now].some((fate) => fate.kind === 'duplicate' || (fate.kind === 'review' && 'of' in fate))
