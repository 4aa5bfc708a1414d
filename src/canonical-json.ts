/** JSON with one spelling for each value, so that equal values have equal bytes and hashes. RFC 8785. */
import { sha256 } from './bytes.ts'
import type { Sha256 } from './lang.ts'

/**
 * Keys in the order of their UTF-16 code units, no white space (RFC 8785, 3.2). Keys whose value is undefined are left out.
 *
 * @throws TypeError for what JSON cannot hold, such as a function or NaN: it would be lost without a word.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join()}}`
  }
  const isJson = value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
  if (!isJson) throw new TypeError(`JSON cannot hold a value of type ${typeof value}`)
  return JSON.stringify(value)
}

export function canonicalHash(value: unknown): Sha256 {
  return sha256(Buffer.from(canonicalJson(value)))
}
