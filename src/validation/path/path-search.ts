/** Searches for paths that are begun once and go no further than somebody asks. */
import type { Path } from './path.ts'

type Search = { readonly found: Path[]; readonly rest: Iterator<Path> }

const searches = new WeakMap<object, Map<unknown, Search>>()

/** What `begin` finds, also for whoever asks `owner` again under the same `key`: the same paths, found but once. */
export function* resumedSearch(owner: object, key: unknown, begin: () => Iterator<Path>): Generator<Path> {
  const ofOwner = searches.get(owner) ?? new Map<unknown, Search>()
  searches.set(owner, ofOwner)
  const search = ofOwner.get(key) ?? { found: [], rest: begin() }
  ofOwner.set(key, search)
  for (let index = 0; ; index++) {
    const next = search.found[index] ?? search.rest.next().value
    if (!next) return
    search.found[index] = next
    yield next
  }
}
