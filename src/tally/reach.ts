/** Which documents hang together: whose worth may be another when one of them changes. */
import type { Sha256 } from '../lang.ts'

/** Something that documents share, such as a unit or signed bytes. */
export type Link = string

export type Reached = { readonly documents: ReadonlySet<Sha256>; readonly links: ReadonlySet<Link> }

type Reach = {
  /** In place of those that it had. */
  readonly link: (document: Sha256, links: readonly Link[]) => void
  /** These, and all that hang together with any of them. */
  readonly from: (documents: Iterable<Sha256>, links: Iterable<Link>) => Reached
}

export function openReach(): Reach {
  const linksOf = new Map<Sha256, readonly Link[]>()
  /** Most links are of one document alone, and a set for each would take more memory than all else here. */
  const documentsOf = new Map<Link, Sha256 | Set<Sha256>>()
  const join = (document: Sha256, link: Link) => {
    const known = documentsOf.get(link)
    if (known === undefined) documentsOf.set(link, document)
    else if (typeof known !== 'string') known.add(document)
    else if (known !== document) documentsOf.set(link, new Set([known, document]))
  }
  const leave = (document: Sha256, link: Link) => {
    const known = documentsOf.get(link)
    if (known === document) documentsOf.delete(link)
    else if (known !== undefined && typeof known !== 'string') known.delete(document)
  }
  return {
    link: (document, links) => {
      for (const link of linksOf.get(document) ?? []) leave(document, link)
      for (const link of links) join(document, link)
      linksOf.set(document, links)
    },
    from: (documents, links) => {
      const reached = { documents: new Set(documents), links: new Set(links) }
      // A set is walked through to what is added on the way.
      const follow = (link: Link) => {
        const known = documentsOf.get(link) ?? []
        for (const document of typeof known === 'string' ? [known] : known) reached.documents.add(document)
      }
      for (const link of reached.links) follow(link)
      for (const document of reached.documents) {
        for (const link of linksOf.get(document) ?? []) {
          if (reached.links.has(link)) continue
          reached.links.add(link)
          follow(link)
        }
      }
      return reached
    },
  }
}
