/** What a letter carries: attachments opened, with nested letters, archives and wrappers, as far as the limits allow. */
import { type Bytes, toLatin1 } from '../bytes.ts'
import { fileKind } from './file-kind.ts'
import { hasFileLinks } from './file-links.ts'
import { readHeaderBlock } from './header-block.ts'
import { LetterError, type LetterPart, type UnopenedPart, type UnopenedReason } from './letter.ts'
import { readLetterHeader } from './letter-header.ts'
import { MIME_LIMITS, type MimeAllowance, type MimePart, readMimeParts } from './mime.ts'
import { pairSignatures } from './pair-signatures.ts'
import { readCmsContent } from './signed-content.ts'
import { readTnef } from './tnef.ts'
import { readZip, ZIP_LIMITS, type ZipAllowance } from './zip.ts'

const LETTER_LIMITS = {
  /** Files of a letter and of all letters nested in it. Letters with 70 real attachments have been seen. */
  files: 200,
  /** PDFs kept of one letter. */
  pdfs: 100,
  /** Letters and wrappers within each other: forwarded by a handful of offices one after the other. */
  letters: 5,
  /** Archives within archives: files zipped by a unit, zipped again by its mail program. */
  archives: 2,
} as const

export type Attachments = {
  readonly parts: readonly LetterPart[]
  readonly unopened: readonly UnopenedPart[]
  readonly hasFileLinks: boolean
}

type Opening = {
  parts: LetterPart[]
  unopened: UnopenedPart[]
  hasFileLinks: boolean
  files: number
  mime: MimeAllowance
  zip: ZipAllowance
  paths: Set<string>
}
type Depth = { readonly letters: number; readonly archives: number }
type File = { readonly path: string; readonly name: string; readonly type: string; readonly bytes: Bytes }

/**
 * PDFs become `parts`. What may be a submission without being one we can judge, and what was not read, becomes
 * `unopened`. The letter's own S/MIME signature and all else (`other`) are dropped.
 *
 * @throws LetterError where the outermost letter cannot be read, or all it holds is encrypted; a nested one is a part
 * unopened.
 */
export async function openAttachments(raw: Bytes): Promise<Attachments> {
  const opening: Opening = {
    parts: [],
    unopened: [],
    hasFileLinks: false,
    files: 0,
    mime: { ...MIME_LIMITS },
    zip: { ...ZIP_LIMITS },
    paths: new Set(),
  }
  await openLetter(raw, '', { letters: 0, archives: 0 }, opening)
  const { parts, unopened } = opening
  if (parts.length === 0 && unopened.length > 0 && unopened.every(({ reason }) => reason === 'encrypted-letter')) {
    throw new LetterError('encrypted-letter', 'All that the letter holds is encrypted')
  }
  return { parts, unopened: pairSignatures(parts, unopened), hasFileLinks: opening.hasFileLinks }
}

async function openLetter(raw: Bytes, prefix: string, depth: Depth, opening: Opening): Promise<void> {
  readLetterHeader(raw)
  for (const found of readMimeParts(raw, opening.mime)) {
    const path = `${prefix}${found.number}`
    if (found.kind === 'limit') {
      leave({ path, name: '' }, 'limit-reached', opening)
      continue
    }
    if (isWords(found)) {
      opening.hasFileLinks ||= hasFileLinks(found.bytes)
      continue
    }
    const file: File = { path, name: found.name, type: found.type, bytes: found.bytes }
    if (opening.files >= LETTER_LIMITS.files) return leave(file, 'limit-reached', opening)
    opening.files++
    if (!isOwnSignature(file)) await openFile(file, depth, opening)
  }
}

/** Laxer than RFC 2046, 4.1: what is declared as words and begins as a file does is that file. */
function isWords({ isText, bytes }: MimePart): boolean {
  return isText && !/^\s*(?:%PDF-|-----BEGIN PGP MESSAGE-----)/.test(toLatin1(bytes.subarray(0, 100)))
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
  if (file.type === 'message/partial') return leave(file, 'partial-letter', opening)
  const kind = fileKind(file.bytes)
  switch (kind) {
    case 'other':
      return
    case 'pdf':
      return keep(file, opening)
    case 'zip':
      return openArchive(file, depth, opening)
    case 'cms':
      return openCms(file, depth, opening)
    case 'tnef':
      return openTnef(file, depth, opening)
    default:
      return leave(file, LEFT[kind], opening)
  }
}

const LEFT = {
  rar: 'unsupported-archive',
  '7z': 'unsupported-archive',
  office: 'unsupported-format',
  'xml-signature': 'signed-xml',
  'pgp-message': 'encrypted-letter',
} as const

async function openNestedLetter(file: File, depth: Depth, opening: Opening): Promise<void> {
  if (depth.letters >= LETTER_LIMITS.letters) return leave(file, 'limit-reached', opening)
  try {
    const raw = file.bytes.subarray(/^\s*/.exec(toLatin1(file.bytes.subarray(0, 100)))?.[0].length ?? 0)
    await openLetter(raw, `${file.path}/`, { ...depth, letters: depth.letters + 1 }, opening)
  } catch (error) {
    if (!(error instanceof LetterError)) throw error
    leave(file, error.reason === 'encrypted-letter' ? 'encrypted-letter' : 'unreadable-letter', opening)
  }
}

/** RFC 8551, 3.5.2: an opaque signature holds a MIME entity; beside mail (RFC 5652) it holds any file. */
async function openCms(file: File, depth: Depth, opening: Opening): Promise<void> {
  const cms = readCmsContent(file.bytes)
  if (cms.kind === 'encrypted') return leave(file, 'encrypted-letter', opening)
  if (cms.kind === 'detached') return leave(file, 'detached-signature', opening)
  if (cms.kind === 'unreadable') return leave(file, 'unsupported-format', opening)
  if (depth.letters >= LETTER_LIMITS.letters) return leave(file, 'limit-reached', opening)
  if (isEntity(cms.content)) return openNestedLetter({ ...file, bytes: cms.content }, depth, opening)
  await openFile({ ...file, type: '', bytes: cms.content }, { ...depth, letters: depth.letters + 1 }, opening)
  leave(file, 'signed-wrapper', opening)
}

/** Begins with a header that has a MIME field. */
function isEntity(content: Bytes): boolean {
  const startsWithField = /^[!-9;-~]+[ \t]*:/.test(toLatin1(content.subarray(0, 100)))
  return startsWithField && readHeaderBlock(content, 10_000).some(({ name }) => name === 'content-type')
}

async function openTnef(file: File, depth: Depth, opening: Opening): Promise<void> {
  if (depth.letters >= LETTER_LIMITS.letters) return leave(file, 'limit-reached', opening)
  const attached = readTnef(file.bytes)
  if (attached === null) return leave(file, 'unreadable-winmail', opening)
  for (const [index, { name, bytes }] of attached.entries()) {
    const inner: File = { path: `${file.path}/${index + 1}`, name, type: '', bytes }
    if (opening.files >= LETTER_LIMITS.files) return leave(inner, 'limit-reached', opening)
    opening.files++
    await openFile(inner, { ...depth, letters: depth.letters + 1 }, opening)
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
  else opening.parts.push({ path: unusedPath(file.path, opening.paths), name, bytes })
}

function leave({ path, name }: Pick<File, 'path' | 'name'>, reason: UnopenedReason, opening: Opening): void {
  opening.unopened.push({ path, name, reason })
}

/** Two files of an archive may bear one name; a path names one part. */
function unusedPath(wanted: string, paths: Set<string>): string {
  let path = wanted
  for (let n = 2; paths.has(path); n++) path = `${wanted} (${n})`
  paths.add(path)
  return path
}
