/** What axe-core finds on an open page: faults against WCAG 2.2 AA, and against its rules of good practice. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } as const
/** Of them those that depend on colours. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const
/** Of them those that depend on where things stand. */
const PLACES = {
  type: 'rule',
  values: ['target-size', 'scrollable-region-focusable', 'color-contrast', 'region'],
} as const

const RULES = { all: ALL, colours: COLOURS, places: PLACES } as const

type Violation = {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

/** Runs in the page; the policy of our pages forbids none of it, as it comes from the browser and not from the page. */
export async function axeFaults(page: Page, rules: keyof typeof RULES): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  const options = { runOnly: RULES[rules], resultTypes: ['violations'], preload: false }
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  )
}
