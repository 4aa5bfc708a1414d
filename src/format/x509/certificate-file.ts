/** Files of certificates as authorities publish them: DER, PEM, or a SignedData without signers (P7B). */
import type { Bytes } from '../../bytes.ts'
import { childrenOf, parseFirst } from '../asn1/element.ts'
import { TAG } from '../asn1/tag.ts'
import { parseSignedData } from '../cms/signed-data.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { isPem, parsePem } from './pem.ts'

/** All certificates of the file, at least one. One that can't be read fails the file, so that none is missed in silence. */
export function readCertificateFile(bytes: Bytes): Read<readonly Certificate[]> {
  return reading(() => {
    const encodings = isPem(bytes)
      ? parsePem(bytes)
          .filter(holdsCertificates)
          .map((block) => block.bytes)
      : [bytes]
    const certificates = encodings.flatMap(parseCertificates)
    if (certificates.length === 0) throw new FormatError('No certificate in the file', 'RFC 7468, 5')
    return certificates
  })
}

/** RFC 7468, 5, 8 and 9, with the older label of the first. */
const LABELS = ['CERTIFICATE', 'X509 CERTIFICATE', 'PKCS7', 'CMS']

function holdsCertificates({ label }: { readonly label: string }): boolean {
  return LABELS.includes(label)
}

function parseCertificates(bytes: Bytes): readonly Certificate[] {
  // A ContentInfo begins with its type, a certificate with another SEQUENCE.
  const isContentInfo = childrenOf(parseFirst(bytes, 'BER'))[0]?.tag === TAG.oid
  if (!isContentInfo) return [parseCertificate(bytes)]
  const { certificates, unreadableCertificates } = parseSignedData(bytes)
  if (unreadableCertificates > 0) throw new FormatError('A certificate of the file cannot be read', 'RFC 5652, 10.2.2')
  return certificates
}
