/** Every screen of a service that somebody can reach, found as a reader finds it: in the menu, and by following links. */
import { routesOf } from '../../src/web/server.ts'
import { sampleView } from '../web/sample.ts'

/** By the route it is of, an address that shows a page. */
export type Screens = ReadonlyMap<string, string>

const ROUTES = routesOf(sampleView())
  .filter(({ method, path }) => method === 'GET' && !/\.\w+$|^\/(events|healthz|readyz)$/.test(path))
  .map(({ path }) => ({ path, shape: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`) }))

/** Routes of pages that an address is needed for. */
export const NAMED_ROUTES: readonly string[] = ROUTES.map(({ path }) => path).filter((path) => path.includes(':'))

/**
 * Asks for each fixed address, then for the first link to each other route that a page met shows.
 *
 * @param cookie of who looks; '' for nobody.
 * @param known addresses that no such page leads to.
 */
export async function screensOf(url: string, cookie: string, known: readonly string[]): Promise<Screens> {
  const screens = new Map<string, string>()
  const met = new Set<string>()
  const waiting = [...known, ...ROUTES.flatMap(({ path }) => (path.includes(':') ? [] : [path]))]
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const name = screenName(path)
    if (name === null || met.has(name)) continue
    met.add(name)
    const answer = await fetch(url + path, { headers: { cookie }, redirect: 'manual' })
    const page = await answer.text()
    if (answer.status !== 200 || !answer.headers.get('content-type')?.startsWith('text/html')) continue
    screens.set(name, path)
    waiting.push(...[...page.matchAll(/href="(\/[^"?#]*)/g)].map(([, address = '']) => address))
  }
  return screens
}

/** The route, with the word of those whose forms differ by it; null where it leads nowhere. */
function screenName(path: string): string | null {
  const route = ROUTES.find(({ shape }) => shape.test(path))
  return route === undefined ? null : route.path.replace(':viec', path.split('/').at(-1) ?? '')
}
