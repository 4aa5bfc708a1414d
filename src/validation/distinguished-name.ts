/** Distinguished names: comparing them, and the words in them that the report shows. RFC 5280, 7.1; X.520. */
import { equalBytes } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { Name, NameAttribute } from '../format/x509/certificate.ts'

/** RFC 5280, 7.1: the same relative names in the same order, whatever string type, case and spacing they are written in. */
export function sameName(a: Name, b: Name): boolean {
  return equalBytes(a.der, b.der) || nameKey(a) === nameKey(b)
}

/** The same attributes; their order in a set means nothing. */
export function sameRelativeName(a: readonly NameAttribute[], b: readonly NameAttribute[]): boolean {
  return JSON.stringify(spelled(a)) === JSON.stringify(spelled(b))
}

const keys = new WeakMap<Name, string>()

/** Equal for names that `sameName` finds equal, and for no others: for indexes too. */
export function nameKey(name: Name): string {
  const known = keys.get(name)
  if (known !== undefined) return known
  const key = JSON.stringify(name.relativeNames.map(spelled))
  keys.set(name, key)
  return key
}

function spelled(relative: readonly NameAttribute[]): readonly string[] {
  return relative.map(({ type, value }) => `${type}=${folded(value)}`).sort()
}

/** RFC 4518, 2: characters that stand for nothing are left away, so that no name hides one; then width, space and case. */
const folded = (value: string) =>
  value.replace(STAND_FOR_NOTHING, '').normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()

/** RFC 4518, 2.2, and what Unicode has added to its kind since. Tabs and ends of lines are space. */
const STAND_FOR_NOTHING = /[\p{Default_Ignorable_Code_Point}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffc\u06dd\u070f]/gu

export function valuesOf(name: Name, type: string): readonly string[] {
  return name.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value)
}

/** The most specific common name, or the organisation where there is none. */
export function commonName(name: Name): string {
  return valuesOf(name, OID.commonName).at(-1) ?? valuesOf(name, OID.organizationName).at(-1) ?? ''
}
