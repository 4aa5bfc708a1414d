/** Which files are one document: the same bytes, or copies that share what was signed. */
import type { Sha256 } from '../lang.ts'
import type { JudgedSubmission } from './tally.ts'

/**
 * The submissions grouped by document. Two belong together when their files are the same, or when an intact signature of
 * each signs the same bytes: so a copy that was re-saved, packed or signed once more is no second document. The order
 * of `submissions` decides only the order of the groups.
 */
export function groupByDocument<T extends JudgedSubmission>(submissions: readonly T[]): readonly (readonly T[])[] {
  const parents = new Map<Sha256, Sha256>()
  for (const item of submissions) {
    for (const content of signedContents(item)) unite(parents, item.submission.document, content)
  }
  const groups = Map.groupBy(submissions, (item) => representative(parents, item.submission.document))
  return [...groups.values()]
}

function signedContents({ report }: JudgedSubmission): readonly Sha256[] {
  return (report?.signatures ?? []).flatMap(({ integrity, signedContent }) =>
    integrity === 'intact' && signedContent !== null ? [signedContent] : [],
  )
}

/** Union-find over the hashes of files and of signed bytes; both name content, so one space holds them. */
function representative(parents: Map<Sha256, Sha256>, hash: Sha256): Sha256 {
  let root = hash
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
  let step = hash
  for (let parent = parents.get(step); parent !== undefined; parent = parents.get(step)) {
    parents.set(step, root)
    step = parent
  }
  return root
}

function unite(parents: Map<Sha256, Sha256>, a: Sha256, b: Sha256): void {
  const from = representative(parents, a)
  const to = representative(parents, b)
  if (from !== to) parents.set(from, to)
}
