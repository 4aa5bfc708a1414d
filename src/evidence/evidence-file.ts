/** One file of certificates, of a revocation list or of an OCSP response: what it is, is told by its bytes, not its name. */
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Bytes } from '../bytes.ts'
import { explainFileFault } from '../file-fault.ts'
import { type OcspResponse, readOcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { Read } from '../format/read.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { readCertificateFile } from '../format/x509/certificate-file.ts'
import { readCertificateListFile } from '../format/x509/certificate-list-file.ts'
import type { CertificateList } from '../format/x509/crl.ts'

export type EvidenceFile =
  | { readonly kind: 'certificates'; readonly certificates: readonly Certificate[] }
  | { readonly kind: 'list'; readonly list: CertificateList }
  | { readonly kind: 'response'; readonly response: OcspResponse }
  | { readonly kind: 'unreadable'; readonly why: string }

/** The largest national lists have 60 MB (validation.md, 3.3). */
const MAX_FILE_BYTES = 64 * 1024 * 1024

export async function readEvidenceFile(path: string): Promise<EvidenceFile> {
  const bytes = await readBytes(path)
  if (typeof bytes === 'string') return { kind: 'unreadable', why: bytes }
  const certificates = readCertificateFile(bytes)
  if (certificates.ok) return { kind: 'certificates', certificates: certificates.value }
  const list = readCertificateListFile(bytes)
  if (list.ok) return { kind: 'list', list: list.value }
  const response = readOcspResponse(bytes)
  if (response.ok) return { kind: 'response', response: response.value }
  return { kind: 'unreadable', why: reasonOf(path, { certificates, list, response }) }
}

/** The bytes, or why there are none. */
async function readBytes(path: string): Promise<Bytes | string> {
  try {
    const file = await stat(path)
    if (!file.isFile()) return 'không phải tệp thông thường'
    return file.size > MAX_FILE_BYTES ? `lớn hơn ${MAX_FILE_BYTES / 1024 / 1024} MB` : await readFile(path)
  } catch (error) {
    return explainFileFault(error)
  }
}

type Readings = {
  readonly certificates: Read<unknown>
  readonly list: Read<unknown>
  readonly response: Read<unknown>
}

/** Why the reader that the name calls for did not take the file. */
function reasonOf(path: string, { certificates, list, response }: Readings): string {
  const extension = extname(path).toLowerCase()
  const isResponse = extension === '.ors' || extension === '.ocsp'
  const isList = extension === '.crl'
  const what = isList ? 'danh sách thu hồi' : isResponse ? 'phản hồi OCSP' : 'chứng thư số'
  const reading = isList ? list : isResponse ? response : certificates
  if (reading.ok) return ''
  return `nội dung không phải ${what}, hoặc bị hỏng (${reading.error.clause}); lấy lại tệp từ tổ chức chứng thực`
}
