/** EvidenceSource over folders that an operator fills with certificates and revocation lists. */
import { toHex } from '../bytes.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Sha256 } from '../lang.ts'
import type { TrustStore } from '../validation/judgement.ts'
import type { EvidenceSource } from './evidence-source.ts'
import { type FolderProblem, readEvidenceFolder, stampOfFolder } from './folder.ts'
import { trustStoreOf } from './trust-anchors.ts'

export type ImportFolders = {
  /** Certificates, and lists where some lie there too. */
  readonly trust: readonly string[]
  /** Lists. Certificates there are not taken: nobody is trusted by what lies in a folder of lists. */
  readonly lists: readonly string[]
}

export type ImportedEvidence = EvidenceSource & {
  /** Files that could not be read, as of the last look. */
  readonly problems: () => readonly FolderProblem[]
  /** Reads the folders again where a file has changed; true where that changed what is known. */
  readonly refresh: () => Promise<boolean>
}

type Imported = {
  readonly stamp: string
  readonly trust: TrustStore
  readonly lists: readonly CertificateList[]
  readonly problems: readonly FolderProblem[]
}

/** @throws EvidenceFolderError where a folder cannot be read; so does `refresh`, which then keeps what is known. */
export async function openImportedEvidence(folders: ImportFolders): Promise<ImportedEvidence> {
  let imported = await readFolders(folders)
  return {
    trust: async () => imported.trust,
    gather: async (wanted) => {
      const issuers = new Set(wanted.map(({ issuer }) => issuer))
      return { certificateLists: imported.lists.filter(({ issuer }) => issuers.has(toHex(issuer.der))) }
    },
    problems: () => imported.problems,
    refresh: async () => {
      if ((await stampOf(folders)) === imported.stamp) return false
      const before = contentOf(imported)
      imported = await readFolders(folders)
      return contentOf(imported) !== before
    },
  }
}

async function readFolders(folders: ImportFolders): Promise<Imported> {
  // Before reading: what changes meanwhile is seen with the next look.
  const stamp = await stampOf(folders)
  const trusted = await Promise.all(folders.trust.map(readEvidenceFolder))
  const listed = await Promise.all(folders.lists.map(readEvidenceFolder))
  const certificates = trusted.flatMap((folder): readonly Certificate[] => folder.certificates)
  const all = [...trusted, ...listed]
  const lists = new Map<Sha256, CertificateList>(
    all.flatMap(({ certificateLists }) => certificateLists.map((list) => [list.sha256, list] as const)),
  )
  return {
    stamp,
    trust: trustStoreOf(certificates),
    lists: [...lists.values()],
    problems: all.flatMap(({ problems }) => problems),
  }
}

async function stampOf({ trust, lists }: ImportFolders): Promise<string> {
  return JSON.stringify(await Promise.all([...trust, ...lists].map(stampOfFolder)))
}

function contentOf({ trust, lists }: Imported): string {
  return [...trust.anchors, ...trust.intermediates, ...lists]
    .map(({ sha256 }) => sha256)
    .sort()
    .join()
}
