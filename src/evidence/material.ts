/** Lists and responses side by side: what is gathered for the judge. */

import type { Bytes } from '../bytes.ts'
import { type OcspResponse, readOcspResponse } from '../format/ocsp/ocsp-response.ts'
import { type CertificateList, readCertificateList } from '../format/x509/crl.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { Evidence } from '../validation/judgement.ts'
import { type Held, heldList, heldResponse } from './held.ts'
import { openShelf, SHELF_BYTES, type Shelf } from './shelf.ts'

export type Material = CertificateList | OcspResponse

export const isList = (item: Material): item is CertificateList => 'thisUpdate' in item

export const heldOf = (item: Material): Held => (isList(item) ? heldList(item) : heldResponse(item))

/** The index of a list's entries has a number of eight octets for each. */
const weightOf = (item: Material) => item.der.length + (isList(item) ? 8 * item.entryCount : 0)

export const openMaterialShelf = (): Shelf<Material> => openShelf(SHELF_BYTES, weightOf)

/** Null where the bytes are not what `kind` says. */
export function readMaterial(kind: Held['kind'], der: Bytes): Material | null {
  const read = kind === 'list' ? readCertificateList(der) : readOcspResponse(der)
  return read.ok ? read.value : null
}

/** Each item once. */
export function evidenceOf(items: readonly Material[], heldSince: ReadonlyMap<Sha256, Instant>): Evidence {
  const distinct = [...new Map(items.map((item) => [item.sha256, item])).values()]
  return {
    certificateLists: distinct.filter(isList),
    ocspResponses: distinct.flatMap((item) => (isList(item) ? [] : [item])),
    heldSince,
  }
}
