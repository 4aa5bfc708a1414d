/** The signatures of a file, each once, with what is found out of their bytes. EN 319 102-1, 5.2.2. */
import type { PdfFile } from '../format/pdf/file.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { readable } from '../format/pdf/readable.ts'
import type { SignatureField } from '../format/pdf/signature-field.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { collide, sameSignature } from './byte-range.ts'
import { finding, findingOf } from './finding.ts'
import { checkIntegrity, type Integrity, NOTHING_READ } from './integrity.ts'
import { dictionaryOf } from './modification/update.ts'

export type CheckedSignature = {
  readonly field: SignatureField
  readonly value: PdfDictionary
  readonly integrity: Integrity
}

/** Signature dictionaries that `fields` lead to, those that a later revision put something else in the place of included. */
export function signaturesOf(file: PdfFile, fields: readonly SignatureField[]) {
  return withoutRepeats(
    fields.flatMap((field) => {
      const value = field.value ?? lostSignature(file, field)
      return value ? [{ field, value }] : []
    }),
  )
}

/** @param atHand certificates among which those of the signers may be. */
export function checkSignatures(
  file: PdfFile,
  signed: readonly Pick<CheckedSignature, 'field' | 'value'>[],
  atHand: readonly Certificate[],
): readonly CheckedSignature[] {
  return withoutRemains(
    separate(signed.map(({ field, value }) => ({ field, value, integrity: integrityOf(file, field, value, atHand) }))),
  )
}

/**
 * A dictionary that nothing refers to and that does not hold as a signature is what an editor left behind. It speaks only where
 * no other does, so that a form cut off its signatures is never called unsigned.
 */
function withoutRemains(checked: readonly CheckedSignature[]): readonly CheckedSignature[] {
  const speaking = checked.filter(({ field, integrity }) => field.reached === 'form' || integrity.state !== 'broken')
  return speaking.length > 0 ? speaking : checked
}

/** B9: one signature dictionary that two fields show counts once. */
function withoutRepeats<T extends { readonly field: SignatureField; readonly value: object }>(
  signed: readonly T[],
): readonly T[] {
  const seen = new Set<unknown>()
  return signed.filter(({ field, value }) => {
    const identity = field.valueReference?.number ?? value
    const isNew = !seen.has(identity)
    seen.add(identity)
    return isNew
  })
}

/** A signature dictionary that cannot be read through is broken; the rest of the file is judged all the same. */
function integrityOf(
  file: PdfFile,
  field: SignatureField,
  value: PdfDictionary,
  atHand: readonly Certificate[],
): Integrity {
  if (isRedefined(file, field))
    return {
      ...NOTHING_READ,
      state: 'broken',
      findings: [finding('signature-object-replaced', 'ISO 32000-2, 12.8.1', { rule: 'B5' })],
    }
  const checked = readable(() => checkIntegrity(file, value, file.revisions.length, atHand))
  if (checked.ok) return checked.value
  const because = finding('signature-malformed', checked.error.clause, { what: checked.error.message })
  return { ...NOTHING_READ, state: 'broken', findings: [because] }
}

/** B5: a number that meant a signature in one revision is written again in a later one. */
function isRedefined(file: PdfFile, field: SignatureField): boolean {
  const number = field.valueReference?.number ?? 0
  const signedIn = file.revisions.find((revision) => signatureAt(file, number, revision.number) !== null)
  return (
    signedIn !== undefined &&
    file.revisions.some((later) => later.number > signedIn.number && later.entries.has(number))
  )
}

/** The signature that a field held before something else was put in its place: it is reported as replaced, never as not there. */
function lostSignature(file: PdfFile, field: SignatureField): PdfDictionary | null {
  const number = field.valueReference?.number ?? 0
  return (
    file.revisions.map((revision) => signatureAt(file, number, revision.number)).find((value) => value !== null) ?? null
  )
}

function signatureAt(file: PdfFile, number: number, revision: number): PdfDictionary | null {
  if (!file.revisions[revision - 1]?.entries.has(number)) return null
  const value = readable(() => dictionaryOf(file.object(number, revision)?.value))
  return value.ok && value.value?.entries.has('ByteRange') ? value.value : null
}

/** B8 and B9: ranges nest; what an earlier dictionary has shown to the last byte already is counted there (EN 319 102-1, 5.2.2). */
function separate(checked: readonly CheckedSignature[]): readonly CheckedSignature[] {
  return checked.map((one, index) => {
    const { range, findings } = one.integrity
    if (!range) return one
    const isRepeated = checked
      .slice(0, index)
      .some(({ integrity }) => integrity.range && sameSignature(range, integrity.range))
    if (isRepeated) {
      const because = findingOf('duplicate-signature', 'FORMAT_FAILURE', 'EN 319 102-1, 5.2.2', { rule: 'B9' })
      return { ...one, integrity: { ...one.integrity, findings: [...findings, because] } }
    }
    const collides = checked.some(({ integrity }) => integrity.range && collide(range, integrity.range))
    if (!collides) return one
    const because = finding('byte-range-invalid', 'ISO 32000-2, 12.8.1', { rule: 'B8' })
    return { ...one, integrity: { ...one.integrity, state: 'broken', findings: [...findings, because] } }
  })
}
