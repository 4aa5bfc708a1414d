/** Fields whose value an update changes. ISO 32000-2, 12.7.4 and 12.7.5. */
import { equalObjects } from '../../format/pdf/equal.ts'
import { type FormField, readFormFields } from '../../format/pdf/form-field.ts'
import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asName, asString } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { readText } from '../../format/pdf/text-string.ts'
import type { Update } from './update.ts'

/** One field before and after; never a signature field, which is signed and not filled. */
export type ChangedField = { readonly name: string; readonly was: FormField; readonly is: FormField }

export function changedFields({ file, before, after }: Update): readonly ChangedField[] {
  const now = uniqueByName(readFormFields(file, after))
  return [...uniqueByName(readFormFields(file, before))].flatMap(([name, was]): readonly ChangedField[] => {
    const is = now.get(name)
    if (!is || was.type === 'Sig' || is.type === 'Sig') return []
    return sameValue(file.resolve(was.value, before), file.resolve(is.value, after)) ? [] : [{ name, was, is }]
  })
}

/** Of two fields with one name nobody can tell which is meant. */
function uniqueByName(fields: readonly FormField[]): ReadonlyMap<string, FormField> {
  const byName = new Map<string, FormField>()
  const repeated = new Set<string>()
  for (const field of fields) {
    if (byName.has(field.name)) repeated.add(field.name)
    byName.set(field.name, field)
  }
  for (const name of repeated) byName.delete(name)
  return byName
}

function sameValue(was: PdfObject, is: PdfObject): boolean {
  const [a, b] = [textOf(was), textOf(is)]
  return a !== null || b !== null ? a === b : equalObjects(was, is)
}

/** The text of a value, whatever its encoding; '' where nothing is chosen or written. Null for what is no text. */
export function textOf(value: PdfObject): string | null {
  const string = asString(value)
  if (string) return readText(string)
  const name = asName(value)
  if (name !== null) return name === 'Off' ? '' : name
  const items = asArray(value)?.items
  if (value === null || items?.length === 0) return ''
  return items?.length === 1 ? textOf(items[0] ?? null) : null
}

export const valueAfter = ({ file, after }: Pick<Update, 'file' | 'after'>, { value }: FormField): string | null =>
  textOf(file.resolve(value, after))

/**
 * The value of a choice, and the text that stands for it in the list of options; none where the place in the list says
 * another one (ISO 32000-2, table 234).
 */
export function choices(update: Pick<Update, 'file' | 'after'>, field: FormField): readonly string[] {
  const { file, after } = update
  const value = valueAfter(update, field)
  const options = (asArray(inherited(file, after, field.dictionary, 'Opt'))?.items ?? []).map((option) => {
    const item = file.resolve(option, after)
    return (asArray(item)?.items ?? [item]).map((part) => textOf(file.resolve(part, after)))
  })
  const chosen = asArray(file.resolve(field.dictionary.entries.get('I'), after))?.items ?? []
  const agrees = chosen.every((place) => typeof place === 'number' && options[place]?.includes(value))
  if (value === null || !agrees) return []
  return [value, ...options.flatMap(([exported, text]) => (exported === value && text ? [text] : []))]
}
