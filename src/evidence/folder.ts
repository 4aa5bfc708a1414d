/** A folder of certificates, revocation lists and OCSP responses that an operator fills. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Certificate } from '../format/x509/certificate.ts'
import { ANCHOR_LIMITS_FILE, type AnchorLimits, NO_LIMITS, readAnchorLimits } from './anchor-limits.ts'
import { readEvidenceFile } from './evidence-file.ts'
import { type Held, heldList, heldResponse } from './held.ts'
import type { Material } from './material.ts'

export type FolderContent = {
  readonly path: string
  readonly files: readonly FolderFile[]
  readonly anchorLimits: AnchorLimits
  readonly hasAnchorLimits: boolean
  readonly problems: readonly FolderProblem[]
}

/** What one file holds. Of lists and responses only what is known of them; their bytes stay on the disk. */
export type FolderFile = {
  readonly path: string
  readonly stamp: string
  readonly certificates: readonly Certificate[]
  readonly held: Held | null
  readonly problem: FolderProblem | null
}

/** A file whose name says certificate, list or response, and which cannot be read as one; or a mistake in `anchors.json`. */
export type FolderProblem = { readonly path: string; readonly why: string }

/** The folder cannot be read; `message` is Vietnamese and says what to do. */
export class EvidenceFolderError extends Error {
  override name = 'EvidenceFolderError'
}

/** How such files are named; others in the folder, such as a note, are read too but never a problem. */
const EXTENSIONS = new Set(['.cer', '.crt', '.pem', '.der', '.p7b', '.p7c', '.crl', '.ors', '.ocsp'])

/** Whether the name says that such a file is meant. */
export const isEvidenceName = (name: string): boolean => EXTENSIONS.has(extname(name).toLowerCase())

/** Takes a list or response that was read, so that it need not be read again at once. */
export type OnRead = (item: Material) => void

/**
 * Files directly in the folder, in the order of their names.
 *
 * @param known files as they were found before: those that have not changed are not read again.
 * @throws EvidenceFolderError
 */
export async function readEvidenceFolder(
  folder: string,
  known: ReadonlyMap<string, FolderFile>,
  onRead: OnRead,
): Promise<FolderContent> {
  const files: FolderFile[] = []
  let anchorLimits: AnchorLimits | null = null
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    if (name === ANCHOR_LIMITS_FILE) {
      anchorLimits = readAnchorLimits(await readText(path))
      continue
    }
    const stamp = await stampOf(path)
    const before = known.get(path)
    files.push(before?.stamp === stamp ? before : await readFolderFile(path, stamp, onRead))
  }
  const mistakes = (anchorLimits?.problems ?? []).map((why) => ({ path: join(folder, ANCHOR_LIMITS_FILE), why }))
  return {
    path: folder,
    files,
    anchorLimits: anchorLimits ?? NO_LIMITS,
    hasAnchorLimits: anchorLimits !== null,
    problems: [...mistakes, ...files.flatMap(({ problem }) => problem ?? [])],
  }
}

/** Changes whenever a file in the folder comes, goes or is written. */
export async function stampOfFolder(folder: string): Promise<string> {
  const names = await namesIn(folder)
  const stamps = await Promise.all(names.map((name) => stampOf(join(folder, name))))
  return JSON.stringify(names.map((name, i) => [name, stamps[i]]))
}

/** The times of content and of inode: a file that is moved into the place of another may have the size and age of that one. */
function stampOf(path: string): Promise<string> {
  return stat(path).then(
    ({ size, mtimeMs, ctimeMs, ino }) => `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
    () => 'gone',
  )
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).sort()
  } catch (error) {
    throw new EvidenceFolderError(
      `Không đọc được thư mục ${folder} (chứng thư số hoặc danh sách thu hồi). Kiểm tra đường dẫn và quyền đọc của chương trình.`,
      { cause: error },
    )
  }
}

async function readFolderFile(path: string, stamp: string, onRead: OnRead): Promise<FolderFile> {
  const file = await readEvidenceFile(path)
  const nothing = { path, stamp, certificates: [], held: null, problem: null }
  switch (file.kind) {
    case 'certificates':
      return { ...nothing, certificates: file.certificates }
    case 'list':
      onRead(file.list)
      return { ...nothing, held: heldList(file.list) }
    case 'response':
      onRead(file.response)
      return { ...nothing, held: heldResponse(file.response) }
    case 'unreadable':
      return isEvidenceName(path) ? { ...nothing, problem: { path, why: file.why } } : nothing
  }
}

/** Empty where it cannot be read, which is a mistake like any other in the file. */
function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
