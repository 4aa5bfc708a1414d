/** `npm run screenshots`: the pictures of the README, taken of the practice mailbox, in sizes that never change. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startService } from '../services/service-process.ts'
import { openChromium } from './chromium.ts'

type Picture = {
  /** In docs/. */
  readonly name: string
  readonly width: number
  readonly height: number
  readonly path: string
  /** Brought to the upper edge. */
  readonly from?: string
  readonly colorScheme?: 'light' | 'dark'
}

const folder = await mkdtemp(join(tmpdir(), 'sokyso-screenshots-'))
const service = await startService({ SOKYSO_DATA: folder, SOKYSO_PORT: '0' })
const browser = await openChromium()
try {
  // The page itself says when the whole mailbox was looked at and nothing waits any more.
  while (!/^(?!.*chưa đọc lần nào).*không còn thư, văn bản chờ kiểm tra/s.test(await textOf('/'))) await wait(1000)
  const changed = await changedDocument()
  await take({ name: 'overview', width: 1280, height: 1160, path: '/' })
  await take({ name: 'document', width: 1280, height: 860, path: changed, from: '.changed' })
  await take({ name: 'phone', width: 360, height: 740, path: '/', from: '.numbers', colorScheme: 'dark' })
} finally {
  await browser.close()
  await service.end('SIGTERM')
  await rm(folder, { recursive: true, force: true })
}

async function textOf(path: string): Promise<string> {
  return (await fetch(service.url + path)).text()
}

/** A document that was changed after it was signed, with pictures of the change. */
async function changedDocument(): Promise<string> {
  const links = async (path: string, to: RegExp) => new Set((await textOf(path)).match(to) ?? [])
  for (const unit of await links('/', /\/don-vi\/[\w-]+/g))
    for (const document of await links(unit, /\/van-ban\/[0-9a-f]{64}/g))
      if (/<img[^>]*-truoc\.png/.test(await textOf(document))) return document
  throw new Error('The practice mailbox has no document whose pages were changed')
}

async function take({ name, width, height, path, from, colorScheme = 'light' }: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(service.url + path)
  if (from !== undefined)
    await page
      .locator(from)
      .first()
      .evaluate((element) => element.scrollIntoView())
  await page.screenshot({ path: fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url)) })
  await context.close()
}
