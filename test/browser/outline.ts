/** What an open page is made of, so that what was looked at on one is not looked at again on the next. */
import type { Page } from 'playwright-core'

/** Runs in the page: kinds of elements with the kind above each, and the order of its headings. */
const OUTLINE = `(() => {
  const kind = (one) => one.localName + [...one.classList].map((name) => '.' + name).join('') + (one.getAttribute('role') ?? '')
  const all = [...document.body.querySelectorAll('*')].map((one) => kind(one.parentElement) + ' > ' + kind(one))
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ localName }) => localName).join(' ')
  return [...new Set([...all, levels.replace(/(h\\\\d)( \\\\1)+/g, '$1')])]
})()`

export type Outlines = { readonly isNew: (page: Page, name: string) => Promise<boolean> }

/** @returns one that remembers each part, for each page by the name it is given. */
export function outlines(): Outlines {
  const seen = new Set<string>()
  return {
    isNew: async (page, name) => {
      const parts = (await page.evaluate<readonly string[]>(OUTLINE)).map((part) => `${name} ${part}`)
      const isNew = parts.some((part) => !seen.has(part))
      for (const part of parts) seen.add(part)
      return isNew
    },
  }
}
