/** Fields that show another text than the value they keep: a program that draws them anew changes the page. ISO 32000-2, 12.7.4.3. */
import { readFormFields } from '../../format/pdf/form-field.ts'
import { asArray } from '../../format/pdf/narrow.ts'
import { rectangleFact } from './annotation-area.ts'
import type { Versions } from './comparison.ts'
import { DIAGNOSIS_BUDGET, spendStep } from './effort.ts'
import { type Reading, sameText, textShown } from './field-appearance.ts'
import { choices, textOf, valueAfter } from './field-values.ts'
import { dictionaryOf } from './update.ts'

/** Only where the text that is shown is known for certain. */
export function unlikeFields(versions: Versions, revision: number): readonly Readonly<Record<string, string>>[] {
  const { file, effort } = versions
  const none: ReadonlySet<number> = new Set()
  const update = { file, before: revision, after: revision, added: none, overridden: none }
  const look: Reading = { update, effort }
  return readFormFields(file, revision)
    .filter(({ type }) => type === 'Tx' || type === 'Ch')
    .slice(0, DIAGNOSIS_BUDGET.preparedFields)
    .flatMap((field) => {
      const value = textOf(file.resolve(field.value, revision))
      if (value === null || value === '') return []
      const kids = asArray(file.resolve(field.dictionary.entries.get('Kids'), revision))?.items
      const widgets = kids?.map((kid) => dictionaryOf(file.resolve(kid, revision))) ?? [field.dictionary]
      const texts = field.type === 'Ch' ? choices(update, field) : [valueAfter(update, field)]
      return widgets.flatMap((widget) => {
        spendStep(effort)
        const shown = widget && textShown(look, widget)
        if (!widget || shown === null || texts.some((text) => sameText(shown, text))) return []
        const place = rectangleFact(versions, widget, revision)
        return [{ what: 'field value', where: 'form', field: field.name, ...place }]
      })
    })
}
