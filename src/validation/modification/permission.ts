/** What a signature permits to be changed after it, and whether the file says so in one voice. ISO 32000-2, 12.8.2.2 and 12.8.2.4. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import type { PdfFile } from '../../format/pdf/file.ts'
import { asArray, asDictionary, asName, asReference, asString } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readSignatureFields, type SignatureField } from '../../format/pdf/signature-field.ts'
import { readText } from '../../format/pdf/text-string.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../report.ts'
import { DIAGNOSIS_BUDGET } from './effort.ts'
import type { Explanation } from './explain-update.ts'
import { dictionaryOf } from './update.ts'
import { CHANGE_CLASSES, type ChangeClass } from './work.ts'

/** A signature as it stands in the revision that it closes. */
export type Signed = {
  readonly file: PdfFile
  readonly field: SignatureField
  readonly value: PdfDictionary
  readonly revision: number
}

/** The strongest change that P permits (ISO 32000-2, table 257). Long-term data are none (12.8.2.2.2); descriptions are none at 2 and 3. */
const PERMITTED: Readonly<Record<number, ChangeClass>> = { 1: 'long-term-data', 2: 'form-filling', 3: 'annotation' }

/**
 * A certification, or a lock of the field, forbids what came after it.
 *
 * @param tail what follows the last revision.
 */
export function checkPermission(
  signed: Signed,
  later: readonly Explanation[],
  tail: readonly ChangeClass[],
): readonly Finding[] {
  const stated = [docMdp(signed), lockPermission(signed)].filter((permission) => permission !== null)
  const permission = Math.min(...stated)
  const permitted = PERMITTED[permission]
  if (!permitted) return []
  const strongest = Math.max(0, ...[...later.flatMap(classesOf), ...tail].map((name) => CHANGE_CLASSES.indexOf(name)))
  if (strongest <= CHANGE_CLASSES.indexOf(permitted)) return []
  const facts = { permission: String(permission), change: CHANGE_CLASSES[strongest] ?? '' }
  return [finding('certification-violated', 'ISO 32000-2, 12.8.2.2.2', facts)]
}

/**
 * Whether annotations may come after the signature: its own certification says so with P = 3, or the one that it was given under
 * (ISO 32000-2, table 257). A lock of its own may forbid it again.
 */
export function permitsAnnotations(signed: Signed): boolean {
  const stated = [docMdp(signed) ?? certificationBefore(signed), lockPermission(signed)]
  return Math.min(...stated.filter((permission) => permission !== null)) === 3
}

/** P of the certification in the revision that was signed; null without one. */
function certificationBefore({ file, value, revision }: Signed): number | null {
  const found = readSignatureFields(file, revision).flatMap((field): readonly number[] => {
    if (!field.value || field.value === value || field.reached !== 'form') return []
    const permission = docMdp({ file, field, value: field.value, revision })
    return permission === null ? [] : [permission]
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

function classesOf({ classes, annotated, diagnosis }: Explanation): readonly ChangeClass[] {
  const changes = [...annotated, ...diagnosis.changes, ...diagnosis.dormant.map(({ change }) => change)]
  return [...classes, ...changes.map(({ changeClass }) => changeClass)]
}

/** P of the DocMDP transforms, the least of several: 2 where one names none (ISO 32000-2, table 257); null without a certification. */
function docMdp(signed: Signed): number | null {
  const stated = transforms(signed, 'DocMDP').map((parameters) => permissionIn(signed, parameters) ?? 2)
  return stated.length > 0 ? Math.min(...stated) : null
}

/** Null for a number that permits nothing known. */
function permissionIn({ file, revision }: Signed, holder: PdfDictionary | null): number | null {
  const permission = file.resolve(holder?.entries.get('P'), revision)
  return typeof permission === 'number' && PERMITTED[permission] ? permission : null
}

/** The parameters of each reference with that method, empty where it has none. */
function transforms({ file, value, revision }: Signed, method: string): readonly PdfDictionary[] {
  const items = asArray(file.resolve(value.entries.get('Reference'), revision))?.items ?? []
  return items.flatMap((item) => {
    const reference = dictionaryOf(file.resolve(item, revision))
    if (asName(file.resolve(reference?.entries.get('TransformMethod'), revision)) !== method) return []
    return dictionaryOf(file.resolve(reference?.entries.get('TransformParams'), revision)) ?? EMPTY
  })
}

const certifies = (signed: Signed): boolean => transforms(signed, 'DocMDP').length > 0

const EMPTY: PdfDictionary = { kind: 'dictionary', entries: new Map(), duplicateKeys: [], nullKeys: [], reals: [] }

/** A lock without P forbids no more than to change its fields. */
const lockPermission = (signed: Signed): number | null => permissionIn(signed, lockOf(signed))

/** As it stood when the signature was made: a later revision cannot unlock. */
function lockOf({ file, field, revision }: Signed): PdfDictionary | null {
  const dictionary = field.field ? dictionaryOf(file.object(field.field.number, revision)?.value) : field.dictionary
  return dictionaryOf(file.resolve(dictionary?.entries.get('Lock'), revision))
}

/** Fields whose value may not change any more (FieldMDP, ISO 32000-2, 12.8.2.4); the lock of the field where the signature says nothing. */
export function checkLocks(signed: Signed, later: readonly Explanation[]): readonly Finding[] {
  const stated = transforms(signed, 'FieldMDP')
  const locks = stated.length > 0 ? stated : [lockOf(signed)].filter((lock) => lock !== null)
  const changed = new Set(locks.length > 0 ? later.flatMap(({ changedFields }) => changedFields) : [])
  const locked = [...changed].filter((name) => locks.some((lock) => isLocked(signed, lock, name)))
  return locked
    .slice(0, DIAGNOSIS_BUDGET.named)
    .map((field) => finding('locked-field-changed', 'ISO 32000-2, 12.8.2.4', { field }))
}

function isLocked({ file, revision }: Signed, lock: PdfDictionary, name: string): boolean {
  const named = (asArray(file.resolve(lock.entries.get('Fields'), revision))?.items ?? []).some((item) => {
    const string = asString(file.resolve(item, revision))
    const field = string && readText(string)
    // A name stands for the fields below it too (ISO 32000-2, table 236).
    return field !== null && (name === field || name.startsWith(`${field}.`))
  })
  switch (asName(file.resolve(lock.entries.get('Action'), revision))) {
    case 'All':
      return true
    case 'Include':
      return named
    case 'Exclude':
      return !named
    default:
      return false
  }
}

/**
 * A certification that the file contradicts: /Perms names another signature, or names none any more; others certify as well, or
 * signed before (ISO 32000-2, 12.8.2.2.1 and 12.8.6).
 */
export function checkCertification(signed: Signed): readonly Finding[] {
  if (!certifies(signed)) return []
  const { file, revision } = signed
  const last = file.revisions.length
  const others = readSignatureFields(file, last).filter(
    // What an editor left behind certifies nothing.
    ({ value, reached }) => value !== null && value !== signed.value && reached === 'form',
  )
  const certifying = others.filter(
    (field) => field.value && certifies({ file, field, value: field.value, revision: last }),
  )
  const faults = [
    ...permissionFaults(signed),
    ...(certifying.length > 0 ? ['several certifications'] : []),
    ...(others.some((field) => isSignature(file, field) && firstRevision(file, field) < revision)
      ? ['not the first signature']
      : []),
  ]
  return faults.map((what) => finding('certification-inconsistent', 'ISO 32000-2, 12.8.2.2.1', { what }))
}

function permissionFaults({ file, field, value, revision }: Signed): readonly string[] {
  const named = (at: number): PdfObject => {
    const permissions = asDictionary(file.resolve(readCatalog(file, at)?.entries.get('Perms'), at))
    return permissions?.entries.get('DocMDP') ?? null
  }
  const own = field.valueReference?.number
  const isOwn = (place: PdfObject, at: number) =>
    (own !== undefined && asReference(place)?.number === own) || file.resolve(place, at) === value
  const signed = named(revision)
  const last = named(file.revisions.length)
  // Laxer than ISO 32000-2, 12.8.2.2.1: some writers certify without naming it in the catalog, and no other is named.
  if (signed === null && last === null) return []
  if (signed !== null && !isOwn(signed, revision)) return ['Perms names another signature']
  return isOwn(last, file.revisions.length) ? [] : ['Perms changed']
}

const isSignature = (file: PdfFile, { value }: SignatureField): boolean =>
  asName(file.resolve(value?.entries.get('SubFilter'), file.revisions.length)) !== 'ETSI.RFC3161'

/** The revision that first has the signature dictionary; for one inside its field that cannot be told, and no claim is made. */
function firstRevision(file: PdfFile, { valueReference }: SignatureField): number {
  if (!valueReference) return Number.POSITIVE_INFINITY
  return file.revisions.find(({ entries }) => entries.has(valueReference.number))?.number ?? Number.POSITIVE_INFINITY
}
