/** Whether an open page has loaded the style sheets that its classes need. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const FOLDER = new URL('../../src/web/assets/', import.meta.url)

/** By the name of the sheet, the classes that its selectors begin with. */
const SHEETS = new Map(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.css'))
    .map(
      (file) =>
        [file, new Set(readFileSync(new URL(file, FOLDER), 'utf8').match(/(?<=^\s*[a-z]*\.)[a-z][a-z-]*/gm))] as const,
    ),
)

/** Classes of the page for which there are rules, but only in sheets that it has not loaded. */
export async function unstyledClasses(page: Page): Promise<readonly string[]> {
  const [classes, loaded] = await page.evaluate<readonly [readonly string[], readonly string[]]>(`[
    [...new Set([...document.body.querySelectorAll('[class]')].flatMap((one) => [...one.classList]))],
    [...document.querySelectorAll('link[rel=stylesheet]')].map((link) => new URL(link.href).pathname.slice(1)),
  ]`)
  const isIn = (name: string, sheets: Iterable<string>) => [...sheets].some((sheet) => SHEETS.get(sheet)?.has(name))
  return classes.filter((name) => isIn(name, SHEETS.keys()) && !isIn(name, loaded))
}
