/** How files of certificates, lists and responses are named. What is named otherwise, `root.cer.old`, is put aside. */
import { extname } from 'node:path'

const CERTIFICATES = ['.cer', '.crt', '.pem', '.der', '.p7b', '.p7c']
const LISTS_AND_RESPONSES = ['.crl', '.ors', '.ocsp']

export const CERTIFICATE_ENDINGS = CERTIFICATES.join(' ')

/** Whether certificates are taken from a file of this name. PEM and DER may also be lists. */
export const isCertificateName = (name: string): boolean => CERTIFICATES.includes(extname(name).toLowerCase())

/** Whether the name says that a certificate, a list or a response is meant. */
export const isEvidenceName = (name: string): boolean =>
  isCertificateName(name) || LISTS_AND_RESPONSES.includes(extname(name).toLowerCase())
