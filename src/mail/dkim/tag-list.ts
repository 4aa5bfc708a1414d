/** Tag lists, in which DKIM writes signatures and keys. RFC 6376, 3.2. */

/** Tags of a list; a signature has some ten. */
const MAX_TAGS = 50

/** Values by name, blanks around them taken off; null where the list is malformed or names a tag twice. */
export function readTagList(text: string): ReadonlyMap<string, string> | null {
  const tags = new Map<string, string>()
  const items = text.replace(/;\s*$/, '').split(';', MAX_TAGS + 1)
  if (items.length > MAX_TAGS) return null
  for (const item of items) {
    const [, name, value] = /^\s*([a-z]\w*)\s*=(.*)$/is.exec(item) ?? []
    if (name === undefined || value === undefined || tags.has(name)) return null
    tags.set(name, value.trim())
  }
  return tags
}
