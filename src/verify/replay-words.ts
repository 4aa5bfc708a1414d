/** What `sokyso verify --bundle` says of the verdict in the bundle and of the one that it makes. */
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import type { Bundle } from '../bundle/bundle.ts'
import { parseJson } from '../evidence/json.ts'
import { explainCode, OUTCOME_LABELS, outcomeLabel } from '../report/explain.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { CODES, type Code } from '../validation/code.ts'
import type { DocumentReport } from '../validation/report.ts'

/** When, by what and on which terms the verdict in the bundle was made. */
export function originOf({ programVersion, judgedAt, receivedAt, policy }: Bundle): string {
  const receipt = receivedAt === null ? 'không rõ thời điểm nhận tệp' : `nhận tệp lúc ${vietnameseDateTime(receivedAt)}`
  return printable(
    `do phiên bản ${programVersion} lập lúc ${vietnameseDateTime(judgedAt)} ` +
      `theo chính sách ${policy.name}, ${receipt}`,
  )
}

export function difference(bundle: Bundle, report: DocumentReport): string {
  return (
    `Kết quả kiểm tra lại khác với kết quả trong bộ chứng cứ, ${originOf(bundle)}.\n` +
    `  Trong bộ chứng cứ: ${recordedResult(bundle.report)}\n` +
    `  Kiểm tra lại bằng phiên bản ${packageJson.version}: ${resultWords(report)}\n` +
    (recordedResult(bundle.report) === resultWords(report) ? '  Khác nhau ở chi tiết của báo cáo.\n' : '')
  )
}

/** Of a report that another version may have written. */
const Recorded = z.looseObject({
  outcome: z.enum(['valid', 'invalid', 'indeterminate', 'unsigned', 'unreadable']),
  code: z.string(),
})

function recordedResult(text: string): string {
  const recorded = Recorded.safeParse(parseJson(text))
  if (!recorded.success) return 'không đọc được'
  const { outcome, code } = recorded.data
  return isCode(code) ? resultWords({ outcome, code }) : `${OUTCOME_LABELS[outcome]} (${printable(code)})`
}

function resultWords(result: Pick<DocumentReport, 'outcome' | 'code'>): string {
  return `${outcomeLabel(result)}: ${explainCode(result.code).label} (${result.code})`
}

const isCode = (code: string): code is Code => Object.hasOwn(CODES, code)

/** Words of the bundle come from somebody else, and could command a terminal. */
const printable = (text: string) => text.replace(/\p{C}/gu, '\ufffd')
