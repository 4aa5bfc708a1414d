/** What the pages draw, as a digest that is the same however the objects are numbered and packed. ISO 32000-2, 7.7.3.3 and 7.8. */
import { createHash } from 'node:crypto'
import type { Bytes } from '../../bytes.ts'
import { assertNever, type Sha256 } from '../../lang.ts'
import { exhausted, PDF_BUDGET } from './budget.ts'
import { decodeStream } from './decode-stream.ts'
import type { PdfFile } from './file.ts'
import { inherited } from './inheritance.ts'
import { asArray, asDictionary, asName, asReference, asStream } from './narrow.ts'
import type { PdfDictionary, PdfObject, PdfReference, PdfStream } from './object.ts'
import { readPages } from './pages.ts'
import { readSignatureFields } from './signature-field.ts'

/** Bytes below which nothing tells two files apart: what a writer puts on an empty page has some 20. */
const LEAST_BYTES = 100

/**
 * Of all pages with what they draw with and the annotations on them, signature widgets left out, as of the first signature,
 * or as they are where nobody signed. Null where next to nothing is drawn. Throws FormatError and BudgetError.
 */
export function digestContent(file: PdfFile): Sha256 | null {
  const revision = firstSigned(file)
  const walk: Walk = { file, revision, known: new Map(), bytes: 0 }
  const pages = readPages(file, revision).map((page) => digestPage(walk, page))
  return walk.bytes < LEAST_BYTES ? null : hashOf(pages)
}

/** The revision that brought the first signature, or the last where there is none. */
function firstSigned(file: PdfFile): number {
  const last = file.revisions.length
  const brought = readSignatureFields(file, last).flatMap(({ value, valueReference }) => {
    const writer = value && file.revisions.find(({ entries }) => entries.has(valueReference?.number ?? -1))
    return writer ? [writer.number] : []
  })
  return Math.min(last, ...brought)
}

type Walk = {
  readonly file: PdfFile
  readonly revision: number
  /** Digests of indirect objects by their number; `UNDERWAY` while one is gone into. */
  readonly known: Map<number, string>
  /** Of content streams, forms and pictures. */
  bytes: number
}

/** Where an object leads back to itself. */
const UNDERWAY = 'underway'

const PAGE_KEYS = ['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const

/** What an annotation is, where it lies and what it shows. */
const ANNOTATION_KEYS = ['Subtype', 'Rect', 'F', 'AP', 'AS', 'Contents'] as const

function digestPage(walk: Walk, reference: PdfReference): string {
  const { file, revision } = walk
  const page = asDictionary(file.resolve(reference, revision))
  if (!page) return hashOf([])
  const contents = file.resolve(page.entries.get('Contents'), revision)
  const streams = (asArray(contents)?.items ?? [contents]).flatMap(
    (part) => asStream(file.resolve(part, revision)) ?? [],
  )
  const annotations = asArray(file.resolve(page.entries.get('Annots'), revision))?.items ?? []
  return hashOf([
    ...PAGE_KEYS.map((key) => digest(walk, inherited(file, revision, page, key), 0)),
    // One stream or several: a page draws what they hold together (ISO 32000-2, 7.8.2).
    Buffer.concat(streams.flatMap((stream) => [decoded(walk, stream), NEW_LINE])),
    ...annotations.flatMap((item) => digestAnnotation(walk, asDictionary(file.resolve(item, revision)))),
  ])
}

const NEW_LINE = Buffer.from('\n')

function digestAnnotation(walk: Walk, annotation: PdfDictionary | null): readonly string[] {
  if (!annotation || isSignatureWidget(walk, annotation)) return []
  // A field hands its value down to what shows it (ISO 32000-2, 12.7.4.1), which may have nothing drawn yet.
  const value = inherited(walk.file, walk.revision, annotation, 'V')
  return [
    hashOf([...ANNOTATION_KEYS.map((key) => annotation.entries.get(key)), value].map((part) => digest(walk, part, 0))),
  ]
}

const isSignatureWidget = ({ file, revision }: Walk, annotation: PdfDictionary): boolean =>
  asName(inherited(file, revision, annotation, 'FT')) === 'Sig'

/** Says nothing of what is drawn: the way to other objects, structure, what programs note for themselves. */
const UNSEEN: ReadonlySet<string> = new Set([
  'Parent',
  'P',
  'StructParent',
  'StructParents',
  'Metadata',
  'PieceInfo',
  'LastModified',
])

function digest(walk: Walk, value: PdfObject | undefined, depth: number): string {
  if (depth > PDF_BUDGET.depth) throw exhausted('depth')
  const reference = asReference(value)
  if (!reference) return digestDirect(walk, value ?? null, depth)
  const known = walk.known.get(reference.number)
  if (known !== undefined) return known
  walk.known.set(reference.number, UNDERWAY)
  const found = digestDirect(walk, walk.file.resolve(reference, walk.revision), depth)
  walk.known.set(reference.number, found)
  return found
}

function digestDirect(walk: Walk, value: PdfObject, depth: number): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  switch (value.kind) {
    case 'name':
      return `/${value.name}`
    case 'string':
      return hashOf(['string', value.bytes])
    case 'array':
      return hashOf(['array', ...value.items.map((item) => digest(walk, item, depth + 1))])
    case 'dictionary':
      return digestDictionary(walk, value, UNSEEN, depth)
    case 'stream':
      return digestStream(walk, value, depth)
    case 'reference':
      return digest(walk, value, depth + 1)
    default:
      return assertNever(value)
  }
}

function digestDictionary(walk: Walk, { entries }: PdfDictionary, unseen: ReadonlySet<string>, depth: number): string {
  const shown = [...entries.keys()].filter((key) => !unseen.has(key)).sort()
  return hashOf(['dictionary', ...shown.flatMap((key) => [key, digest(walk, entries.get(key), depth + 1)])])
}

const PACKING: ReadonlySet<string> = new Set([...UNSEEN, 'Length', 'Filter', 'DecodeParms'])
const LENGTH: ReadonlySet<string> = new Set([...UNSEEN, 'Length'])

/** Programs pack what is drawn anew when they save; pictures and fonts they leave as they are. */
function digestStream(walk: Walk, stream: PdfStream, depth: number): string {
  const subtype = asName(walk.file.resolve(stream.dictionary.entries.get('Subtype'), walk.revision))
  if (subtype === 'Form') {
    return hashOf(['form', digestDictionary(walk, stream.dictionary, PACKING, depth), decoded(walk, stream)])
  }
  if (subtype === 'Image') walk.bytes += stream.raw.length
  return hashOf(['stream', digestDictionary(walk, stream.dictionary, LENGTH, depth), stream.raw])
}

function decoded(walk: Walk, stream: PdfStream): Bytes {
  const bytes = decodeStream(walk.file, stream, walk.revision)
  walk.bytes += bytes.length
  return bytes
}

/** Each part with its length, so that no two lists of parts give one digest. */
function hashOf(parts: readonly (string | Bytes)[]): Sha256 {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length} `).update(part)
  return hash.digest('hex') as Sha256
}
