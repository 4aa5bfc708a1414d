/** The service as those see it who watch it: numbers, alerts, the page of its condition; and what its log keeps to itself. */

import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { wordsOf } from '../serve/letter-words.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { freePort } from './free-port.ts'
import { startService } from './service-process.ts'
import { type SmallPractice, smallPractice } from './small-practice.ts'
import { visitorIn, visitorOf } from './visitor.ts'

const WITHIN = { timeout: 120_000, interval: 200 }

/** What is sent to it, and its address. */
async function listener() {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    bodies.push(`${request.url} ${body}`)
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const close = () => void server.close()
  return { url: `http://127.0.0.1:${port}`, bodies, close }
}

type Headers = Readonly<Record<string, string>>

const pageText = async (url: string, headers: Headers) =>
  (await (await fetch(url, { headers })).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('a service that is watched', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let practice: SmallPractice
  let watcher: Awaited<ReturnType<typeof listener>>
  let environment: Readonly<Record<string, string>>
  let logged = ''
  beforeAll(async () => {
    folder = await temporaryFolder()
    practice = await smallPractice(folder.path, 6)
    await practice.deliver(practice.practice.letters)
    watcher = await listener()
    environment = {
      ...practice.environment,
      SOKYSO_LOG_LEVEL: 'trace',
      SOKYSO_METRICS_PORT: String(await freePort()),
      SOKYSO_ALERT_URL: `${watcher.url}/alerts`,
      SOKYSO_DEADMAN_URL: `${watcher.url}/alive`,
      SOKYSO_BACKUP: join(folder.path, 'backups'),
      SOKYSO_FETCH_ADDRESSES: '127.0.0.1',
    }
  }, 120_000)
  afterAll(async () => {
    watcher?.close()
    await folder?.remove()
  })

  test('tells its numbers, its condition in words and that it lives, and its log names nobody', async () => {
    const service = await startService(environment)
    const store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
    await practice.expectCounted(store)
    const headers = await visitorOf(store)
    await store.close()
    const numbers = await (await fetch(`http://127.0.0.1:${environment.SOKYSO_METRICS_PORT}/metrics`)).text()
    expect(numbers).toContain(`sokyso_mail_seen_total ${practice.practice.letters.length}\n`)
    expect(numbers).toMatch(/^sokyso_docs\{state="waiting"\} 0$/m)
    expect(numbers).toMatch(/^sokyso_validate_seconds_count [1-9]/m)
    expect(numbers).toMatch(/^sokyso_verdicts_total\{result="valid",reason="valid[^"]*"\} [1-9]/m)
    expect(numbers).toMatch(/^sokyso_disk_free_bytes [1-9]/m)
    expect(numbers).toMatch(/^sokyso_units\{status="complete",campaign="[^"]+"\} [1-9]/m)
    expect(await pageText(`${service.url}/tinh-trang`, headers)).toMatch(
      /Đọc hộp thư tốt.*Sao lưu mới.*Tệp lưu trữ mới/,
    )
    await vi.waitFor(() => expect(watcher.bodies).toContain('/alive '), WITHIN)
    expect(await service.end('SIGTERM')).toBe(0)
    logged += service.output()
    const { letters } = practice.practice
    for (const { bytes } of letters) {
      for (const word of wordsOf(bytes)) expect(logged).not.toContain(word)
    }
    for (const { name } of practice.practice.units) expect(logged).not.toContain(name)
    // One id from the letter to the verdict of its document.
    const lines = logged
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
    const found = lines.find(({ event }) => event === 'document-found')
    expect(lines.filter(({ letter }) => letter === found.letter).map(({ event }) => event)).toContain('letter-taken')
    expect(lines.filter(({ document }) => document === found.document).map(({ event }) => event)).toContain('judged')
  }, 300_000)

  test('finds a stored file that has changed and a count that differs in a night that it missed, says so, and tells it once', async () => {
    const database = new DatabaseSync(join(folder.path, 'data/sokyso.db'))
    const document = String(database.prepare('select sha256 from documents order by sha256 limit 1').get()?.sha256)
    // The first thirtieth is looked at in the first run.
    database.exec(`update documents set bytes = bytes; update schedules set started_at = 0, runs = 0`)
    const runs = Math.floor(Number.parseInt(document.slice(0, 8), 16) / (2 ** 32 / 30))
    database.exec(`update schedules set runs = ${runs} where name = 'check-files'`)
    const file = join(folder.path, 'data/content', document.slice(0, 2), document.slice(2, 4), document)
    const bytes = await readFile(file)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    await chmod(file, 0o600)
    await writeFile(file, bytes)
    database.close()
    const service = await startService(environment)
    const headers = await visitorIn(join(folder.path, 'data/sokyso.db'))
    const alerts = () => watcher.bodies.filter((body) => body.startsWith('/alerts'))
    await vi.waitFor(() => expect(alerts().join()).toContain('file-damaged'), WITHIN)
    expect(await pageText(`${service.url}/tinh-trang`, headers)).toContain('Có tệp lưu trữ bị hỏng')
    expect(await pageText(`${service.url}/van-ban/${document}`, headers)).toContain(
      'Tệp lưu trữ đã bị thay đổi trên đĩa',
    )
    expect((await fetch(`${service.url}/van-ban/${document}/tep`, { headers })).status).toBe(500)
    await vi.waitFor(
      async () => expect(await pageText(`${service.url}/tinh-trang`, headers)).toContain('Sao lưu tốt'),
      WITHIN,
    )
    const damage = alerts().filter((body) => body.includes('file-damaged'))
    expect(damage).toHaveLength(1)
    const told = expect.objectContaining({ name: 'file-damaged', state: 'raised' })
    expect(JSON.parse(damage[0]?.slice('/alerts '.length) ?? '')).toMatchObject({ alerts: [told] })
    expect(await service.end('SIGTERM')).toBe(0)
  }, 300_000)
})
