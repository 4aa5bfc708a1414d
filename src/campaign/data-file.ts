/** Data files that a person edits: JSON read by a schema, refused with a sentence that person can act on. */

import type { z } from 'zod'
import { ExplainedError } from '../explained-error.ts'

/** The file is not as it must be; `message` is Vietnamese and names the row and the entry. */
export class DataFileError extends ExplainedError {
  /** Those of single entries, for whoever shows each beside its field. */
  readonly faults: readonly EntryFault[]

  constructor(message: string, cause?: unknown, faults: readonly EntryFault[] = []) {
    super(message, { cause })
    this.name = 'DataFileError'
    this.faults = faults
  }
}

/** `entry`: its path, with dots. `message`: the second half of a sentence. */
export type EntryFault = { readonly entry: string; readonly message: string }

export function readJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new DataFileError(
      `${file}: tệp không đúng cú pháp JSON. Kiểm tra dấu phẩy, dấu ngoặc và dấu nháy kép.`,
      error,
    )
  }
}

/**
 * `value` as the schema wants it. The messages of the schema are the second half of the sentence, e.g. "phải là số".
 *
 * @param where file and row, as the sentence begins.
 */
export function readEntry<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw faultyEntries(
    where,
    result.error.issues.map(({ path, message }) => ({ entry: path.join('.'), message })),
  )
}

export function faultyEntries(where: string, faults: readonly EntryFault[]): DataFileError {
  const sentences = faults.map(({ entry, message }) => (entry === '' ? message : `mục "${entry}" ${message}`))
  return new DataFileError(`${where}: ${sentences.join('; ')}.`, undefined, faults)
}
