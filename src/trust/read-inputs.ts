/** The files that an operator brings: certificates, lists, and what is neither. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type EvidenceFile, readEvidenceFile } from '../evidence/evidence-file.ts'
import { isEvidenceName } from '../evidence/evidence-name.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { CertificateList } from '../format/x509/crl.ts'

export type Brought = {
  readonly certificates: readonly Certificate[]
  readonly lists: readonly CertificateList[]
  readonly unreadable: readonly { readonly path: string; readonly why: string }[]
}

/** Of a folder the files directly in it; those whose names say nothing of certificates are passed over where they are none. */
export async function readInputs(inputs: readonly string[]): Promise<Brought> {
  const files: { readonly path: string; readonly file: EvidenceFile }[] = []
  for (const input of inputs) {
    const inside = await filesIn(input)
    for (const path of inside ?? [input]) {
      const file = await readEvidenceFile(path)
      if (file.kind !== 'unreadable' || inside === null || isEvidenceName(path)) files.push({ path, file })
    }
  }
  return {
    certificates: files.flatMap(({ file }) => (file.kind === 'certificates' ? file.certificates : [])),
    lists: files.flatMap(({ file }) => (file.kind === 'list' ? [file.list] : [])),
    unreadable: files.flatMap(({ path, file }) => {
      const why = whyNot(file)
      return why === null ? [] : [{ path, why }]
    }),
  }
}

/** Null where it is no folder; what cannot be read at all is told as a file. */
async function filesIn(input: string): Promise<readonly string[] | null> {
  const found = await stat(input).catch(() => null)
  if (!found?.isDirectory()) return null
  const entries = await readdir(input, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  return files.map(({ name }) => join(input, name)).sort()
}

function whyNot(file: EvidenceFile): string | null {
  if (file.kind === 'response') return 'phản hồi OCSP không cần nhận, hãy chép vào thư mục của SOKYSO_CRL'
  return file.kind === 'unreadable' ? file.why : null
}
