/** The pages of a document, in their order. ISO 32000-2, 7.7.3. */
import { FormatError } from '../read.ts'
import { exhausted, PDF_BUDGET, spend } from './budget.ts'
import { readCatalog } from './catalog.ts'
import type { PdfFile } from './file.ts'
import { asArray, asDictionary, asName, asReference } from './narrow.ts'
import type { PdfObject, PdfReference } from './object.ts'

type Node = { readonly item: PdfObject | undefined; readonly ancestors: readonly number[] }

const known = new WeakMap<PdfFile, Map<number, readonly PdfReference[]>>()

/**
 * A page that the tree names twice is listed twice. Kids that are missing are left out, as viewers do; a node that is
 * its own ancestor, or a page that is no indirect object, is a FormatError. Read once for each revision.
 */
export function readPages(file: PdfFile, revision: number): readonly PdfReference[] {
  const ofFile = known.get(file) ?? new Map<number, readonly PdfReference[]>()
  known.set(file, ofFile)
  const pages = ofFile.get(revision) ?? readTree(file, revision)
  ofFile.set(revision, pages)
  return pages
}

function readTree(file: PdfFile, revision: number): readonly PdfReference[] {
  const pages: PdfReference[] = []
  const open: Node[] = [{ item: readCatalog(file, revision)?.entries.get('Pages'), ancestors: [] }]
  let nodes = 1
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.ancestors.length > PDF_BUDGET.depth) throw exhausted('depth')
    const reference = asReference(node.item)
    // Nearly all nodes are pages: nothing else of them is asked for here.
    if (reference && file.outline(reference.number, revision)?.type === 'Page') {
      pages.push(reference)
      continue
    }
    const dictionary = asDictionary(file.resolve(node.item, revision))
    if (!dictionary) continue
    if (!reference) throw new FormatError('A page tree node is no indirect object', 'ISO 32000-2, 7.7.3.2')
    if (node.ancestors.includes(reference.number)) {
      throw new FormatError('A page tree node is its own ancestor', 'ISO 32000-2, 7.7.3.2')
    }
    const kids = asArray(file.resolve(dictionary.entries.get('Kids'), revision))
    const type = asName(file.resolve(dictionary.entries.get('Type'), revision))
    if (type === 'Page' || (!kids && type !== 'Pages')) {
      pages.push(reference)
      continue
    }
    const ancestors = [...node.ancestors, reference.number]
    nodes += kids?.items.length ?? 0
    spend(file.ledger, 'treeNodes', kids?.items.length ?? 0)
    if (nodes > PDF_BUDGET.pageNodes) throw exhausted('pageNodes')
    for (const item of kids?.items.toReversed() ?? []) open.push({ item, ancestors })
  }
  return pages
}
