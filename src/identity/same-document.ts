/**
 * Which files are one document. A ladder, strongest rung first: same file, same signed bytes, same content, same number of
 * the same body and year; what merely looks alike is for a person. Decision 17.
 */
import { foldName } from '../campaign/spelling.ts'
import type { Sha256 } from '../lang.ts'
import { yearInNotation } from './document-code.ts'
import type { DocumentIdentity, IdentityReading, Stated } from './identity.ts'
import { likeness } from './likeness.ts'
import { nearPairs } from './near-text.ts'
import { foldSubject } from './subject.ts'
import { type UnionFind, unionFind } from './union-find.ts'

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

/** Two documents of which a person must say whether they are one. `same-number`: one number and body, other content. */
export type Doubt = { readonly kind: 'same-number' | 'near-text'; readonly between: readonly [Sha256, Sha256] }

export type Sameness<T> = {
  /** Each document with its files; only the order of the groups depends on the order given. */
  readonly groups: readonly (readonly T[])[]
  /** Between files of different groups. */
  readonly doubts: readonly Doubt[]
}

/** Files that differ in some particular are still one document from here on, where they bear one number; see `Sketch`. */
const SAME_NUMBER_LIKENESS = 0.5

/** Documents of one number that are compared with each other: more than three were never seen. */
const MAX_COMPARED = 32

export function groupByDocument<T>(items: readonly T[], copyOf: (item: T) => Copy): Sameness<T> {
  const copies = items.map(copyOf)
  const sets = unionFind()
  for (const copy of copies) for (const key of exactKeys(copy)) sets.unite(copy.document, key)
  const distinct = distinctCopies(copies)
  const sameNumber = uniteByNumber(sets, distinct)
  const doubts = [...sameNumber, ...nearPairs(distinct)].filter(({ between: [a, b] }) => sets.find(a) !== sets.find(b))
  const groups = Map.groupBy(items, (_, i) => sets.find(copies[i]?.document ?? ''))
  return { groups: [...groups.values()], doubts }
}

/** Rungs 1 to 3: whatever shares one of these is one document, whoever sent it. */
function exactKeys({ signedContents, reading }: Copy): readonly string[] {
  const content = reading?.kind === 'read' ? reading.traces.content : null
  return [...signedContents.map((digest) => `signed ${digest}`), ...(content === null ? [] : [`content ${content}`])]
}

/** One for each file and owner, in an order of their own. */
function distinctCopies(copies: readonly Copy[]): readonly Copy[] {
  const byFile = new Map(copies.map((copy) => [`${copy.document} ${copy.owner ?? ''}`, copy]))
  return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, copy]) => copy)
}

/** Rung 4. NĐ 30/2020/NĐ-CP, Đ.15 and Phụ lục VI, Phần I, III.1(h): number, symbol and body are unique within a year. */
function uniteByNumber(sets: UnionFind, copies: readonly Copy[]): readonly Doubt[] {
  const doubts: Doubt[] = []
  const fold = foldOnce()
  const papers = copies.flatMap((copy) => paperOf(copy, fold))
  for (const numbered of Map.groupBy(papers, ({ numberKey }) => numberKey).values()) {
    const bodies = Map.groupBy(
      numbered.filter(({ body }) => body !== null),
      ({ body }) => body,
    )
    // An appendix may bear the number alone; it belongs to the one document of that number, if there is one only.
    const unnamed = bodies.size <= 1 ? numbered.filter(({ body }) => body === null) : []
    for (const own of bodies.size === 0 ? [numbered] : bodies.values())
      doubts.push(...compareAll(sets, [...own, ...unnamed]))
  }
  return doubts
}

type Paper = {
  readonly document: Sha256
  readonly numberKey: string
  readonly body: string | null
  readonly identity: DocumentIdentity
  readonly sketch: readonly number[] | null
}

/** Few names stand in many papers. */
function foldOnce(): (name: string) => string {
  const folded = new Map<string, string>()
  return (name) => {
    const known = folded.get(name) ?? foldName(name)
    folded.set(name, known)
    return known
  }
}

/** A file that says firmly which number of which body it is. */
function paperOf({ document, reading, owner }: Copy, fold: (name: string) => string): readonly Paper[] {
  if (reading?.kind !== 'read') return []
  const { identity, traces } = reading
  const number = firm(identity.codeNumber)
  const notation = firm(identity.codeNotation)
  const organ = firm(identity.organName)
  const year = notation && (yearInNotation(notation) ?? firm(identity.issuedDate)?.slice(0, 4))
  if (!number || !notation || !year || (organ === null && !identity.isAppendix)) return []
  const numberKey = [owner ?? '', year, number.replace(/^0+(?=\d)/, '').toLowerCase(), fold(notation)].join('\n')
  return [{ document, numberKey, body: organ && fold(organ), identity, sketch: traces.sketch }]
}

const firm = <T>(field: Stated<T> | null): T | null => (field?.confidence === 'firm' ? field.value : null)

function compareAll(sets: UnionFind, papers: readonly Paper[]): readonly Doubt[] {
  const doubts: Doubt[] = []
  const compared = papers.slice(0, MAX_COMPARED)
  for (const paper of papers) {
    for (const other of compared) {
      if (paper.document <= other.document) continue
      if (isSamePaper(paper, other)) sets.unite(paper.document, other.document)
      else doubts.push({ kind: 'same-number', between: [other.document, paper.document] })
    }
  }
  return doubts
}

function isSamePaper(a: Paper, b: Paper): boolean {
  if (a.identity.isAppendix || b.identity.isAppendix) return true
  if (a.sketch && b.sketch) return likeness(a.sketch, b.sketch) >= SAME_NUMBER_LIKENESS
  const [one, other] = [a.identity.subject, b.identity.subject]
  return one === null || other === null || foldSubject(one.value) === foldSubject(other.value)
}
