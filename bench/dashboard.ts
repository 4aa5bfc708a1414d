/** What the pages cost where a million documents of eleven thousand units were sent: the first count, each page, and pages while more comes. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cachedTally } from '../src/serve/cached-tally.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { webApp } from '../src/web/server.ts'
import { sampleView } from '../test/web/sample.ts'
import { buildManyRows } from './many-rows.ts'
import type { Options } from './options.ts'

/** Asked for so often, for a 95th percentile. */
const REQUESTS = 40

const PAGES = [
  ...[
    '/',
    '/?loc=thieu',
    '/?tim=xa+12',
    '/thu',
    '/thu?tim=khong+co',
    '/chua-xac-dinh',
    '/van-ban',
    '/van-ban?trang=999',
  ],
  ...['/van-ban?ket-qua=hop-le&tinh=bi-tu-choi', '/van-ban?tim=bao+cao+12', '/danh-muc', '/danh-muc?tim=xa+12'],
  ...['/danh-muc/lich-su', '/dot'],
]

export async function benchDashboard(print: (line: string) => void, options: Options): Promise<void> {
  const plan = { documents: options.number('documents', 1_000_000), units: options.number('units', 11_000) }
  const folder = await mkdtemp(join(tmpdir(), 'bench-dashboard-'))
  try {
    const { campaign } = await timedAs(print, `${plan.documents} documents of ${plan.units} units are written`, () =>
      buildManyRows(folder, plan),
    )
    const store = await openSqliteStore(join(folder, 'data/sokyso.db'))
    const tally = cachedTally(store, campaign)
    await timedAs(print, 'the first count', tally)
    const { letters, letter, document, progress, mailboxes, revision, register, registerHistory } = store
    const app = webApp(
      sampleView({ letters, letter, document, progress, mailboxes, revision, register, registerHistory, tally }),
    )
    const unit = (await store.register()).units.at(-1)?.id ?? ''
    for (const path of [...PAGES, `/don-vi/${unit}`, `/van-ban?don-vi=${unit}`]) {
      await percentile(print, path, async () => (await app.request(path)).text())
    }
    await percentile(print, '/ after each change', async () => {
      await store.recordLook({ account: 'bench', folder: 'INBOX' }, 0, Date.now() as never)
      return (await app.request('/')).text()
    })
    print(`dashboard: ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB of memory`)
    await store.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function timedAs<T>(print: (line: string) => void, name: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now()
  const result = await work()
  print(`dashboard: ${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  return result
}

async function percentile(print: (line: string) => void, name: string, ask: () => Promise<string>): Promise<void> {
  const times: number[] = []
  let length = 0
  const end = performance.now() + 60_000
  while (times.length < REQUESTS && performance.now() < end) {
    const begin = performance.now()
    length = (await ask()).length
    times.push(performance.now() - begin)
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0)
  print(
    `dashboard: ${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${Math.round(length / 1024)} KB, ${times.length} requests`,
  )
}
