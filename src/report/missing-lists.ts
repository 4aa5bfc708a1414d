/** Whose revocation lists documents wait for, so that the operator knows what to bring. */

import { keptBy } from '../kept-by.ts'
import type { Sha256 } from '../lang.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'
import type { Finding, SignatureReport } from '../validation/report.ts'
import { documentCount } from './vietnamese-number.ts'

export type MissingList = {
  /** Common name of the authority that should have published it: foreign text. */
  readonly authority: string
  /** Whether there is one that is merely too old. */
  readonly isStale: boolean
  /** Distinct documents that wait for it. */
  readonly documents: number
}

const waitingAmong = keptBy((all: readonly CountedSubmission[]) =>
  all.filter(({ fate }) => fate.kind === 'provisional'),
)

/** Most waited for first. */
export const missingLists = keptBy(({ units, unassigned }: Tally): readonly MissingList[] => {
  const waiting = new Map<string, { readonly isStale: boolean; readonly documents: Set<Sha256> }>()
  const all = [...units.flatMap(({ submissions }) => waitingAmong(submissions)), ...waitingAmong(unassigned)]
  for (const { report, submission } of all) {
    for (const signature of report?.signatures ?? []) {
      for (const finding of signature.findings) note(waiting, finding, signature, submission)
    }
  }
  return [...waiting]
    .map(([key, { isStale, documents }]) => ({ authority: key.slice(1), isStale, documents: documents.size }))
    .toSorted((a, b) => b.documents - a.documents)
})

function note(
  waiting: Map<string, { readonly isStale: boolean; readonly documents: Set<Sha256> }>,
  finding: Finding,
  signature: SignatureReport,
  { document }: CountedSubmission['submission'],
): void {
  if (finding.code !== 'revocation-unknown' && finding.code !== 'revocation-stale') return
  const authority = issuerOf(finding, signature)
  if (authority === null) return
  const isStale = finding.code === 'revocation-stale'
  const key = `${isStale ? '1' : '0'}${authority}`
  const entry = waiting.get(key) ?? { isStale, documents: new Set() }
  entry.documents.add(document)
  waiting.set(key, entry)
}

/** Of the certificate whose status is open; null where the report does not name it, as for one of a time-stamp. */
function issuerOf({ facts }: Finding, { path, signer }: SignatureReport): string | null {
  const index = path.findIndex(({ sha256 }) => sha256 === facts.certificate)
  const above = index < 0 ? undefined : path[index + 1]
  if (above) return above.commonName
  return signer && (facts.certificate === undefined || facts.certificate === signer.sha256) ? signer.issuer : null
}

/** `authority` is foreign text, to be escaped where it is shown. */
export function explainMissingList({ authority, isStale, documents }: MissingList): string {
  const what = isStale ? 'Danh sách thu hồi đã quá hạn của' : 'Chưa có danh sách thu hồi của'
  return `${what} ${authority}: ${documentCount(documents)} đang chờ.`
}

/** To those who read the count: they cannot bring a list, and can tell who does. */
export const ASK_FOR_LISTS =
  'Báo người vận hành chương trình nhập danh sách thu hồi mới; khi có, các văn bản này tự kết luận, không cần làm gì thêm.'

/** To whoever runs the program. */
export const BRING_LISTS =
  'Người quản trị nhập danh sách mới hoặc bật tự tải ở trang Thiết lập, mục Chứng thư số (hoặc người vận hành dùng lệnh npm run -s trust -- import, SOKYSO_FETCH=on); kết quả tự cập nhật.'
