/** An OCTET STRING that stands alone, as the /Contents of adbe.x509.rsa_sha1 do. ISO 32000-2, 12.8.3.2. */
import type { Bytes } from '../../bytes.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { parseFirst } from './element.ts'
import { decodeOctetString } from './primitive.ts'
import { TAG } from './tag.ts'

export type OctetString = {
  /** Length of the whole value in the bytes given; what follows is padding of /Contents. */
  readonly encodedLength: number
  readonly octets: Bytes
}

/** Reads the OCTET STRING at the start of `bytes`; bytes after its end are left to the caller. */
export function readOctetString(bytes: Bytes): Read<OctetString> {
  return reading(() => {
    const element = parseFirst(bytes, 'BER')
    if (element.tag !== TAG.octetString) throw new FormatError('Expected an OCTET STRING', 'X.690, 8.7', 0)
    return { encodedLength: element.encoding.length, octets: decodeOctetString(element) }
  })
}
