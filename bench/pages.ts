/** What each page of the desk costs, put together as the service does it: as it is, and after each letter that comes in. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { openDesk } from './open-desk.ts'
import type { Options } from './options.ts'

/** Asked for so often, for a 95th percentile. */
const REQUESTS = 40
/** Where a page is so slow that fewer requests tell enough. */
const MOST_MS = 20_000

type Print = (line: string) => void

/**
 * `--documents 100000 --units 11000`; with `--folder` the rows are made there, or used again where they are there;
 * with `--only /bao-cao` those pages alone whose address begins so, with `--only /` the overview.
 */
export async function benchPages(print: Print, options: Options): Promise<void> {
  const plan = { documents: options.number('documents', 100_000), units: options.number('units', 11_000) }
  const kept = options.text('folder', '')
  const folder = kept === '' ? await mkdtemp(`${tmpdir()}/bench-pages-`) : kept
  try {
    await using desk = await timedAs(print, `${plan.documents} documents of ${plan.units} units, opened`, () =>
      openDesk(folder, plan),
    )
    await timedAs(print, 'the first page', () => desk.ask('/'))
    const over: string[] = []
    const only = options.text('only', '')
    for (const path of desk.paths.filter((each) => (only === '/' ? each === only : each.startsWith(only)))) {
      const { status, bytes } = await desk.ask(path)
      if (status !== 200) {
        print(`pages: ${path}: ${status}`)
        continue
      }
      const still = await times(async () => desk.ask(path))
      const moving = await times(async () => desk.ask(path), desk.letterComes)
      print(
        `pages: ${explain(still)} | ${explain(moving)} | ${String(Math.round(bytes / 1024)).padStart(5)} KB | ${path}`,
      )
      if (Math.max(percentile(still, 0.95), percentile(moving, 0.95)) > options.number('goal', 100)) over.push(path)
    }
    print(`pages: p50 and p95 in ms as it is | after each letter; ${over.length} over the goal: ${over.join(' ')}`)
    print(`pages: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB of memory`)
  } finally {
    if (kept === '') await rm(folder, { recursive: true, force: true })
  }
}

async function timedAs<T>(print: Print, name: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now()
  const result = await work()
  print(`pages: ${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  return result
}

/** In milliseconds of processor time, sorted, so that it does not count what else the machine has to do. @param before is not measured. */
async function times(ask: () => Promise<unknown>, before: () => Promise<void> = async () => undefined) {
  const all: number[] = []
  const end = performance.now() + MOST_MS
  while (all.length < REQUESTS && performance.now() < end) {
    await before()
    const begin = process.cpuUsage()
    await ask()
    const { user, system } = process.cpuUsage(begin)
    all.push((user + system) / 1000)
  }
  return all.toSorted((a, b) => a - b)
}

const percentile = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0

const explain = (sorted: readonly number[]) =>
  [0.5, 0.95].map((part) => percentile(sorted, part).toFixed(1).padStart(7)).join(' ')
