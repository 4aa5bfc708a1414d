/** The pages of a document, in their order. ISO 32000-2, 7.7.3. */
import { FormatError } from '../read.ts'
import { exhausted, PDF_BUDGET, spend } from './budget.ts'
import { readCatalog } from './catalog.ts'
import type { PdfFile } from './file.ts'
import { asArray, asDictionary, asName, asReference } from './narrow.ts'
import type { PdfObject, PdfReference } from './object.ts'
import { oncePerRevision } from './once-per-revision.ts'

type Node = { readonly item: PdfObject | undefined; readonly ancestors: readonly number[] }

/**
 * A page that the tree names twice is listed twice. Kids that are missing are left out, as viewers do; a node that is
 * its own ancestor, or a page that is no indirect object, is a FormatError. Read once for each revision.
 */
export const readPages = oncePerRevision(readTree)

function readTree(file: PdfFile, revision: number): readonly PdfReference[] {
  const pages: PdfReference[] = []
  const open: Node[] = [{ item: readCatalog(file, revision)?.entries.get('Pages'), ancestors: [] }]
  let nodes = 1
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.ancestors.length > PDF_BUDGET.depth) throw exhausted('depth')
    const read = readNode(file, node, revision)
    if (!read) continue
    const { reference, kids } = read
    if (!kids) {
      pages.push(reference)
      continue
    }
    const ancestors = [...node.ancestors, reference.number]
    nodes += kids.length
    spend(file.ledger, 'treeNodes', kids.length)
    if (nodes > PDF_BUDGET.pageNodes) throw exhausted('pageNodes')
    for (const item of kids.toReversed()) open.push({ item, ancestors })
  }
  return pages
}

/** Null where nothing is there; `kids` are null for a page. */
function readNode(file: PdfFile, { item, ancestors }: Node, revision: number) {
  const reference = asReference(item)
  // Nearly all nodes are pages, of which nothing else is asked for here.
  if (reference && file.outline(reference.number, revision)?.type === 'Page') return { reference, kids: null }
  const dictionary = asDictionary(file.resolve(item, revision))
  if (!dictionary) return null
  if (!reference) throw new FormatError('A page tree node is no indirect object', 'ISO 32000-2, 7.7.3.2')
  if (ancestors.includes(reference.number)) {
    throw new FormatError('A page tree node is its own ancestor', 'ISO 32000-2, 7.7.3.2')
  }
  const kids = asArray(file.resolve(dictionary.entries.get('Kids'), revision))
  const type = asName(file.resolve(dictionary.entries.get('Type'), revision))
  return { reference, kids: type === 'Page' || (!kids && type !== 'Pages') ? null : (kids?.items ?? []) }
}
