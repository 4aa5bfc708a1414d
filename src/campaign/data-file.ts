/** Data files that a person edits: JSON read by a schema, refused with a sentence that person can act on. */
import type { z } from 'zod'

/** The file is not as it must be; `message` is Vietnamese and names the row and the entry. */
export class DataFileError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataFileError'
  }
}

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
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `mục "${path.join('.')}" ${message}`,
  )
  throw new DataFileError(`${where}: ${faults.join('; ')}.`)
}
