/** `sokyso audit verify`: whether the log is as it was written. */
import type { AccessStore } from '../access/access-store.ts'
import { type AuditEntry, type ChainCheck, checkChain } from '../access/audit.ts'
import type { AuditCommand } from '../cli/administer.ts'
import { EXIT } from '../cli.ts'
import { assertNever } from '../lang.ts'
import { vietnameseNumber } from '../report/vietnamese-number.ts'

/** Entries read at a time. */
const PORTION = 1_000

/** @returns the exit code: 1 where it is not. */
export async function runAudit(
  { noted }: AuditCommand,
  store: Pick<AccessStore, 'auditEntriesBehind' | 'auditHead'>,
  say: (line: string) => void,
): Promise<number> {
  // The head first: what a running service adds meanwhile is not read.
  const head = await store.auditHead()
  const check = await checkChain(entriesUpTo(store, head.number), head, noted)
  say(explain(check))
  return check.kind === 'whole' ? EXIT.allValid : EXIT.someNotValid
}

async function* entriesUpTo(store: Pick<AccessStore, 'auditEntriesBehind'>, end: number): AsyncGenerator<AuditEntry> {
  for (let last = 0; ; ) {
    const entries = await store.auditEntriesBehind(last, PORTION)
    for (const entry of entries) {
      if (entry.number > end) return
      yield entry
      last = entry.number
    }
    if (entries.length < PORTION) return
  }
}

function explain(check: ChainCheck): string {
  switch (check.kind) {
    case 'whole':
      return `Nhật ký nguyên vẹn: ${vietnameseNumber(check.head.number)} mục.\nMục cuối: ${check.head.number}:${check.head.sha256}`
    case 'broken':
      return `Nhật ký không còn nguyên vẹn: mục số ${check.number} đã bị sửa, bị xóa hoặc chèn thêm. Đối chiếu với bản sao lưu.`
    case 'cut':
      return (
        `Nhật ký không còn nguyên vẹn: các mục hiện có dừng ở số ${check.head.number}, nhưng cơ sở dữ liệu đã ghi tới số ` +
        `${check.remembered.number}. Các mục cuối đã bị xóa hoặc nhật ký đã bị viết lại. Đối chiếu với bản sao lưu.`
      )
    case 'not-as-noted':
      return `Nhật ký không khớp với mã đã ghi lại: mục số ${check.number} có mã băm khác hoặc không còn. Nhật ký đã bị viết lại.`
    default:
      return assertNever(check)
  }
}
