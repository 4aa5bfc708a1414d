/** A folder of certificates, revocation lists and OCSP responses that an operator fills. Files of other endings are not read. */

import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ExplainedError } from '../explained-error.ts'
import type { Certificate } from '../format/x509/certificate.ts'
import type { Instant } from '../lang.ts'
import {
  ANCHOR_LIMITS_FILE,
  type AnchorLimits,
  isAnchorLimitsLike,
  isMisnamedLimits,
  NO_LIMITS,
  readAnchorLimits,
} from './anchor-limits.ts'
import { readEvidenceFile } from './evidence-file.ts'
import { CERTIFICATE_ENDINGS, isCertificateName, isEvidenceName } from './evidence-name.ts'
import { type Held, heldList, heldResponse } from './held.ts'
import type { Material } from './material.ts'

export type FolderContent = {
  readonly path: string
  readonly files: readonly FolderFile[]
  readonly anchorLimits: AnchorLimits
  readonly hasAnchorLimits: boolean
  /** What seems meant as `anchors.json` and is none: another spelling, or a folder. */
  readonly misnamedLimits: readonly string[]
  readonly problems: readonly FolderProblem[]
}

/** What one file holds. Of lists and responses only what is known of them; their bytes stay on the disk. */
export type FolderFile = {
  readonly path: string
  readonly stamp: string
  /** Null where it is gone. */
  readonly writtenAt: Instant | null
  readonly certificates: readonly Certificate[]
  readonly held: Held | null
  readonly problem: FolderProblem | null
}

/** A file whose name says certificate, list or response, and which cannot be read as one; or a mistake in `anchors.json`. */
export type FolderProblem = { readonly path: string; readonly why: string }

/** The folder cannot be read; `message` is Vietnamese and says what to do. */
export class EvidenceFolderError extends ExplainedError {
  override name = 'EvidenceFolderError'
}

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
  const entries = await entriesIn(folder)
  for (const { name } of entries.filter((entry) => !isMisnamed(entry))) {
    const path = join(folder, name)
    if (name === ANCHOR_LIMITS_FILE) {
      anchorLimits = readAnchorLimits(await readText(path))
      continue
    }
    if (!isEvidenceName(name)) continue
    const { stamp, writtenAt } = await lookAt(path)
    const before = known.get(path)
    files.push(before?.stamp === stamp ? before : { ...(await readFolderFile(path, stamp, onRead)), writtenAt })
  }
  const mistakes = (anchorLimits?.problems ?? []).map((why) => ({ path: join(folder, ANCHOR_LIMITS_FILE), why }))
  return {
    path: folder,
    files,
    anchorLimits: anchorLimits ?? NO_LIMITS,
    hasAnchorLimits: anchorLimits !== null,
    misnamedLimits: entries.filter(isMisnamed).map(({ name }) => join(folder, name)),
    problems: [...mistakes, ...files.flatMap(({ problem }) => problem ?? [])],
  }
}

/** Changes whenever a file in the folder comes, goes or is written. */
export async function stampOfFolder(folder: string): Promise<string> {
  const names = (await entriesIn(folder)).map(({ name }) => name)
  const looks = await Promise.all(names.map((name) => lookAt(join(folder, name))))
  return JSON.stringify(names.map((name, i) => [name, looks[i]?.stamp]))
}

type FileLook = Pick<FolderFile, 'stamp' | 'writtenAt'>

/** The times of content and of inode: a file that is moved into the place of another may have the size and age of that one. */
function lookAt(path: string): Promise<FileLook> {
  return stat(path).then(
    ({ size, mtimeMs, ctimeMs, ino }) => ({
      stamp: `${size} ${mtimeMs} ${ctimeMs} ${ino}`,
      writtenAt: Math.floor(mtimeMs) as Instant,
    }),
    () => ({ stamp: 'gone', writtenAt: null }),
  )
}

type FolderEntry = { readonly name: string; readonly isFolder: boolean }

/** Files, and folders that seem meant as `anchors.json`. */
async function entriesIn(folder: string): Promise<readonly FolderEntry[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true })
    const entries = found.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    return entries.filter((one) => !one.isFolder || isMisnamed(one)).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    throw new EvidenceFolderError(
      `Không đọc được thư mục ${folder} (chứng thư số hoặc danh sách thu hồi). Kiểm tra đường dẫn và quyền đọc của chương trình.`,
      { cause: error },
    )
  }
}

function isMisnamed({ name, isFolder }: FolderEntry): boolean {
  return isFolder ? isAnchorLimitsLike(name) : isMisnamedLimits(name)
}

async function readFolderFile(path: string, stamp: string, onRead: OnRead): Promise<Omit<FolderFile, 'writtenAt'>> {
  const file = await readEvidenceFile(path)
  const nothing = { path, stamp, certificates: [], held: null, problem: null }
  switch (file.kind) {
    case 'certificates':
      if (!isCertificateName(path)) return { ...nothing, problem: { path, why: NO_CERTIFICATE_NAME } }
      return { ...nothing, certificates: file.certificates }
    case 'list':
      onRead(file.list)
      return { ...nothing, held: heldList(file.list) }
    case 'response':
      onRead(file.response)
      return { ...nothing, held: heldResponse(file.response) }
    case 'unreadable':
      return { ...nothing, problem: { path, why: file.why } }
  }
}

const NO_CERTIFICATE_NAME = `nội dung là chứng thư số, nhưng tên tệp không có đuôi ${CERTIFICATE_ENDINGS}`

/** Empty where it cannot be read, which is a mistake like any other in the file. */
function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
