/** Distinguished names: comparing them, and the words in them that the report shows. RFC 5280, 7.1; X.520. */
import { equalBytes } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { Name } from '../format/x509/certificate.ts'

/** RFC 5280, 7.1: the same attributes in the same order, whatever string type, case and spacing they are written in. */
export function sameName(a: Name, b: Name): boolean {
  if (equalBytes(a.der, b.der)) return true
  return (
    a.attributes.length === b.attributes.length &&
    a.attributes.every(({ type, value }, index) => {
      const other = b.attributes[index]
      return other !== undefined && type === other.type && folded(value) === folded(other.value)
    })
  )
}

/** Equal for names that `sameName` finds equal: for indexes. Nothing is decided by it. */
export function nameKey(name: Name): string {
  return name.attributes.map(({ type, value }) => `${type}=${folded(value)}`).join('\n')
}

const folded = (value: string) => value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()

export function valuesOf(name: Name, type: string): readonly string[] {
  return name.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value)
}

/** The most specific common name, or the organisation where there is none. */
export function commonName(name: Name): string {
  return valuesOf(name, OID.commonName).at(-1) ?? valuesOf(name, OID.organizationName).at(-1) ?? ''
}
