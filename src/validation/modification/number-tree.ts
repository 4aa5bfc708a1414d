/** Number trees. ISO 32000-2, 7.9.7. */
import { asArray, asDictionary } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject } from '../../format/pdf/object.ts'
import { type Effort, spendStep } from './effort.ts'
import type { Update } from './update.ts'
import { numberOf } from './work.ts'

export type NumberTree = {
  readonly entries: ReadonlyMap<number, PdfObject>
  /** The objects that it consists of, each with the one that refers to it; values are none of them. */
  readonly nodes: readonly { readonly object: number; readonly owner: number }[]
}

const NODE_KEYS = new Set(['Kids', 'Nums', 'Limits'])

type Open = { readonly item: PdfObject; readonly owner: number }

type Part = NumberTree['nodes'][number]

/** Null for anything but a tree whose nodes have no other entries than they need, and in which no number comes twice. */
export function readNumberTree(
  { file }: Update,
  effort: Effort,
  revision: number,
  place: PdfObject | undefined,
  owner: number,
): NumberTree | null {
  const entries = new Map<number, PdfObject>()
  const nodes: Part[] = []
  const visited = new Set<number>()
  const open: Open[] = [{ item: place ?? null, owner }]
  for (let next = open.pop(); next; next = open.pop()) {
    spendStep(effort)
    const number = numberOf(next.item)
    const node = asDictionary(file.resolve(next.item, revision))
    if (!node || visited.has(number) || [...node.entries.keys()].some((key) => !NODE_KEYS.has(key))) return null
    if (number !== 0) visited.add(number)
    nodes.push(...partsOf(node, next))
    const itemsOf = (key: string) => asArray(file.resolve(node.entries.get(key), revision))?.items ?? []
    if (!addPairs(entries, itemsOf('Nums'))) return null
    const holder = numberOf(node.entries.get('Kids')) || number || next.owner
    for (const item of itemsOf('Kids')) open.push({ item, owner: holder })
  }
  return { entries, nodes }
}

/** The node itself and its lists, where they are objects of their own. */
function partsOf(node: PdfDictionary, { item, owner }: Open): readonly Part[] {
  const number = numberOf(item)
  const lists = [...NODE_KEYS].map((key) => ({ object: numberOf(node.entries.get(key)), owner: number || owner }))
  return [{ object: number, owner }, ...lists].filter(({ object }) => object !== 0)
}

/** Keys and values in turn (ISO 32000-2, table 37). False for a key that is no number or came before. */
function addPairs(entries: Map<number, PdfObject>, pairs: readonly PdfObject[]): boolean {
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    const key = pairs[index]
    if (typeof key !== 'number' || entries.has(key)) return false
    entries.set(key, pairs[index + 1] ?? null)
  }
  return true
}
