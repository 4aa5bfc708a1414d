/** Rules for form fields that an update fills: the value, and an appearance that shows the value. ISO 32000-2, 12.7.4. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asDictionary, asName, asReference } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { appearanceParts } from './appearance-parts.ts'
import { changesMark } from './button-picture.ts'
import { sameText, statesOf, textShown } from './field-appearance.ts'
import { type ChangedField, changedFields, choices, valueAfter } from './field-values.ts'
import { agreesUpward, strayWidgets, widgetsOf } from './field-widgets.ts'
import { readStyle } from './text-style.ts'
import { changedKeys } from './update.ts'
import { asksViewer, drawsAsItIs, hasPlainCaption, showsAlike } from './viewer-drawing.ts'
import { allow, deny, follow, isExplained, numberOf, own, type Work } from './work.ts'

/** What filling writes into a field, its widget or both: value, chosen items, how it is set, when (ISO 32000-2, tables 166, 170, 226, 228, 234). */
const FILLED_KEYS: ReadonlyMap<string | null, ReadonlySet<string>> = new Map([
  ['Tx', new Set('V AP DA Q M F Ff'.split(' '))],
  ['Ch', new Set('V I TI AP DA Q M F Ff'.split(' '))],
  ['Btn', new Set('V AS M F Ff'.split(' '))],
])

/** Flags of an annotation that do not change whether it is seen: ReadOnly, Locked, LockedContents (table 167). */
const KEEPING_FLAGS = 64 | 128 | 512

/** Bits of /Ff (tables 227, 229, 231 and 233). */
const READ_ONLY = 1
const PASSWORD = 1 << 13
const PUSH_BUTTON = 1 << 16
const COMBO = 1 << 17
const RICH_TEXT = 1 << 25

/** Explains what can be explained of the fields whose value changed, and keeps the names of all of them. */
export function explainFilledFields(work: Work): void {
  const isDone = isExplained(work) && work.unexplained.length === 0
  const changed = isDone ? [] : changedFields(work.update)
  const strays = changed.length + work.drawnByViewer.length > 0 ? strayWidgets(work.update, work.effort) : []
  for (const field of changed) {
    work.changedFields.push(field.name)
    // A widget that was not looked at may show what is filled, or not.
    if (isFilled(work, field) && !strays.some(({ name }) => name === field.name)) explainFilledField(work, field)
  }
  for (const form of work.drawnByViewer) {
    // Of a form that begins or ceases to ask for it, every field is drawn anew, or as it was drawn before (ISO 32000-2, table 224).
    if (strays.length > 0) deny(work, form, 'form NeedAppearances, widget of no field')
    else if (showsAlike(work, work.changedFields)) work.classes.add('form-filling')
    else deny(work, form, 'form NeedAppearances')
  }
}

type Widget = { readonly number: number; readonly was: PdfDictionary; readonly is: PdfDictionary }

/** Before and after; those that cannot be read are left out. */
function changedWidgetsOf({ update }: Work, field: ChangedField): readonly Widget[] {
  const { file, before } = update
  return widgetsOf(update, field.is).flatMap(({ number, dictionary: is }): readonly Widget[] => {
    const was = number === field.is.reference?.number ? field.was.dictionary : file.object(number, before)?.value
    const old = asDictionary(was)
    return old && is ? [{ number, was: old, is }] : []
  })
}

function isFilled(work: Work, field: ChangedField): boolean {
  const { file, before } = work.update
  const { was, is } = field
  const number = is.reference?.number ?? 0
  const flags = flagsOf(inherited(file, before, was.dictionary, 'Ff')) ?? READ_ONLY
  if (number === 0 || number !== was.reference?.number || was.type !== is.type || flags & READ_ONLY) return false
  const widgets = changedWidgetsOf(work, field)
  const isWhole = widgets.length === widgetsOf(work.update, is).length
  if (!isWhole || !widgets.every((widget) => isWidget(work, widget, number))) return false
  if (!widgets.every((widget) => agreesUpward(work.update, is, widget.is))) return false
  const parts = [{ was: was.dictionary, is: is.dictionary }, ...widgets]
  if (!parts.every((part) => isPlainChange(work, part, FILLED_KEYS.get(is.type)))) return false
  switch (is.type) {
    case 'Tx':
      return (
        (flags & (PASSWORD | RICH_TEXT)) === 0 &&
        widgets.every((one) => shows(work, one, valueAfter(work.update, field.is)))
      )
    case 'Ch':
      return (
        (flags & COMBO) !== 0 &&
        choices(work.update, field.is).some((text) => widgets.every((one) => shows(work, one, text)))
      )
    case 'Btn':
      return (flags & PUSH_BUTTON) === 0 && isPressed(work, field, widgets)
    default:
      return false
  }
}

/** A widget of this field and of no field below it. */
function isWidget({ update: { file, after } }: Work, { number, is }: Widget, field: number): boolean {
  const isOwn = number === field || !is.entries.has('T')
  return number !== 0 && isOwn && asName(file.resolve(is.entries.get('Subtype'), after)) === 'Widget'
}

/** Null for what is no number: then it is no set of flags, and the object no field. */
const flagsOf = (value: PdfObject): number | null => (value === null ? 0 : typeof value === 'number' ? value : null)

/** Only what filling writes; a field may be closed by it, and nothing that was hidden may be shown. */
function isPlainChange(
  work: Work,
  { was, is }: Pick<Widget, 'was' | 'is'>,
  filled: ReadonlySet<string> = new Set(),
): boolean {
  const { update } = work
  const { file, before, after } = update
  const changed = changedKeys(was, is)
  const [oldFlags, flags, oldField, field] = [
    flagsOf(file.resolve(was.entries.get('F'), before)),
    flagsOf(file.resolve(is.entries.get('F'), after)),
    flagsOf(file.resolve(was.entries.get('Ff'), before)),
    flagsOf(file.resolve(is.entries.get('Ff'), after)),
  ]
  if (oldFlags === null || flags === null || oldField === null || field === null) return false
  return (
    changed.every((key) => filled.has(key)) &&
    (oldFlags & ~KEEPING_FLAGS) === (flags & ~KEEPING_FLAGS) &&
    (oldField | READ_ONLY) === (field | READ_ONLY) &&
    (!changed.includes('DA') ||
      (is.entries.has('DA') && readStyle(update, is, file.resolve(is.entries.get('DA'), after)) !== null)) &&
    sameOtherAppearances(update, was, is)
  )
}

/** What is shown under a mouse or while it is pressed (ISO 32000-2, table 170). */
function sameOtherAppearances(
  { file, before, after, overridden }: Work['update'],
  was: PdfDictionary,
  is: PdfDictionary,
): boolean {
  const old = asDictionary(file.resolve(was.entries.get('AP'), before))
  const now = asDictionary(file.resolve(is.entries.get('AP'), after))
  const isSame = [...(now?.entries ?? [])].every(
    ([key, value]) => key === 'N' || equalObjects(value, old?.entries.get(key) ?? null),
  )
  // None of them written over in place either, but for what shows the value at all times.
  const normal = asReference(now?.entries.get('N'))?.number
  const list = numberOf(is.entries.get('AP'))
  const others = appearanceParts(file, after, is, 0, ['R', 'D']).map(({ object }) => object)
  return isSame && others.every((object) => object === list || object === normal || !overridden.has(object))
}

/** An appearance that says the value, and a viewer that draws it, where the form asks for it, does so too (ISO 32000-2, table 224). */
function shows(work: Work, { is }: Widget, value: string | null): boolean {
  const isAsked = asksViewer(work)
  if (value === null || (isAsked && !drawsAsItIs(work, is, value))) return false
  return is.entries.has('AP') ? sameText(textShown(work, is), value) : isAsked
}

/** Each button shows a state that it had when it was signed: the one that the value names, or none. */
function isPressed(work: Work, field: ChangedField, widgets: readonly Widget[]): boolean {
  const { file, after } = work.update
  const place = file.resolve(field.is.value, after)
  const value = place === null ? 'Off' : (asName(place) ?? '')
  const states = widgets.map(({ is }) => asName(file.resolve(is.entries.get('AS'), after)))
  const isOwn = widgets.every(({ was, is }, index) => {
    const state = states[index] ?? ''
    return statesOf(work, was).has(state) && ['Off', value].includes(state) && isTicked(work, was, is)
  })
  return isOwn && (value === 'Off' || states.includes(value))
}

/** Neither the state that it leaves nor the one that it takes shows more than a mark: it was not prepared to change what is read. */
function isTicked(work: Work, was: PdfDictionary, is: PdfDictionary): boolean {
  const { file, before, after } = work.update
  const states = [file.resolve(was.entries.get('AS'), before), file.resolve(is.entries.get('AS'), after)]
  const [from = 'Off', to = 'Off'] = states.map((state) => asName(state) ?? 'Off')
  if (asksViewer(work) && !hasPlainCaption(work, is)) return false
  return from === to || changesMark(work, is, from, to)
}

function explainFilledField(work: Work, field: ChangedField): void {
  const { file, before, after, overridden } = work.update
  const fill = (object: number) => {
    if (overridden.has(object)) allow(work, object, 'form-filling')
  }
  fill(field.is.reference?.number ?? 0)
  work.classes.add('form-filling')
  follow(work, field.is.dictionary.entries.get('V'))
  for (const { number, was, is } of changedWidgetsOf(work, field)) {
    fill(number)
    // A button is set to a state that it has: what shows the state, and the list of states, stay what they were.
    if (field.is.type === 'Btn') continue
    work.redrawn.add(number)
    follow(work, is.entries.get('AP'))
    const old = appearanceParts(file, before, was, number)
    const now = appearanceParts(file, after, is, number)
    // Written over in place: what showed the value before shows it now.
    for (const { object, owner } of now) {
      if (!overridden.has(object) || !old.some((part) => part.object === object)) continue
      fill(object)
      own(work, object, owner)
    }
  }
}
