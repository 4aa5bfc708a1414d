/** Rules for signatures and time-stamps that an update adds. ISO 32000-2, 12.7.5.5 and 12.8.2.2.2. */
import { asArray, asDictionary, asName } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import type { SignatureField } from '../../format/pdf/signature-field.ts'
import { appearanceParts } from './appearance-parts.ts'
import { changedKeys, dictionaryOf } from './update.ts'
import { widgetArea } from './widget-area.ts'
import { allow, type ChangeClass, deny, follow, grown, numberOf, own, type Work } from './work.ts'

/** A field that acts on its own is more than a place for a signature (ISO 32000-2, 12.6.3). */
const ACTIVE_KEYS = ['A', 'AA']

/** What signing writes into the field it signs, merged with its widget or not. */
const SIGNED_KEYS = new Set('V AP AS Lock SV F MK DA DR Rect P M Ff Type StructParent'.split(' '))

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
  const kids = asArray(file.resolve(field?.entries.get('Kids'), after))?.items ?? []
  const widgets = [item, ...kids]
  const isPlain = widgets.every((widget) => added.has(numberOf(widget)) && !isActive(work, widget))
  if (
    !field ||
    !isPlain ||
    !isFieldOrWidget(work, field) ||
    !kids.every((kid) => isWidgetAt(work, kid, after)) ||
    asName(file.resolve(field.entries.get('FT'), after)) !== 'Sig' ||
    !holdsNewSignature(work, field)
  ) {
    deny(work, numberOf(item), `${what}: new field`)
    return
  }
  place(work, field, widgets.map(numberOf))
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
  if (!holdsNewSignature(work, is) || isActive(work, field)) return
  allow(work, number, classOf(work, is))
  place(work, is, [number])
  explainAppearance(work, number, was, is)
  for (const key of keys) follow(work, is.entries.get(key))
  for (const kid of asArray(file.resolve(is.entries.get('Kids'), after))?.items ?? [])
    explainWidgetOfSigned(work, is, kid)
}

/** The widgets of a field that this update signs show its picture now. */
function explainWidgetOfSigned(work: Work, field: PdfDictionary, kid: PdfObject): void {
  const { file, overridden, before, after } = work.update
  const number = numberOf(kid)
  const was = asDictionary(file.object(number, before)?.value)
  const is = asDictionary(file.object(number, after)?.value)
  if (!was || !is || !isWidgetAt(work, kid, before) || !isWidgetAt(work, kid, after) || isActive(work, kid)) return
  place(work, field, [number])
  const keys = changedKeys(was, is)
  if (!overridden.has(number) || !keys.every((key) => SIGNED_KEYS.has(key))) return
  work.explained.add(number)
  explainAppearance(work, number, was, is)
  for (const key of keys) follow(work, is.entries.get(key))
}

/** Of the field above it: no field below it, and no annotation of another kind (ISO 32000-2, 12.7.4.1). */
function isWidgetAt({ update: { file } }: Work, place: PdfObject, revision: number): boolean {
  const entries = asDictionary(file.resolve(place, revision))?.entries
  const isOfField =
    entries?.has('T') === false &&
    !entries.has('Kids') &&
    ['Sig', null].includes(asName(file.resolve(entries.get('FT'), revision)))
  return isOfField && asName(file.resolve(entries.get('Subtype'), revision)) === 'Widget'
}

/** A field is its own widget, or nothing that a page shows. */
function isFieldOrWidget({ update: { file, after } }: Work, { entries }: PdfDictionary): boolean {
  const subtype = asName(file.resolve(entries.get('Subtype'), after))
  return subtype === 'Widget' || (!entries.has('Subtype') && !entries.has('AP'))
}

/** How much of a page they may cover is seen when all are known (explainWidgetPlaces). */
function place(work: Work, field: PdfDictionary, widgets: readonly number[]): void {
  for (const widget of widgets) {
    work.widgets.add(widget)
    if (isStamp(work, field)) work.stamps.add(widget)
  }
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

function isActive({ update: { file, after } }: Work, place: PdfObject): boolean {
  const widget = dictionaryOf(file.resolve(place, after))
  return !widget || ACTIVE_KEYS.some((key) => widget.entries.has(key))
}

function isStamp({ update: { file, after } }: Work, field: PdfDictionary): boolean {
  const value = dictionaryOf(file.resolve(field.entries.get('V'), after))
  return asName(file.resolve(value?.entries.get('SubFilter'), after)) === 'ETSI.RFC3161'
}

/** Document time-stamps that show nothing are long-term data, permitted whatever a certification forbids (ISO 32000-2, 12.8.2.2.2). */
function classOf(work: Work, field: PdfDictionary): ChangeClass {
  const { file, after } = work.update
  const kids = asArray(file.resolve(field.entries.get('Kids'), after))?.items ?? []
  const isUnseen = [field, ...kids].every((widget) => {
    const dictionary = dictionaryOf(file.resolve(widget, after))
    return dictionary === null || (widgetArea(file, after, dictionary) ?? 0) === 0
  })
  return isStamp(work, field) && isUnseen ? 'long-term-data' : 'signature'
}
