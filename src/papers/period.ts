/** For what time a paper speaks, and the count that it is made from. */
import type { Campaign } from '../campaign/campaign.ts'
import { type Quarter, spanOf } from '../campaign/quarter.ts'
import type { Instant } from '../lang.ts'
import { dateInSentence, exactMoment, officialDate, vietnameseDate } from '../report/vietnamese-date.ts'
import type { Tally } from '../tally/tally.ts'
import { paperText } from './paper-text.ts'

export type Period =
  /** The whole campaign, as its count was frozen then. Decision 18. */
  | { readonly kind: 'frozen'; readonly at: Instant }
  /** The whole campaign, with what was received up to then. */
  | { readonly kind: 'running'; readonly at: Instant }
  /** What was received up to then, the last instant of the quarter or one within it; `frozenAt`: of a draft. */
  | { readonly kind: 'quarter'; readonly at: Instant; readonly quarter: Quarter; readonly frozenAt?: Instant }

export type PeriodCount = { readonly period: Period; readonly tally: Tally }

const ROMAN = ['', 'I', 'II', 'III', 'IV']

/** "quý III năm 2021"; null for the whole campaign. */
export function quarterInWords(period: Period): string | null {
  if (period.kind !== 'quarter') return null
  const { number, year } = period.quarter
  return `quý ${ROMAN[number]} năm ${year}`
}

/** Without capital and full stop. */
export function groundInWords(period: Period): string {
  switch (period.kind) {
    case 'frozen':
      return `số liệu chốt lúc ${exactMoment(period.at)}`
    case 'running':
      return `số liệu tính theo văn bản nhận đến ${exactMoment(period.at)}`
    case 'quarter': {
      const isWhole = period.at === spanOf(period.quarter).until - 1
      const end = isWhole ? `hết ngày ${officialDate(period.at)}` : exactMoment(period.at)
      const frozen = period.frozenAt === undefined ? '' : `, chốt lúc ${exactMoment(period.frozenAt)}`
      return `số liệu lũy kế theo văn bản nhận đến ${end}${frozen}`
    }
  }
}

/** "Kế hoạch số 322/KH-UBND ngày 22 tháng 7 năm 2021 của Ủy ban nhân dân huyện Hướng Hóa" */
export function planInFull({ plan, issuedOn, issuedBy }: Pick<Campaign, 'plan' | 'issuedOn' | 'issuedBy'>): string {
  return paperText(`Kế hoạch số ${plan} ${dateInSentence(`${issuedOn}T00:00:00+07:00`)} của ${issuedBy}`)
}

export const yearOf = ({ at }: Period): number => Number(vietnameseDate(at).slice(-4))
