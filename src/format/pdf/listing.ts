/** Which revision speaks of an object number. ISO 32000-2, 7.5.4 and 7.5.6. */
import type { Revision, XrefEntry } from './file.ts'

export type Listing = { readonly entry: XrefEntry; readonly writer: number }

/** What the latest of revisions 1 … `revision` that lists `number` says. */
export type LatestListing = (number: number, revision: number) => Listing | null

export function openListings(revisions: readonly Revision[]): LatestListing {
  const [first, ...later] = revisions
  // The only revision of a file that is searched for its objects gains rows while they are read: it is asked itself.
  if (later.length === 0) {
    return (number, revision) => {
      const entry = revision > 0 ? first?.entries.get(number) : undefined
      return entry ? { entry, writer: 1 } : null
    }
  }
  const chains = chainsOf(revisions)
  return (number, revision) => {
    let chain = chains.get(number) ?? null
    while (chain && chain.writer > revision) chain = chain.earlier
    return chain
  }
}

type Chain = Listing & { readonly earlier: Chain | null }

/** The latest listing of each number, with those before it: most objects of a file with many revisions are listed in the first. */
function chainsOf(revisions: readonly Revision[]): ReadonlyMap<number, Chain> {
  const chains = new Map<number, Chain>()
  for (const [index, { entries }] of revisions.entries()) {
    for (const [number, entry] of entries)
      chains.set(number, { entry, writer: index + 1, earlier: chains.get(number) ?? null })
  }
  return chains
}
