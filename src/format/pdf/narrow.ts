/** A PDF object seen as one kind of object, or null where it is another. */
import type { PdfArray, PdfDictionary, PdfObject, PdfReference, PdfStream, PdfString } from './object.ts'

export function asDictionary(value: PdfObject | undefined): PdfDictionary | null {
  return isObject(value) && value.kind === 'dictionary' ? value : null
}

export function asStream(value: PdfObject | undefined): PdfStream | null {
  return isObject(value) && value.kind === 'stream' ? value : null
}

export function asArray(value: PdfObject | undefined): PdfArray | null {
  return isObject(value) && value.kind === 'array' ? value : null
}

export function asString(value: PdfObject | undefined): PdfString | null {
  return isObject(value) && value.kind === 'string' ? value : null
}

export function asReference(value: PdfObject | undefined): PdfReference | null {
  return isObject(value) && value.kind === 'reference' ? value : null
}

/** The characters of a name. */
export function asName(value: PdfObject | undefined): string | null {
  return isObject(value) && value.kind === 'name' ? value.name : null
}

/** An integer of zero or more that a number can hold exactly. */
export function asCount(value: PdfObject | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

function isObject(value: PdfObject | undefined): value is Exclude<PdfObject, null | boolean | number> {
  return typeof value === 'object' && value !== null
}
