/** A verdict in words: what holds or not, and what to do next. */
import { type Code, meaningOf, type Note } from '../validation/code.ts'
import type { DocumentReport, Outcome, SignatureReport } from '../validation/report.ts'
import { CODE_WORDS, type CodeWords } from './code-words.ts'
import type { Circumstances } from './fact-words.ts'
import { NOTE_WORDS, type NoteWords } from './note-words.ts'

export type Explanation = {
  /** The reason in a table. */
  readonly label: string
  readonly sentence: string
  readonly nextStep: string
  /** The step is one of the office: a unit that is written to has nothing to do. */
  readonly isForOffice?: boolean
}

export const OUTCOME_LABELS = {
  valid: 'Hợp lệ',
  invalid: 'Không hợp lệ',
  indeterminate: 'Không đủ thông tin xác thực',
  unsigned: 'Chưa ký số',
  unreadable: 'Không kiểm tra được',
} as const satisfies Record<Outcome, string>

export const TURNED_DOWN = 'Không được chấp nhận'

/**
 * The label of a file or a signature. `indeterminate` is the standard's word (docs/report.md) for what is not broken and yet
 * not valid: where a reason stands against it for good, it is not information that is missing.
 */
export function outcomeLabel(result: {
  readonly outcome: Outcome
  readonly code: Code
}): (typeof OUTCOME_LABELS)[Outcome] | typeof TURNED_DOWN {
  return isTurnedDown(result) ? TURNED_DOWN : OUTCOME_LABELS[result.outcome]
}

/** Without a path nothing is known of the signer: that is what is missing. */
export function isTurnedDown({ outcome, code }: { readonly outcome: Outcome; readonly code: Code }): boolean {
  return outcome === 'indeterminate' && meaningOf(code).effect === 'not' && code !== 'untrusted-issuer'
}

export function explainCode(code: Code, seen: Circumstances = { signer: null, facts: {} }): Explanation {
  const { label, sentence, nextStep }: CodeWords = CODE_WORDS[code]
  const said = typeof sentence === 'string' ? sentence : sentence(seen)
  const step = typeof nextStep === 'function' ? nextStep(seen) : nextStep
  return typeof step === 'string'
    ? { label, sentence: said, nextStep: step }
    : { label, sentence: said, nextStep: step.office, isForOffice: true }
}

/**
 * A few words in lower case and a sentence.
 *
 * @param signature to which it is said; null: to the file, or without its details.
 */
export function explainNote(note: Note, signature: SignatureReport | null = null): NoteWords {
  if (isRemark(note)) return NOTE_WORDS[note]
  const { label, sentence } = explainCode(note, signature ? allCircumstances(signature, note) : undefined)
  return { label: label.charAt(0).toLowerCase() + label.slice(1), sentence }
}

/** The verdict on a signature alone: whoever shows it shows the remarks beside it. */
export function explainVerdict(signature: SignatureReport): Explanation {
  return explainCode(signature.code, circumstances(signature, signature.code))
}

/** The same with the remarks named in the sentence, so that nothing looks better than it is. */
export function explainSignature(signature: SignatureReport): Explanation {
  return withRemarks(explainVerdict(signature), signature.notes)
}

/** Speaks of the signature that has the code of the file, or of the file alone. */
export function explainDocument(report: DocumentReport): Explanation {
  const spoken = report.signatures.find(({ code }) => code === report.code)
  const { sentence, ...words } = explainCodeIn(report, report.code)
  const said = isTurnedDown(report) ? `Tệp không được tính là văn bản ký số hợp lệ. ${sentence}` : sentence
  return withRemarks({ ...words, sentence: said }, [...report.notes, ...(spoken?.notes ?? [])])
}

/** With the names and days of the signature that has the code, else of one whose findings have it, else of the only one. */
export function explainCodeIn({ signatures }: DocumentReport, code: Code): Explanation {
  const spoken =
    signatures.find((one) => one.code === code) ??
    signatures.find(({ findings }) => findings.some((finding) => finding.code === code)) ??
    (signatures.length === 1 ? signatures[0] : undefined)
  return explainCode(code, spoken && circumstances(spoken, code))
}

function circumstances({ signer, findings, path }: SignatureReport, code: Code): Circumstances {
  return { signer, path, facts: findings.find((finding) => finding.code === code)?.facts ?? {} }
}

/** Of a remark with several findings the details stand together. */
function allCircumstances(signature: SignatureReport, code: Code): Circumstances {
  const seen = circumstances(signature, code)
  const found = signature.findings.filter((finding) => finding.code === code)
  const whats = found.flatMap(({ facts: { what } }) => (what === undefined ? [] : [what]))
  return whats.length < 2 ? seen : { ...seen, facts: { ...seen.facts, what: whats.join(',') } }
}

function withRemarks(explanation: Explanation, notes: readonly Note[]): Explanation {
  if (notes.length === 0) return explanation
  const labels = [...new Set(notes)].map((note) => explainNote(note).label)
  return { ...explanation, sentence: `${explanation.sentence} Lưu ý: ${labels.join('; ')}.` }
}

function isRemark(note: Note): note is keyof typeof NOTE_WORDS {
  return note in NOTE_WORDS
}
