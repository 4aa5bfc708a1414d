/** The tree of form fields. ISO 32000-2, 12.7.4. */
import { exhausted, PDF_BUDGET, spend } from './budget.ts'
import { readCatalog } from './catalog.ts'
import type { PdfFile } from './file.ts'
import { asArray, asDictionary, asName, asReference, asString } from './narrow.ts'
import type { PdfDictionary, PdfObject, PdfReference } from './object.ts'
import { oncePerRevision } from './once-per-revision.ts'
import { readable } from './readable.ts'
import { readText } from './text-string.ts'

/** A field without further fields below it; its widgets may be its kids or merged into it. */
export type FormField = {
  /** Parts joined by '.'; '' where it has none. */
  readonly name: string
  readonly reference: PdfReference | null
  readonly dictionary: PdfDictionary
  /** /FT and /V, inherited where the field itself has none. */
  readonly type: string | null
  readonly value: PdfObject | undefined
}

type Node = {
  readonly item: PdfObject
  readonly parent: Omit<FormField, 'reference' | 'dictionary'>
  readonly depth: number
}

/** Terminal fields in the order of the form. A node that is reached twice is listed once, so that a tree with a loop ends. */
export const readFormFields = oncePerRevision(readTree)

function readTree(file: PdfFile, revision: number): readonly FormField[] {
  const form = asDictionary(file.resolve(readCatalog(file, revision)?.entries.get('AcroForm'), revision))
  const roots = asArray(file.resolve(form?.entries.get('Fields'), revision))?.items ?? []
  const fields: FormField[] = []
  const visited = new Set<number>()
  const open: Node[] = []
  let nodes = 0
  const add = (kids: readonly PdfObject[], parent: Node['parent'], depth: number): void => {
    nodes += kids.length
    spend(file.ledger, 'treeNodes', kids.length)
    if (nodes > PDF_BUDGET.fields) throw exhausted('fields')
    for (const item of kids.toReversed()) open.push({ item, parent, depth })
  }
  add(roots, { name: '', type: null, value: undefined }, 0)
  for (let node = open.pop(); node; node = open.pop()) {
    const reference = asReference(node.item)
    if (reference && visited.has(reference.number)) continue
    if (reference) visited.add(reference.number)
    if (node.depth > PDF_BUDGET.depth) throw exhausted('depth')
    const dictionary = asDictionary(file.resolve(node.item, revision))
    if (!dictionary || (node.depth > 0 && !dictionary.entries.has('T'))) continue
    const field = inherit(file, revision, dictionary, node.parent)
    const kids = asArray(file.resolve(dictionary.entries.get('Kids'), revision))?.items ?? []
    add(kids, field, node.depth + 1)
    // Kids without a name of their own are widgets of this field (ISO 32000-2, 12.7.4.2).
    const subfields = kids.filter((kid) => isField(file, revision, kid))
    if (kids.length === 0 || subfields.length < kids.length) fields.push({ ...field, reference, dictionary })
  }
  return fields
}

function isField(file: PdfFile, revision: number, kid: PdfObject): boolean {
  return asDictionary(file.resolve(kid, revision))?.entries.has('T') === true
}

/** ISO 32000-2, 12.7.4.1 and 12.7.4.2. */
function inherit(file: PdfFile, revision: number, { entries }: PdfDictionary, parent: Node['parent']): Node['parent'] {
  const partialName = readPartialName(file, revision, entries.get('T')) ?? ''
  const name = parent.name && partialName ? `${parent.name}.${partialName}` : parent.name || partialName
  const type = asName(file.resolve(entries.get('FT'), revision)) ?? parent.type
  return { name, type, value: entries.get('V') ?? parent.value }
}

/** What /T says; null where it says nothing, or cannot be decrypted. Many fields may share one long string, so each reading of it costs. */
export function readPartialName(file: PdfFile, revision: number, title: PdfObject | undefined): string | null {
  const string = asString(file.resolve(title, revision))
  if (!string) return null
  const text = readable(() => readText(string))
  if (!text.ok) return null
  spend(file.ledger, 'readBytes', string.bytes.length)
  return text.value
}
