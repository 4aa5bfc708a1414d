/** Fields that a viewer draws by their values, because the form asks for it. ISO 32000-2, 12.7.4.3 and table 224. */
import { readCatalog } from '../../format/pdf/catalog.ts'
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { readBox } from './box.ts'
import { spendStep } from './effort.ts'
import { type Reading, sameText, textShown } from './field-appearance.ts'
import { choices, textOf, valueAfter } from './field-values.ts'
import { agreesUpward, widgetsOf } from './field-widgets.ts'
import { isPaper } from './ink.ts'
import { isMarkSign } from './mark-shape.ts'
import { CAPITALS, SIZE } from './shown-text.ts'
import { readStyle, type Style } from './text-style.ts'
import { estimateWidth } from './text-width.ts'
import { dictionaryOf } from './update.ts'
import type { Work } from './work.ts'

/** Bits of /Ff (tables 229 and 231). */
const MULTILINE = 1 << 12
const PASSWORD = 1 << 13
const PUSH_BUTTON = 1 << 16

type Look = Pick<Reading, 'update'>

/** Whether the form asks for it now. */
export function asksViewer({ update: { file, after } }: Look): boolean {
  const form = asDictionary(file.resolve(readCatalog(file, after)?.entries.get('AcroForm'), after))
  return file.resolve(form?.entries.get('NeedAppearances'), after) === true
}

/** Whether a viewer that draws the widget shows the whole of `value` as it is, and nothing else. */
export function drawsAsItIs(work: Look, widget: PdfDictionary, value: string): boolean {
  const style = readStyle(work.update, widget, styleOf(work, widget))
  return (
    style !== null && !hasOtherText(work, widget) && isPlainGround(work, widget) && fits(work, widget, style, value)
  )
}

/** Scripts may format the value as something else, and a rich text is drawn in its place (ISO 32000-2, 12.6.3 and 12.7.4.4). */
const hasOtherText = ({ update: { file, after } }: Look, widget: PdfDictionary): boolean =>
  inherited(file, after, widget, 'AA') !== null || inherited(file, after, widget, 'RV') !== null

/** Of the widget, its field, or the form; null where a viewer has none. */
function styleOf({ update: { file, after } }: Look, widget: PdfDictionary): PdfObject {
  const form = asDictionary(file.resolve(readCatalog(file, after)?.entries.get('AcroForm'), after))
  return inherited(file, after, widget, 'DA') ?? file.resolve(form?.entries.get('DA'), after)
}

/** Upright, and on no dark ground (ISO 32000-2, table 192). */
function isPlainGround({ update: { file, after } }: Look, widget: PdfDictionary): boolean {
  const look = dictionaryOf(file.resolve(widget.entries.get('MK'), after))?.entries
  const turned = file.resolve(look?.get('R'), after)
  const ground = asArray(file.resolve(look?.get('BG'), after))?.items ?? []
  return (turned === null || turned === 0) && (ground.length === 0 || isPaper(ground))
}

/** By how much a line is higher than its letters. */
const LEADING = 1.2

/** Whether all of it is seen: what is longer than the field is cut off. */
function fits({ update: { file, after } }: Look, widget: PdfDictionary, { size }: Style, value: string): boolean {
  const most = inherited(file, after, widget, 'MaxLen')
  if (most !== null && !(typeof most === 'number' && value.length <= most)) return false
  const box = readBox(file, after, widget.entries.get('Rect'))
  const flags = inherited(file, after, widget, 'Ff') ?? 0
  if (value === '') return true
  if (!box || typeof flags !== 'number' || flags & PASSWORD) return false
  const points = size || SIZE.least
  const width = Math.max(box.right - box.left, Number.EPSILON)
  const lines = value.split(/\r\n?|\n/u).map((line) => Math.ceil((estimateWidth(line) * points) / width))
  const room = box.top - box.bottom
  if (!(flags & MULTILINE)) return lines.length === 1 && (lines[0] ?? 0) <= 1 && points * CAPITALS <= room
  return lines.reduce((sum, count) => sum + Math.max(count, 1), 0) * points * LEADING <= room
}

/** Each text and each choice whose value stays shows that value, or nothing where it is empty, whoever draws it; and each button its picture. */
export function showsAlike(work: Work, changed: readonly string[]): boolean {
  return readFormFields(work.update.file, work.update.after).every((field) => {
    spendStep(work.effort)
    return widgetsOf(work.update, field).every(
      ({ dictionary }) => dictionary !== null && isShownAlike(work, field, dictionary, changed),
    )
  })
}

function isShownAlike(work: Work, field: FormField, widget: PdfDictionary, changed: readonly string[]): boolean {
  if (!agreesUpward(work.update, field, widget)) return false
  switch (field.type) {
    case 'Btn':
      return hasPlainCaption(work, widget)
    case 'Tx':
    case 'Ch':
      return changed.includes(field.name) || showsValue(work, field, widget)
    default:
      return true
  }
}

/** A viewer draws a button by its caption or its icon (ISO 32000-2, table 192): the letter of a mark, or the text that it shows. */
export function hasPlainCaption(work: Work, widget: PdfDictionary): boolean {
  const { file, after } = work.update
  const look = dictionaryOf(file.resolve(widget.entries.get('MK'), after))?.entries
  const caption = captionOf(work, widget)
  if (caption === null || look?.has('I') || !isPlainGround(work, widget)) return false
  const flags = Number(inherited(file, after, widget, 'Ff') ?? 0)
  const isMark = (flags & PUSH_BUTTON) === 0 && isMarkSign(caption)
  return caption === '' || isMark || sameText(textShown(work, widget), caption)
}

export function captionOf({ update: { file, after } }: Look, widget: PdfDictionary): string | null {
  const look = dictionaryOf(file.resolve(widget.entries.get('MK'), after))?.entries
  return textOf(file.resolve(look?.get('CA'), after))
}

function showsValue(work: Work, field: FormField, widget: PdfDictionary): boolean {
  const { file, after } = work.update
  const texts = (field.type === 'Ch' ? choices(work.update, field) : [valueAfter(work.update, field)]).filter(
    (text) => text !== null,
  )
  const drawn = texts.filter((text) => drawsAsItIs(work, widget, text))
  if (!widget.entries.has('AP')) return drawn.length > 0 && textOf(file.resolve(field.value, after)) === ''
  const shown = textShown(work, widget)
  return drawn.some((text) => sameText(shown, text))
}
