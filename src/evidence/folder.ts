/** A folder of certificates and revocation lists that an operator fills. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Bytes } from '../bytes.ts'
import type { FormatError, Read } from '../format/read.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import { readCertificateFile } from '../format/x509/certificate-file.ts'
import { readCertificateListFile } from '../format/x509/certificate-list-file.ts'
import type { CertificateList } from '../format/x509/crl.ts'

export type FolderContent = {
  readonly certificates: readonly Certificate[]
  readonly certificateLists: readonly CertificateList[]
  readonly problems: readonly FolderProblem[]
}

/** A file whose name says certificate or list, and which cannot be read as one. */
export type FolderProblem = { readonly path: string; readonly why: string }

/** The folder cannot be read; `message` is Vietnamese and says what to do. */
export class EvidenceFolderError extends Error {
  override name = 'EvidenceFolderError'
}

/** How such files are named; others in the folder, such as a note, are read too but never a problem. */
const EXTENSIONS = new Set(['.cer', '.crt', '.pem', '.der', '.p7b', '.p7c', '.crl'])

/** The largest lists in public use have some 40 MB. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

/**
 * Files directly in the folder, in the order of their names; what each holds is told by its bytes, not its name.
 *
 * @throws EvidenceFolderError
 */
export async function readEvidenceFolder(folder: string): Promise<FolderContent> {
  const certificates: Certificate[] = []
  const certificateLists: CertificateList[] = []
  const problems: FolderProblem[] = []
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const found = await readEvidenceFile(path)
    certificates.push(...found.certificates)
    certificateLists.push(...found.certificateLists)
    if (EXTENSIONS.has(extname(name).toLowerCase())) problems.push(...found.problems)
  }
  return { certificates, certificateLists, problems }
}

/** Changes whenever a file in the folder comes, goes or is written. */
export async function stampOfFolder(folder: string): Promise<string> {
  const names = await namesIn(folder)
  const stamps = await Promise.all(names.map((name) => stat(join(folder, name)).then(stampOf, () => 'gone')))
  return JSON.stringify(names.map((name, i) => [name, stamps[i]]))
}

const stampOf = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }) => `${size} ${mtimeMs}`

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort()
  } catch (error) {
    throw new EvidenceFolderError(
      `Không đọc được thư mục chứng thư số ${folder}. Kiểm tra đường dẫn và quyền đọc của chương trình.`,
      { cause: error },
    )
  }
}

async function readEvidenceFile(path: string): Promise<FolderContent> {
  const bytes = await readBytes(path)
  if (typeof bytes === 'string') return { ...NOTHING, problems: [{ path, why: bytes }] }
  const certificates = readCertificateFile(bytes)
  if (certificates.ok) return { ...NOTHING, certificates: certificates.value }
  const list = readCertificateListFile(bytes)
  if (list.ok) return { ...NOTHING, certificateLists: [list.value] }
  return { ...NOTHING, problems: [{ path, why: reasonOf(path, certificates, list) }] }
}

const NOTHING: FolderContent = { certificates: [], certificateLists: [], problems: [] }

/** The bytes, or why there are none. */
async function readBytes(path: string): Promise<Bytes | string> {
  try {
    const file = await stat(path)
    if (!file.isFile()) return 'not a plain file'
    return file.size > MAX_FILE_BYTES ? 'too large' : await readFile(path)
  } catch (error) {
    return String(error)
  }
}

/** Why the reader that the name calls for did not take the file. */
function reasonOf(path: string, certificates: Read<unknown>, list: Read<unknown>): string {
  const reading = extname(path).toLowerCase() === '.crl' ? list : certificates
  return reading.ok ? '' : describe(reading.error)
}

const describe = ({ message, clause }: FormatError) => `${message} (${clause})`
