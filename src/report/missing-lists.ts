/** Whose revocation lists documents wait for, so that the operator knows what to bring. */

import { keptBy } from '../kept-by.ts'
import { openSummed } from '../summed.ts'
import { type CountedSubmission, filesOf, partsOf, type Tally, type TallyPart } from '../tally/tally.ts'
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

/** Most waited for first. */
export const missingLists = keptBy((tally: Tally): readonly MissingList[] =>
  [...waiting(partsOf(tally))]
    .map(([key, documents]) => ({ authority: key.slice(1), isStale: key.startsWith(STALE), documents }))
    .toSorted((a, b) => b.documents - a.documents || (a.authority < b.authority ? -1 : 1)),
)

/** A document that two units sent waits for a person, and of no list: so none is counted with two of them. */
const waiting = openSummed((part: TallyPart) => {
  const provisional = filesOf(part).filter(({ fate }) => fate.kind === 'provisional')
  const byDocument = Map.groupBy(provisional, ({ submission }) => submission.document)
  return [...byDocument.values()].flatMap((copies) =>
    [...new Set(copies.flatMap(listsFor))].map((list) => [list, 1] as const),
  )
})

const [STALE, NONE] = ['1', '0']

/** With the mark of what there is of it before the name of its authority. */
function listsFor({ report }: CountedSubmission): readonly string[] {
  return (report?.signatures ?? []).flatMap((signature) =>
    signature.findings.flatMap((finding) => {
      if (finding.code !== 'revocation-unknown' && finding.code !== 'revocation-stale') return []
      const authority = issuerOf(finding, signature)
      return authority === null ? [] : [`${finding.code === 'revocation-stale' ? STALE : NONE}${authority}`]
    }),
  )
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
