/** The components of a SEQUENCE or SET, taken in their order. ITU-T X.690, 8.9. */
import { FormatError } from '../read.ts'
import { childrenOf, type Element } from './element.ts'
import { tagText } from './tag.ts'

export type Fields = {
  /** The next component, which must carry `tag`; `name` is for the error message. */
  readonly take: (tag: number, name: string) => Element
  readonly takeAny: (name: string) => Element
  /** The next component if it carries `tag`, else null and nothing is taken. */
  readonly takeOptional: (tag: number) => Element | null
  /** The next component whatever its tag, or null where none is left. */
  readonly takeOptionalAny: () => Element | null
  /** Fails where components are left. */
  readonly end: () => void
}

/** @param clause the one that defines the type, for errors. */
export function fieldsOf(element: Element, clause: string): Fields {
  const children = childrenOf(element)
  let next = 0
  const takeAny = (name: string): Element => {
    const child = children[next]
    if (child === undefined) throw new FormatError(`${name} is missing`, clause, element.offset)
    next++
    return child
  }
  return {
    takeAny,
    take: (tag, name) => {
      const child = takeAny(name)
      if (child.tag === tag) return child
      throw new FormatError(`${name}: expected ${tagText(tag)}, found ${tagText(child.tag)}`, clause, child.offset)
    },
    takeOptional: (tag) => (children[next]?.tag === tag ? takeAny('') : null),
    takeOptionalAny: () => children[next++] ?? null,
    end: () => {
      const child = children[next]
      if (child !== undefined) throw new FormatError(`Unexpected ${tagText(child.tag)}`, clause, child.offset)
    },
  }
}

/** The one value inside an EXPLICIT tag. X.690, 8.14.3. */
export function explicitContent(element: Element, tag: number, name: string): Element {
  const fields = fieldsOf(element, 'X.690, 8.14.3')
  const content = fields.take(tag, name)
  fields.end()
  return content
}

/** The values of a SEQUENCE OF or SET OF, each of which must carry `tag`. */
export function itemsOf(element: Element, tag: number, clause: string): readonly Element[] {
  const items = childrenOf(element)
  const odd = items.find((item) => item.tag !== tag)
  if (odd) throw new FormatError(`Expected ${tagText(tag)}, found ${tagText(odd.tag)}`, clause, odd.offset)
  return items
}
