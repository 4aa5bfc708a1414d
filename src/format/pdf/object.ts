/** The objects of PDF. ISO 32000-2, 7.3. */
import type { Bytes } from '../../bytes.ts'

export type PdfName = { readonly kind: 'name' /** With #xx resolved, one character a byte. */; readonly name: string }

export type PdfString = {
  readonly kind: 'string'
  /** Decrypted. Throws FormatError where an encrypted string cannot be decrypted. */
  readonly bytes: Bytes
  readonly hex: boolean
  /** Place of the opening delimiter and of the byte after the closing one in the file; -1 inside an object stream. */
  readonly start: number
  readonly end: number
}

export type PdfArray = {
  readonly kind: 'array'
  readonly items: readonly PdfObject[]
  /** Places of the items that are whole numbers written with a point. */
  readonly reals: readonly number[]
}

export type PdfDictionary = {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfObject>
  /** Keys written more than once; `entries` has the last value. */
  readonly duplicateKeys: readonly string[]
  /** Keys written with the value null, which is the same as without them; not so to some readers where a value is inherited. */
  readonly nullKeys: readonly string[]
  /** Keys whose values are whole numbers written with a point, which some readers take for no integer. */
  readonly reals: readonly string[]
}

export type PdfStream = {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  /** As in the file, but decrypted; filters not applied. Throws FormatError where an encrypted stream cannot be decrypted. */
  readonly raw: Bytes
  /** Whether it ends where /Length says; readers differ in where one ends of which that is not so. */
  readonly lengthHolds: boolean
}

export type PdfReference = { readonly kind: 'reference'; readonly number: number; readonly generation: number }

/** Numbers, integer or real, are plain numbers; `null` is PDF's null. */
export type PdfObject =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfArray
  | PdfDictionary
  | PdfStream
  | PdfReference

/** An indirect object and where its bytes are. */
export type IndirectObject = {
  readonly number: number
  readonly generation: number
  readonly value: PdfObject
  /** Place of `n g obj` and of the byte after `endobj` in the file; for one in an object stream, the stream's. */
  readonly start: number
  readonly end: number
  /** The object stream that holds it, or null. */
  readonly container: number | null
  /** Whether it is spelled as the syntax does not allow: other readers may make something else of it. */
  readonly isLax: boolean
}
