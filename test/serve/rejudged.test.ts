/** The service on folders: a verdict settles when a list comes, its bundle is downloaded, and another policy changes it. */
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildLetter } from '../../fixtures/eml.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { type Bytes, sha256 } from '../../src/bytes.ts'
import type { Config } from '../../src/config.ts'
import { openLog } from '../../src/serve/log.ts'
import { serve } from '../../src/serve/serve.ts'
import { runVerify } from '../cli/run-here.ts'
import { visitorIn } from '../services/visitor.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { JUDGED_AT, SIGNED_AT, world } from '../validation/given.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let config: Config
let pdf: Bytes
let now: number
let visitor: { readonly cookie: string }
const path = (name: string) => join(folder.path, name)
const WITHIN = { timeout: 40_000, interval: 100 }

beforeAll(async () => {
  folder = await temporaryFolder()
  for (const name of ['mail', 'trust', 'lists', 'data']) await mkdir(path(name))
  await writeFile(path('trust/root.cer'), world.root.certificate)
  await writeFile(path('trust/issuer.cer'), world.issuer.certificate)
  const draft = await openDraft(await buildPlainPdf('Ke hoach'))
  pdf = signPdf(draft, { cms: { signer: world.organisation }, claimedAt: SIGNED_AT }).bytes
  const letter = buildLetter({
    from: { name: 'UBND xã Húc', address: 'huc@example.vn' },
    to: 'noivu@example.vn',
    subject: 'Kế hoạch',
    date: SIGNED_AT,
    receivedAt: SIGNED_AT,
    messageId: '1@example.vn',
    attachments: [{ fileName: 'kế hoạch.pdf', bytes: pdf }],
  })
  await writeFile(path('mail/1.eml'), letter)
  // Files of this moment may still be being written, and are not listed before they settle.
  await utimes(path('mail/1.eml'), SIGNED_AT / 1000, SIGNED_AT / 1000)
  now = JUDGED_AT
  config = {
    mail: { kind: 'folder', path: path('mail') },
    data: path('data'),
    trust: path('trust'),
    lists: path('lists'),
    units: null,
    campaign: null,
    policy: null,
    fetch: null,
    fetchPlaces: null,
    setup: false,
    intake: { waitingDocuments: 10_000, freeBytes: 0 },
    retention: { refusedMonths: 12 },
    watch: { metricsPort: null, alertUrl: null, deadManUrl: null, addresses: [], backup: null },
    authenticationServers: [],
    dkim: false,
    access: { origin: null, proxies: [], oidc: null },
    letters: { smtp: null, contact: null, trialWord: null, digestTo: [], holidays: null },
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    redisUrl: null,
    logLevel: 'silent',
  }
})
afterAll(() => folder.remove())

/** Runs the service while `story` is told, and returns what it said. */
async function whileServing(
  changes: Partial<Config>,
  story: (url: string, said: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  // Before the service has it: two writers in one process would wait for each other.
  visitor = await visitorIn(`${config.data}/sokyso.db`, at(now))
  const said: string[] = []
  const end = new AbortController()
  const url = Promise.withResolvers<string>()
  const say = (sentence: string) => {
    said.push(sentence)
    const [address] = /http:\/\/\S+/.exec(sentence) ?? []
    if (address !== undefined) url.resolve(address)
  }
  const terminal = { say, progress: () => undefined }
  // Each look at the clock is a millisecond later.
  const running = serve(
    { config: { ...config, ...changes }, terminal, log: openLog('silent', () => undefined), clock: () => at(now++) },
    'serve',
    end.signal,
  )
  try {
    await Promise.race([running, url.promise.then((address) => story(address, said))])
  } finally {
    end.abort()
    await running
  }
  return said
}

/** The text of a page, markup left out. */
const textOf = async (address: string) =>
  (await (await fetch(address, { headers: visitor })).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('from a verdict that waits to one that changed, with its evidence, and on to another policy', async () => {
  const document = `van-ban/${sha256(pdf)}`
  const first = await whileServing({}, async (url, said) => {
    await expect.poll(() => textOf(url + document), WITHIN).toContain('Chưa kiểm tra được tình trạng thu hồi')
    for (const [i, list] of world.certificateLists.entries()) await writeFile(path(`lists/${i}.crl`), list)
    await expect.poll(() => said.at(-1), WITHIN).toContain('01 văn bản đổi kết quả')
    expect(await textOf(url + document)).toContain('Các lần kiểm tra trước')
    expect(await textOf(`${url}thay-doi`)).toContain('Hợp lệ')
    const bundle = await fetch(`${url}${document}/bo-chung-cu`, { headers: visitor })
    expect(bundle.status).toBe(200)
    await writeFile(path('bundle.zip'), Buffer.from(await bundle.arrayBuffer()))
  })
  // A look between the two lists may have told of each.
  expect(first[2]).toBe('Có dữ liệu thu hồi mới: kiểm tra lại 01 văn bản.')
  expect(first.at(-1)).toBe('Đã kiểm tra lại xong: 01 văn bản đổi kết quả, xem trang Thay đổi kết quả.')

  const replayed = await runVerify(folder.path, ['--json', '--trust', 'trust', '--bundle', 'bundle.zip'])
  expect(replayed).toMatchObject({ exit: 0, error: '' })
  expect(JSON.parse(replayed.out)).toMatchObject({ outcome: 'valid', sha256: sha256(pdf) })

  const second = await whileServing({ policy: 'strict' }, async (url, said) => {
    await expect.poll(() => said.at(-1), WITHIN).toContain('01 văn bản đổi kết quả')
    expect(await textOf(`${url}thay-doi`)).toContain('Chính sách kiểm tra thay đổi')
    expect(await textOf(url + document)).toContain('Chính sách kiểm tra strict')
  })
  expect(second.slice(1)).toEqual([
    'Chính sách kiểm tra khác lần trước, nay là strict: kiểm tra lại 01 văn bản.',
    'Đã kiểm tra lại xong: 01 văn bản đổi kết quả, xem trang Thay đổi kết quả.',
  ])

  const third = await whileServing({ policy: 'strict' }, async (url) => {
    await expect.poll(() => textOf(url + document), WITHIN).toContain('Chính sách kiểm tra strict')
  })
  expect(third).toHaveLength(1)
})
