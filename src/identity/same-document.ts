/**
 * Which files are one document. A ladder, strongest rung first: same file, same signed bytes, same content, same number of
 * the same body and year; what merely looks alike is for a person. Decision 17.
 */
import type { Sha256 } from '../lang.ts'
import type { IdentityReading } from './identity.ts'
import { nearPairs } from './near-text.ts'
import { uniteByNumber } from './same-number.ts'
import { unionFind } from './union-find.ts'

/** What is known of one file that somebody sent. */
export type Copy = {
  readonly document: Sha256
  /**
   * Digests of the bytes that its intact signatures sign: equal wherever the signature is, since equal signature values of
   * intact signatures sign equal bytes.
   */
  readonly signedContents: readonly Sha256[]
  readonly reading: IdentityReading | null
  /** Whose it is, or null where that is not known. What headers say is compared among one's own papers only: anybody can write a header. */
  readonly owner: string | null
}

/**
 * Two documents of which a person must say whether they are one. `same-number`: one number, and other content, or content
 * that may as well belong to a third.
 */
export type Doubt = { readonly kind: 'same-number' | 'near-text'; readonly between: readonly [Sha256, Sha256] }

export type Sameness<T> = {
  /** Each document with its files; only the order of the groups depends on the order given. */
  readonly groups: readonly (readonly T[])[]
  /** Between files of different groups. */
  readonly doubts: readonly Doubt[]
}

export function groupByDocument<T>(items: readonly T[], copyOf: (item: T) => Copy): Sameness<T> {
  const copies = items.map(copyOf)
  const sets = unionFind()
  for (const copy of copies) for (const key of exactKeys(copy)) sets.unite(copy.document, key)
  const distinct = distinctCopies(copies)
  const sameNumber = uniteByNumber(sets, distinct)
  const doubts = [...sameNumber, ...nearPairs(distinct, sets)].filter(
    ({ between: [a, b] }) => sets.find(a) !== sets.find(b),
  )
  const groups = Map.groupBy(items, (_, i) => sets.find(copies[i]?.document ?? ''))
  return { groups: [...groups.values()], doubts }
}

/** Rungs 1 to 3: whatever shares one of these is one document, whoever sent it. */
export function exactKeys({ signedContents, reading }: Copy): readonly string[] {
  const content = reading?.kind === 'read' ? reading.traces.content : null
  return [...signedContents.map((digest) => `signed ${digest}`), ...(content === null ? [] : [`content ${content}`])]
}

/** One for each file and owner, in an order of their own. */
function distinctCopies(copies: readonly Copy[]): readonly Copy[] {
  const byFile = new Map(copies.map((copy) => [`${copy.document} ${copy.owner ?? ''}`, copy]))
  return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, copy]) => copy)
}
