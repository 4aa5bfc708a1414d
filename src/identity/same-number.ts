/** Papers of one owner that bear one number: number, symbol and body are unique within a year. NĐ 30/2020/NĐ-CP, Đ.15 and Phụ lục VI, Phần I, III.1(h). */
import { foldName } from '../campaign/spelling.ts'
import type { Sha256 } from '../lang.ts'
import { yearInNotation } from './document-code.ts'
import type { DocumentIdentity, Stated } from './identity.ts'
import { likeness, type Sketch } from './likeness.ts'
import type { Copy, Doubt } from './same-document.ts'
import { foldSubject } from './subject.ts'
import type { UnionFind } from './union-find.ts'

/** Files that differ in some particular are still one document from here on, where they bear one number; see `Sketch`. */
const SAME_NUMBER_LIKENESS = 0.5

/** Documents of one number that are compared with each other: more than three were never seen. */
const MAX_COMPARED = 32

/** @param copies in an order that does not depend on how they were given. */
export function uniteByNumber(sets: UnionFind, copies: readonly Copy[]): readonly Doubt[] {
  const fold = foldOnce()
  const papers = copies.flatMap((copy) => paperOf(copy, sets.find(copy.document), fold))
  const numbers = Map.groupBy(papers, ({ numberKey }) => numberKey)
  return [...numbers.values()].flatMap((numbered) => compareAll(sets, oneOfEach(numbered)))
}

type Paper = {
  readonly document: Sha256
  /** What is one by a stronger rung. */
  readonly known: string
  readonly numberKey: string
  /** None of an appendix that bears the number alone; several where files that are one by a stronger rung name others. */
  readonly bodies: ReadonlySet<string>
  readonly identity: DocumentIdentity
  readonly sketch: readonly number[] | null
}

/** Few names stand in many papers. */
function foldOnce(): (name: string) => string {
  const folded = new Map<string, string>()
  return (name) => {
    const known = folded.get(name) ?? foldWithoutPlace(name)
    folded.set(name, known)
    return known
  }
}

const RANKS = ['huyện', 'quận', 'thị xã', 'thành phố', 'tỉnh'].map(foldName)
const COMMITTEES = ['UBND', 'HĐND'].map(foldName)

/** "UBND xã Húc, huyện Hướng Hóa" is "UBND xã Húc"; of "UBND huyện Hướng Hóa" the place is the name. */
function foldWithoutPlace(name: string): string {
  const folded = foldName(name)
  const ends = RANKS.flatMap((rank) => [folded.indexOf(` ${rank} `), folded.lastIndexOf(` ${rank} `)])
  const end = Math.min(...ends.filter((at) => at > 0 && !COMMITTEES.includes(folded.slice(0, at))))
  return folded.slice(0, end)
}

/** Null where it does not say firmly which number of which body it is. Papers of other keys are never united here. */
export function numberKeyOf({ reading, owner }: Copy, fold = foldWithoutPlace): string | null {
  if (reading?.kind !== 'read') return null
  const { identity } = reading
  const number = firm(identity.codeNumber)
  const notation = firm(identity.codeNotation)
  const organ = firm(identity.organName)
  const year = notation && (yearInNotation(notation) ?? firm(identity.issuedDate)?.slice(0, 4))
  if (!number || !notation || !year || (organ === null && !identity.isAppendix)) return null
  return [owner ?? '', year, number.replace(/^0+(?=\d)/, '').toLowerCase(), fold(notation)].join('\n')
}

function paperOf(copy: Copy, known: string, fold: (name: string) => string): readonly Paper[] {
  const { document, reading } = copy
  const numberKey = numberKeyOf(copy, fold)
  if (numberKey === null || reading?.kind !== 'read') return []
  const { identity, traces } = reading
  const organ = firm(identity.organName)
  return [
    {
      document,
      known,
      numberKey,
      bodies: new Set(organ === null ? [] : [fold(organ)]),
      identity,
      sketch: traces.sketch,
    },
  ]
}

const firm = <T>(field: Stated<T> | null): T | null => (field?.confidence === 'firm' ? field.value : null)

/** Of files that are one already, the one that tells most, under the bodies that any of them names. */
function oneOfEach(papers: readonly Paper[]): readonly Paper[] {
  const documents = [...Map.groupBy(papers, ({ known }) => known).values()]
  const telling = documents.flatMap((files) => {
    const [first] = files.toSorted((a, b) => telltales(b) - telltales(a))
    return first ? [{ ...first, bodies: new Set(files.flatMap(({ bodies }) => [...bodies])) }] : []
  })
  return telling.toSorted((a, b) => (a.document < b.document ? -1 : 1))
}

function telltales({ bodies, identity: { isAppendix, subject }, sketch }: Paper): number {
  const told = [subject !== null, sketch !== null, bodies.size > 0, !isAppendix]
  return told.reduce((sum, isTold, weight) => sum + (isTold ? 2 ** weight : 0), 0)
}

/**
 * Unites papers that fit each other, and nothing through one that fits two which do not: an appendix of either, a scan
 * without words, a draft between them. Nobody but a person can say to which of the two that one belongs.
 */
function compareAll(sets: UnionFind, papers: readonly Paper[]): readonly Doubt[] {
  const doubts: Doubt[] = []
  const compared = papers.slice(0, MAX_COMPARED)
  const documents = compared.filter(({ identity }) => !identity.isAppendix)
  const areFitting = (a: Paper, b: Paper) =>
    fits(a, b) && (!mayBeOnForms(a, b) || documents.some((one) => fits(one, a) && fits(one, b)))
  const fitting = new Map(papers.map((paper) => [paper, new Set(compared.filter((other) => areFitting(paper, other)))]))
  const isClear = (paper: Paper): boolean => {
    const own = fitting.get(paper) ?? new Set()
    return [...own].every((other) => own.isSubsetOf(fitting.get(other) ?? new Set()))
  }
  const clear = new Set(papers.filter(isClear))
  for (const paper of papers) {
    for (const other of compared) {
      if (paper.document <= other.document || areOfTwoBodies(paper, other)) continue
      if (fitting.get(paper)?.has(other) && clear.has(paper) && clear.has(other))
        sets.unite(paper.document, other.document)
      else doubts.push({ kind: 'same-number', between: [other.document, paper.document] })
    }
  }
  return doubts
}

const areAlike = (a: Sketch, b: Sketch): boolean => likeness(a, b) >= SAME_NUMBER_LIKENESS

const areOfTwoBodies = (a: Paper, b: Paper): boolean =>
  a.bodies.size > 0 && b.bodies.size > 0 && a.bodies.isDisjointFrom(b.bodies)

/** Without the document that two phụ lục of other words name, they may be papers on the forms of a body above. */
function mayBeOnForms(a: Paper, b: Paper): boolean {
  const areNamed = a.bodies.size > 0 && b.bodies.size > 0 && a.identity.isAppendix && b.identity.isAppendix
  return areNamed && a.sketch !== null && b.sketch !== null && !areAlike(a.sketch, b.sketch)
}

/** Whether nothing speaks against their being one document, or an appendix and its document. */
function fits(a: Paper, b: Paper): boolean {
  if (a.bodies.union(b.bodies).size > 1) return false
  if (a.identity.isAppendix || b.identity.isAppendix) return true
  if (a.sketch && b.sketch) return areAlike(a.sketch, b.sketch)
  const [one, other] = [a.identity.subject, b.identity.subject]
  return one === null || other === null || foldSubject(one.value) === foldSubject(other.value)
}
