/** Distinguished names: comparing them, and the words in them that the report shows. RFC 5280, 7.1; X.520. */
import { equalBytes } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { Name, NameAttribute } from '../format/x509/certificate.ts'

/** RFC 5280, 7.1: the same relative names in the same order, whatever string type, case and spacing they are written in. */
export function sameName(a: Name, b: Name): boolean {
  if (equalBytes(a.der, b.der)) return true
  return (
    a.relativeNames.length === b.relativeNames.length &&
    a.relativeNames.every((relative, index) => sameRelativeName(relative, b.relativeNames[index] ?? []))
  )
}

/** The same attributes; their order in a set means nothing. */
export function sameRelativeName(a: readonly NameAttribute[], b: readonly NameAttribute[]): boolean {
  const has = (others: readonly NameAttribute[], { type, value }: NameAttribute) =>
    others.some((other) => other.type === type && folded(other.value) === folded(value))
  return a.length === b.length && a.every((one) => has(b, one)) && b.every((one) => has(a, one))
}

/** Equal for names that `sameName` finds equal: for indexes. Nothing is decided by it. */
export function nameKey(name: Name): string {
  return name.relativeNames
    .map((relative) =>
      relative
        .map(({ type, value }) => `${type}=${folded(value)}`)
        .sort()
        .join('+'),
    )
    .join('\n')
}

const folded = (value: string) => value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()

export function valuesOf(name: Name, type: string): readonly string[] {
  return name.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value)
}

/** The most specific common name, or the organisation where there is none. */
export function commonName(name: Name): string {
  return valuesOf(name, OID.commonName).at(-1) ?? valuesOf(name, OID.organizationName).at(-1) ?? ''
}
