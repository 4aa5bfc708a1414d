/** What a letter carries: attachments opened, with nested letters and archives, as far as the limits allow. */
import type { Bytes } from '../bytes.ts'
import { fileKind } from './file-kind.ts'
import { LetterError, type LetterPart, type UnopenedPart } from './letter.ts'
import { readLetterHeader } from './letter-header.ts'
import { readMimeParts } from './mime.ts'
import { readZip, ZIP_LIMITS, type ZipAllowance } from './zip.ts'

const LETTER_LIMITS = {
  /** Parts of a letter and of all letters nested in it. Letters with 70 real attachments have been seen. */
  parts: 200,
  /** PDFs kept of one letter. */
  pdfs: 100,
  /** Letters within letters: forwarded by a handful of offices one after the other. */
  letters: 5,
  /** Archives within archives: files zipped by a unit, zipped again by its mail program. */
  archives: 2,
} as const

export type Attachments = { readonly parts: readonly LetterPart[]; readonly unopened: readonly UnopenedPart[] }

type Opening = { parts: LetterPart[]; unopened: UnopenedPart[]; seen: number; zip: ZipAllowance; paths: Set<string> }
type Depth = { readonly letters: number; readonly archives: number }
type File = { readonly path: string; readonly name: string; readonly type: string; readonly bytes: Bytes }

/**
 * PDFs become `parts`. Kinds that may be a submission without being one we can judge become `unopened`
 * (`unsupported-format`): RAR, 7z, office documents signed or not, signed XML, CMS files, winmail.dat, nested letters
 * that are encrypted or unreadable. The letter's own S/MIME signature and all else (`other`) are dropped.
 *
 * @throws LetterError where the outermost letter cannot be read; a nested one is a part unopened.
 */
export async function openAttachments(raw: Bytes): Promise<Attachments> {
  const opening: Opening = { parts: [], unopened: [], seen: 0, zip: { ...ZIP_LIMITS }, paths: new Set() }
  await openLetter(raw, '', { letters: 0, archives: 0 }, opening)
  return { parts: opening.parts, unopened: opening.unopened }
}

async function openLetter(raw: Bytes, prefix: string, depth: Depth, opening: Opening): Promise<void> {
  readLetterHeader(raw)
  for await (const { number, name, type, bytes } of readMimeParts(raw)) {
    const file: File = { path: `${prefix}${number}`, name, type, bytes }
    if (opening.seen >= LETTER_LIMITS.parts) return leave(file, 'limit-reached', opening)
    opening.seen++
    if (!isOwnSignature(file)) await openFile(file, depth, opening)
  }
}

/** RFC 8551, 3.2.1 and 3.5.3: a letter's own signature is smime.p7s; a signature beside a document has another name. */
function isOwnSignature({ name, type }: File): boolean {
  return /^application\/(?:x-)?pkcs7-signature$/.test(type) && (name === '' || name.toLowerCase() === 'smime.p7s')
}

function isLetter({ name, type }: File): boolean {
  return type === 'message/rfc822' || type === 'message/global' || name.toLowerCase().endsWith('.eml')
}

async function openFile(file: File, depth: Depth, opening: Opening): Promise<void> {
  if (isLetter(file)) return openNestedLetter(file, depth, opening)
  const kind = fileKind(file.bytes)
  switch (kind) {
    case 'other':
      return
    case 'zip':
      return openArchive(file, depth, opening)
    case 'pdf':
      return keep(file, opening)
    default:
      return leave(file, 'unsupported-format', opening)
  }
}

async function openNestedLetter(file: File, depth: Depth, opening: Opening): Promise<void> {
  if (depth.letters >= LETTER_LIMITS.letters) return leave(file, 'limit-reached', opening)
  try {
    await openLetter(file.bytes, `${file.path}/`, { ...depth, letters: depth.letters + 1 }, opening)
  } catch (error) {
    if (!(error instanceof LetterError)) throw error
    leave(file, 'unsupported-format', opening)
  }
}

async function openArchive(file: File, depth: Depth, opening: Opening): Promise<void> {
  if (depth.archives >= LETTER_LIMITS.archives) return leave(file, 'limit-reached', opening)
  for await (const finding of readZip(file.bytes, opening.zip)) {
    const name = finding.name === '' ? file.name : finding.name
    const path = finding.name === '' ? file.path : `${file.path}/${finding.name}`
    const member: File = { path, name, type: '', bytes: finding.kind === 'file' ? finding.bytes : file.bytes }
    if (finding.kind === 'unopened') leave(member, finding.reason, opening)
    else await openFile(member, { ...depth, archives: depth.archives + 1 }, opening)
  }
}

function keep(file: File, opening: Opening): void {
  const { name, bytes } = file
  if (opening.parts.length >= LETTER_LIMITS.pdfs) leave(file, 'limit-reached', opening)
  else opening.parts.push({ path: unusedPath(file.path, opening.paths), name, kind: 'pdf', bytes })
}

function leave({ path, name }: File, reason: UnopenedPart['reason'], opening: Opening): void {
  opening.unopened.push({ path, name, reason })
}

/** Two files of an archive may bear one name; a path names one part. */
function unusedPath(wanted: string, paths: Set<string>): string {
  let path = wanted
  for (let n = 2; paths.has(path); n++) path = `${wanted} (${n})`
  paths.add(path)
  return path
}
