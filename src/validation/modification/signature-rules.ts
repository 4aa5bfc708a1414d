/** Rules for signatures and time-stamps that an update adds. ISO 32000-2, 12.7.5.5 and 12.8.2.2.2. */
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import type { SignatureField } from '../../format/pdf/signature-field.ts'
import { appearanceParts } from './appearance-parts.ts'
import { changedKeys, dictionaryOf } from './update.ts'
import { allow, type ChangeClass, deny, follow, grown, numberOf, own, type Work } from './work.ts'

/** A field that acts on its own is more than a place for a signature (ISO 32000-2, 12.6.3). */
const ACTIVE_KEYS = ['A', 'AA']

/** What signing writes into the field it signs, merged with its widget or not. */
const SIGNED_KEYS = new Set('V AP AS Lock SV F MK DA DR Rect P M Ff Type StructParent'.split(' '))

/** The share of an A4 page above which the picture of a new signature is left to a person: seals and numbers are far smaller. */
const MAX_COVER = 0.25
const A4 = 595 * 842

/** Lists of fields may only grow, and only by signed fields: /Fields of the form and /Kids of a field. */
export function explainNewFields(
  work: Work,
  was: PdfObject | undefined,
  is: PdfObject | undefined,
  what: string,
): void {
  const { file, before, after } = work.update
  const more = grown(asArray(file.resolve(was, before)), asArray(file.resolve(is, after)))
  work.explained.add(numberOf(is))
  if (!more) deny(work, numberOf(is), what)
  else for (const item of more) explainNewField(work, item, what)
}

/** An added field: a signature that is signed, and nothing else. */
function explainNewField(work: Work, item: PdfObject, what: string): void {
  const { file, added, after } = work.update
  const field = dictionaryOf(file.resolve(item, after))
  const widgets = [item, ...(asArray(file.resolve(field?.entries.get('Kids'), after))?.items ?? [])]
  const isPlain = widgets.every((widget) => added.has(numberOf(widget)) && !isIntrusive(work, widget))
  if (
    !field ||
    !isPlain ||
    asName(file.resolve(field.entries.get('FT'), after)) !== 'Sig' ||
    !holdsNewSignature(work, field)
  ) {
    deny(work, numberOf(item), `${what}: new field`)
    return
  }
  for (const widget of widgets) work.widgets.add(numberOf(widget))
  work.roots.push(numberOf(item))
  allow(work, numberOf(item), classOf(work, field))
}

/** A field that was there: it may be signed once; nothing else about it may change. */
export function explainSignedField(work: Work, { field, value, valueReference }: SignatureField): void {
  const { file, overridden, before, after } = work.update
  const number = field?.number ?? 0
  const was = dictionaryOf(file.object(number, before)?.value)
  const is = dictionaryOf(file.object(number, after)?.value)
  if (!field || !was || !is || !overridden.has(number)) return
  const keys = changedKeys(was, is)
  if (value) {
    if (keys.includes('V')) work.replacedSignatures.push(valueReference?.number ?? number)
    return
  }
  if (
    !keys.includes('V') ||
    !keys.every((key) => SIGNED_KEYS.has(key)) ||
    (keys.includes('Type') && asName(file.resolve(is.entries.get('Type'), after)) !== 'Annot')
  )
    return
  if (!holdsNewSignature(work, is) || isIntrusive(work, field)) return
  allow(work, number, classOf(work, is))
  work.widgets.add(number)
  explainAppearance(work, number, was, is)
  for (const key of keys) follow(work, is.entries.get(key))
  for (const kid of asArray(file.resolve(is.entries.get('Kids'), after))?.items ?? []) explainWidgetOfSigned(work, kid)
}

/** The widgets of a field that this update signs show its picture now. */
function explainWidgetOfSigned(work: Work, kid: PdfObject): void {
  const { file, overridden, before, after } = work.update
  const number = numberOf(kid)
  const was = asDictionary(file.object(number, before)?.value)
  const is = asDictionary(file.object(number, after)?.value)
  if (!was || !is || !isWidget(work, was, before) || !isWidget(work, is, after) || isIntrusive(work, kid)) return
  work.widgets.add(number)
  const keys = changedKeys(was, is)
  if (!overridden.has(number) || !keys.every((key) => SIGNED_KEYS.has(key))) return
  work.explained.add(number)
  explainAppearance(work, number, was, is)
  for (const key of keys) follow(work, is.entries.get(key))
}

/** Of the field above it, and no field below it (ISO 32000-2, 12.7.4.1). */
function isWidget({ update: { file } }: Work, { entries }: PdfDictionary, revision: number): boolean {
  const isOfField = !entries.has('T') && ['Sig', null].includes(asName(file.resolve(entries.get('FT'), revision)))
  return isOfField && asName(file.resolve(entries.get('Subtype'), revision)) === 'Widget'
}

/** What showed the empty field shows the signed one, written over in place; what shows something else as well is not (explainOwners). */
function explainAppearance(work: Work, number: number, was: PdfDictionary, is: PdfDictionary): void {
  const { file, before, after, overridden } = work.update
  work.redrawn.add(number)
  const old = new Set(appearanceParts(file, before, was, number).map(({ object }) => object))
  for (const { object, owner } of appearanceParts(file, after, is, number)) {
    if (!old.has(object) || !overridden.has(object)) continue
    work.explained.add(object)
    own(work, object, owner)
    follow(work, file.object(object, after)?.value)
  }
}

/** /V is a signature that this update made itself, not an older one shown in another place. */
function holdsNewSignature({ update }: Work, field: PdfDictionary): boolean {
  const place = field.entries.get('V')
  const value = dictionaryOf(update.file.resolve(place, update.after))
  if (!value?.entries.has('ByteRange') || !value.entries.has('Contents')) return false
  return numberOf(place) === 0 || update.added.has(numberOf(place))
}

/** Acts by itself, or the pictures of the update cover more of a page than signatures need. */
function isIntrusive({ update, covered }: Work, place: PdfObject): boolean {
  const widget = dictionaryOf(update.file.resolve(place, update.after))
  if (!widget || ACTIVE_KEYS.some((key) => widget.entries.has(key))) return true
  const area = areaOf(update, widget)
  if (area === null) return true
  covered.area += area
  return covered.area > MAX_COVER * A4
}

/** Of /Rect; 0 for a field without a picture, null where it is not four numbers. */
function areaOf({ file, after }: Work['update'], widget: PdfDictionary): number | null {
  const rectangle = file.resolve(widget.entries.get('Rect'), after)
  if (rectangle === null) return 0
  const corners = asArray(rectangle)?.items.map((corner) => file.resolve(corner, after)) ?? []
  const [left, bottom, right, top, ...more] = corners.map((corner) =>
    typeof corner === 'number' ? corner : Number.NaN,
  )
  const area = Math.abs(((right ?? Number.NaN) - (left ?? Number.NaN)) * ((top ?? Number.NaN) - (bottom ?? Number.NaN)))
  return Number.isFinite(area) && more.length === 0 ? area : null
}

/** Document time-stamps that show nothing are long-term data, permitted whatever a certification forbids (ISO 32000-2, 12.8.2.2.2). */
function classOf({ update }: Work, field: PdfDictionary): ChangeClass {
  const { file, after } = update
  const value = dictionaryOf(file.resolve(field.entries.get('V'), after))
  const isStamp = asName(file.resolve(value?.entries.get('SubFilter'), after)) === 'ETSI.RFC3161'
  const widgets = [field, ...(asArray(file.resolve(field.entries.get('Kids'), after))?.items ?? [])]
  const isUnseen = widgets.every((widget) => areaOf(update, dictionaryOf(file.resolve(widget, after)) ?? field) === 0)
  return isStamp && isUnseen ? 'long-term-data' : 'signature'
}
