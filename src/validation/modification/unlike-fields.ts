/** Fields that show another text than the value they keep: a program that draws them anew changes the page. ISO 32000-2, 12.7.4.3. */
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import type { PdfDictionary } from '../../format/pdf/object.ts'
import { rectangleFact } from './annotation-area.ts'
import type { Versions } from './comparison.ts'
import { DIAGNOSIS_BUDGET, spendStep } from './effort.ts'
import { type Reading, sameText, showsOther, textShown } from './field-appearance.ts'
import { choices, valueAfter } from './field-values.ts'
import { agreesUpward, fieldAbove, strayWidgets, widgetsOf } from './field-widgets.ts'
import { asksViewer, captionOf, drawsAsItIs } from './viewer-drawing.ts'

type UnlikeField = {
  readonly facts: Readonly<Record<string, string>>
  /** Whether viewers certainly show another text by themselves, because the form asks them to draw its fields. */
  readonly alters: boolean
}

/** Where nobody is asked to draw them, only of those of which the text that is shown is known for certain. */
export function unlikeFields(versions: Versions, revision: number): readonly UnlikeField[] {
  const { file, effort } = versions
  const none: ReadonlySet<number> = new Set()
  const look: Reading = { update: { file, before: revision, after: revision, added: none, overridden: none }, effort }
  const isAsked = asksViewer(look)
  const all = readFormFields(file, revision)
  const some = all.filter(({ type }) => type === 'Tx' || type === 'Ch').slice(0, DIAGNOSIS_BUDGET.preparedFields)
  const shown = (isAsked ? all : some).flatMap((field) =>
    widgetsOf(look.update, field).map(({ dictionary }) => ({ field, widget: dictionary })),
  )
  const strays = isAsked ? strayWidgets(look.update, effort) : []
  return [...strays.map((field) => ({ field, widget: field.dictionary })), ...shown].flatMap(({ field, widget }) => {
    spendStep(effort)
    const what = widget && (isAsked ? drawnAnew(look, field, widget) : keepsOther(look, field, widget))
    if (!what) return []
    const facts = { what, where: 'form', field: field.name, ...rectangleFact(versions, widget, revision) }
    return [{ facts, alters: isAsked && what === UNLIKE }]
  })
}

const UNLIKE = 'field value'
const UNSURE = 'field that viewers draw anew'

/** What is empty is filled by nobody without being asked. */
function keepsOther(look: Reading, field: FormField, widget: PdfDictionary): string | null {
  const texts = valueAfter(look.update, field) ? textsOf(look, field, widget) : null
  return texts && textShown(look, widget) !== null && showsOther(look, widget, texts) ? UNLIKE : null
}

/** By the field that the form leads to, or by the one above the widget. What has no picture is drawn by its value wherever it is seen. */
function drawnAnew(look: Reading, field: FormField, widget: PdfDictionary): string | null {
  if (!widget.entries.has('AP')) return null
  const fields = agreesUpward(look.update, field, widget) ? [field] : [field, fieldAbove(look.update, null, widget)]
  const all = fields.map((one) => textsOf(look, one, widget)).filter((texts) => texts !== null)
  const isTold = (texts: readonly string[]) => texts.length > 0 && !isList(look, field, widget)
  if (all.some((texts) => isTold(texts) && showsOther(look, widget, texts))) return UNLIKE
  const shown = all.length > 0 ? textShown(look, widget) : null
  const isDrawn = (text: string) => text === '' || field.type === 'Btn' || drawsAsItIs(look, widget, text)
  return all.every((texts) => texts.some((text) => sameText(shown, text) && isDrawn(text))) ? null : UNSURE
}

/** Bit of /Ff (ISO 32000-2, table 233). */
const COMBO = 1 << 17

/** A choice that shows all of its options. */
const isList = ({ update: { file, after } }: Reading, { type }: FormField, widget: PdfDictionary): boolean =>
  type === 'Ch' && (Number(inherited(file, after, widget, 'Ff')) & COMBO) === 0

/** What a viewer may write there; none where it cannot be told, null for what is drawn by no text. */
function textsOf({ update }: Reading, field: FormField, widget: PdfDictionary): readonly string[] | null {
  switch (field.type) {
    case 'Tx': {
      const value = valueAfter(update, field)
      return value === null ? [] : [value]
    }
    case 'Ch':
      return choices(update, field)
    case 'Btn': {
      const caption = captionOf({ update }, widget) ?? ''
      return caption.length > 1 ? [caption] : null
    }
    default:
      return null
  }
}
