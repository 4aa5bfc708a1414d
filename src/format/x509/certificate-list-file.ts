/** Files of one revocation list, in DER or PEM. RFC 7468, 6. */
import type { Bytes } from '../../bytes.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { type CertificateList, parseCertificateList } from './crl.ts'
import { isPem, parsePem } from './pem.ts'

export function readCertificateListFile(bytes: Bytes): Read<CertificateList> {
  return reading(() => parseCertificateList(isPem(bytes) ? onlyList(bytes) : bytes))
}

function onlyList(bytes: Bytes): Bytes {
  const [list, ...more] = parsePem(bytes).filter(({ label }) => label === 'X509 CRL')
  if (!list || more.length > 0) throw new FormatError('The file does not hold one revocation list', 'RFC 7468, 6')
  return list.bytes
}
