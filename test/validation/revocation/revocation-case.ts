/** A case about revocation: what the judge is given, and what it must say. */
import type { Bytes } from '../../../src/bytes.ts'
import { describe, judged, type Question, rootList } from './judged.ts'

export type RevocationCase = Question & {
  /** A sentence. */
  readonly name: string
  /** What the root says of its CA; that nothing is revoked, unless given. */
  readonly rootLists?: readonly Bytes[]
  /** As `describe` spells it. */
  readonly expected: string
}

/** All that the judge is given of lists. */
export const listsOf = ({ rootLists = [rootList], lists = [] }: RevocationCase): readonly Bytes[] => [
  ...rootLists,
  ...lists,
]

export const verdictOf = (one: RevocationCase): string => describe(judged({ ...one, lists: listsOf(one) }))

/** Cases about one subject, with which each of their names begins. */
export const about = (subject: string, cases: readonly RevocationCase[]): readonly RevocationCase[] =>
  cases.map((one) => ({ ...one, name: `${subject} ${one.name}` }))
