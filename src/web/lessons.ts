/** What may be remembered of a file that a person assigns to a unit: its sender, the name of the body, the certificate. */
import { subjectKey } from '../attribution/signer-body.ts'
import { DataFileError } from '../campaign/data-file.ts'
import { checkRegister } from '../campaign/read-register.ts'
import { type Lesson, taught, withUnits } from '../campaign/register-change.ts'
import { foldName } from '../campaign/spelling.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import { identityOf } from '../report/identity-words.ts'
import type { CountedSubmission } from '../tally/tally.ts'

/** `field`: of the form. */
export type Teachable = {
  readonly field: 'nho-dia-chi' | 'nho-ten' | 'nho-chung-thu'
  readonly lesson: Lesson
  /** As it is written: hostile text. */
  readonly text: string
  /** The unit that the register has it for, which cannot be two. */
  readonly owner: Unit | null
}

export const LESSON_LABELS = {
  'nho-dia-chi': 'Địa chỉ gửi',
  'nho-ten': 'Tên gọi trên văn bản',
  'nho-chung-thu': 'Chứng thư số của cơ quan',
} as const satisfies Record<Teachable['field'], string>

export function teachablesOf(file: CountedSubmission, register: readonly Unit[]): readonly Teachable[] {
  if (!canHelp(file)) return []
  const { sender } = file.submission
  const bodies = (file.report?.signatures ?? []).flatMap(({ signer, trust }) =>
    signer?.kind === 'organization' && trust === 'trusted' ? [signer] : [],
  )
  const [body] = bodies
  const organ = identityOf(file).organName
  const name = organ?.confidence === 'firm' ? organ.value : (body?.commonName ?? null)
  const ownerOf = (has: (unit: Unit) => boolean) => register.find(has) ?? null
  const found: Teachable[] = []
  if (sender !== null) {
    const owner = ownerOf(({ addresses }) => addresses.includes(sender))
    found.push({ field: 'nho-dia-chi', lesson: { kind: 'address', address: sender }, text: sender, owner })
  }
  if (name !== null) {
    const owner = ownerOf((unit) => [unit.name, ...unit.aliases].some((one) => foldName(one) === foldName(name)))
    found.push({ field: 'nho-ten', lesson: { kind: 'alias', alias: name }, text: name, owner })
  }
  if (body !== undefined) {
    const subject = subjectKey(body)
    const owner = ownerOf(({ subjects }) => subjects.includes(subject))
    found.push({ field: 'nho-chung-thu', lesson: { kind: 'subject', subject }, text: body.commonName, owner })
  }
  return found
}

/** Where witnesses name units that differ, nothing that the register could learn would choose between them. */
const canHelp = ({ attribution }: CountedSubmission): boolean =>
  attribution.kind === 'unknown' && (attribution.reason === 'no-witness' || attribution.reason === 'other-body')

/** The unit as it is known from then on; null where the register has no such unit, or would have two of one name then. */
export function learnedUnit(register: readonly Unit[], id: UnitId, lessons: readonly Lesson[]): Unit | null {
  let units = register
  for (const lesson of lessons) {
    const unit = taught(units, id, lesson)
    if (unit === null) return null
    units = withUnits(units, [unit])
  }
  try {
    return checkRegister(units).find((unit) => unit.id === id) ?? null
  } catch (error) {
    if (error instanceof DataFileError) return null
    throw error
  }
}
