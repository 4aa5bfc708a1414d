/** Why a file counts otherwise now than when the count was frozen. */
import type { UnitId } from '../campaign/unit.ts'
import { type Decision, standingDecisions } from '../tally/decision.ts'
import type { FateDifference, FrozenTally } from '../tally/frozen.ts'
import type { CountedSubmission, Fate } from '../tally/tally.ts'
import { explainDecision } from './decision-words.ts'
import { explainFate, FATE_LABELS } from './explain-count.ts'

/** "Đang kiểm tra, UBND xã Húc". */
export function standingThen(side: FateDifference['before'], nameOf: (unit: UnitId) => string): string {
  if (side === null) return 'chưa có'
  const label =
    'code' in side.fate && side.fate.kind === 'review' ? explainFate(side.fate).label : FATE_LABELS[side.fate.kind]
  return `${label}, ${side.unit === null ? 'chưa rõ đơn vị' : nameOf(side.unit)}`
}

/** The first that explains it. What a person wrote is quoted: text to be escaped where it is shown. */
export function explainDifference(
  { before, now }: FateDifference,
  counted: CountedSubmission | undefined,
  { frozenAt, lastDecision }: Pick<FrozenTally, 'frozenAt' | 'lastDecision'>,
  decisions: readonly Decision[],
): string {
  if (now === null) return 'Không còn trong số liệu hiện nay.'
  if (before === null) {
    return counted && counted.submission.receivedAt > frozenAt ? 'Nhận sau khi chốt.' : 'Được đọc sau khi chốt.'
  }
  const since = decisions.filter(({ id }) => id > lastDecision)
  const word = counted?.decision ?? null
  if (word !== null && word.id > lastDecision) return `Quyết định sau khi chốt: ${explainDecision(word)}`
  const confirmed = since.find(({ ruling }) => ruling.action === 'confirm' && ruling.decision === word?.id)
  if (confirmed) return `Quyết định sau khi chốt: ${explainDecision(confirmed)}`
  if (before.unit !== now.unit) {
    const isByPerson = counted?.attribution.kind === 'unit' && counted.attribution.witness === 'person'
    return isByPerson
      ? 'Cán bộ gán đơn vị sau khi chốt.'
      : 'Đơn vị được xác định khác: danh mục hoặc căn cứ đã thay đổi.'
  }
  if (isExtended(now, before, standingDecisions(since))) return 'Đơn vị được gia hạn sau khi chốt.'
  if (touchesCopies(before.fate, now.fate)) return 'Văn bản trùng hoặc nghi trùng được xét lại sau khi chốt.'
  if (since.some(({ ruling }) => ruling.action === 'undo') && before.fate.kind !== now.fate.kind) {
    return 'Một quyết định được hủy, hoặc kết quả kiểm tra thay đổi sau khi chốt.'
  }
  return 'Kết quả kiểm tra thay đổi sau khi chốt: có dữ liệu thu hồi mới, chứng thư số được tin cậy hoặc chính sách đổi.'
}

function isExtended(
  now: Exclude<FateDifference['now'], null>,
  before: Exclude<FateDifference['before'], null>,
  since: readonly Decision[],
): boolean {
  const isOfTime = before.fate.kind === 'late' || (before.fate.kind === 'counts' && before.fate.isLate)
  return isOfTime && since.some(({ ruling }) => ruling.action === 'extend' && ruling.object.unit === now.unit)
}

const touchesCopies = (before: Fate, now: Fate): boolean =>
  [before, now].some((fate) => fate.kind === 'duplicate' || (fate.kind === 'review' && 'of' in fate))
