/** Why one file counts or not, whole: the verdict's worth, whose it is and who says so, what people decided, its form. */
import type { Testimony } from '../attribution/attribution.ts'
import type { UnitId } from '../campaign/unit.ts'
import { formRemarks } from '../tally/form-remarks.ts'
import type { CountedSubmission } from '../tally/tally.ts'
import { BY_PERSON_MARK, explainDecision } from './decision-words.ts'
import { explainAttribution, explainStanding } from './explain-count.ts'
import { FORM_WORDS } from './form-words.ts'
import { quoteInWords } from './quote-words.ts'

/** Sentences; what they quote is hostile text, to be escaped where it is shown. */
export type Why = {
  readonly sentence: string
  readonly nextStep: string
  /** Of a document that a person has accepted. */
  readonly mark: string | null
  readonly attribution: string
  /** What each witness says, the silent ones too. */
  readonly witnesses: readonly string[]
  readonly decision: string | null
  readonly form: readonly string[]
}

/** @param nameOf of a unit, by its id. */
export function explainWhy(counted: CountedSubmission, nameOf: (unit: UnitId) => string): Why {
  const { sentence, nextStep } = explainStanding(counted)
  const { attribution, decision, report, reading } = counted
  return {
    sentence,
    nextStep,
    mark: decision?.ruling.action === 'accept' ? BY_PERSON_MARK : null,
    attribution: explainAttribution(attribution),
    witnesses: attribution.testimonies.map((testimony) => explainTestimony(testimony, nameOf)),
    decision: decision && explainDecision(decision),
    form: report === null ? [] : formRemarks(report, reading).map((remark) => FORM_WORDS[remark]),
  }
}

const WITNESS_LABELS = {
  certificate: 'Chứng thư số',
  header: 'Cơ quan ban hành ghi trên văn bản',
  address: 'Địa chỉ gửi',
} as const satisfies Record<Testimony['witness'], string>

/** `testimony.quote` is hostile text, to be escaped where this is shown. */
export function explainTestimony(testimony: Testimony, nameOf: (unit: UnitId) => string): string {
  return `${WITNESS_LABELS[testimony.witness]} (${quoteInWords(testimony.quote)}): ${saying(testimony, nameOf)}.`
}

function saying({ says, units }: Testimony, nameOf: (unit: UnitId) => string): string {
  const names = units.map(nameOf).join(', ')
  switch (says) {
    case 'names':
      return names
    case 'may-name':
      return `có thể là ${names}, nhưng không ghi địa bàn`
    case 'other-body':
      return 'cơ quan ngoài danh mục'
    case 'silent':
      return 'không cho biết đơn vị'
  }
}
