/** Every screen of every role over a practice mailbox, in light, dark, on a phone and on paper. Needs Chromium, else skipped. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeLink } from '../../src/access/one-time-link.ts'
import { ROLES, type Role } from '../../src/access/role.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { atNight } from '../at-night.ts'
import { IS_NIGHT } from '../night.ts'
import { type ServiceProcess, startService } from '../services/service-process.ts'
import { smallPractice } from '../services/small-practice.ts'
import { visitorOf } from '../services/visitor.ts'
import { recordDecision } from '../store/record-decision.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { decided } from '../tally/build.ts'
import { draft } from '../web/people.ts'
import { axeFaults } from './axe.ts'
import { noChromium, openChromium } from './chromium.ts'
import { outlines } from './outline.ts'
import { NAMED_ROUTES, type Screens, screensOf } from './screens.ts'
import { unstyledClasses } from './sheets.ts'

/** Some forty letters. */
const UNITS = 8
const PICTURES = fileURLToPath(new URL('../../output/screens', import.meta.url))
const DESK = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 740 }
/** A4 landscape within its margins. */
const PAPER = { width: 1017, height: 690 }

/** By day whoever sees all of them. */
const SEERS = IS_NIGHT ? ([...ROLES, 'nobody'] as const) : (['admin', 'nobody'] as const)

const LOOKS = ['light', 'dark', 'phone', 'print'] as const
type Look = (typeof LOOKS)[number]
/** For people to look at. To take them costs as much as to look for faults, so that it is done on nights (`test/night.ts`). */
const PICTURED: readonly Look[] = IS_NIGHT ? LOOKS : []

/** Of a picture, in pixels: the rest of a list looks like its beginning, and takes long. */
const LONGEST = 2400

/** Routes that show no page here: files, and letters of ours: none was sent, and no unit is to be reminded. */
const NO_PAGE = [
  '/tai-ve/:grant',
  ...['tep', 'bo-chung-cu', 'phieu-ket-qua', 'anh/:name'].map((file) => `/van-ban/:sha256/${file}`),
  '/thu-di/:id',
  '/nhac-viec/:id',
]

describe.skipIf(noChromium !== null)(`screens in Chromium${noChromium === null ? '' : ` (${noChromium})`}`, () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let store: Store
  let service: ServiceProcess
  let browser: Browser
  const seen = outlines()
  const met = new Set<string>()
  /** Addresses that the first page of each kind does not lead to. */
  let known: readonly string[] = []

  beforeAll(async () => {
    folder = await temporaryFolder()
    const { practice, environment, deliver } = await smallPractice(folder.path, UNITS)
    await deliver(practice.letters)
    service = await startService(environment)
    store = await openSqliteStore(join(folder.path, 'data/sokyso.db'))
    const done = { letters: practice.letters.length, lettersWaiting: 0, documentsWaiting: 0 }
    await vi.waitFor(async () => expect(await store.progress()).toMatchObject(done), {
      timeout: 120_000,
      interval: 200,
    })
    known = await addressesOf(store)
    await rm(PICTURES, { recursive: true, force: true })
    await mkdir(PICTURES, { recursive: true })
    browser = await openChromium()
  })
  afterAll(async () => {
    await browser.close()
    await service.end('SIGTERM')
    await store.close()
    await folder.remove()
  })

  async function cookieOf(who: Role | 'nobody', of: Store = store): Promise<string> {
    if (who === 'nobody') return ''
    const [unit] = (await of.register()).units
    const person = { role: who, unit: who === 'unit' && unit ? unit.id : null }
    return (await visitorOf(of, Date.now() as Instant, person)).cookie
  }

  async function open(url: string, cookie: string): Promise<Page> {
    const context = await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' })
    const [name = '', value = ''] = cookie.split('=')
    if (name !== '') await context.addCookies([{ name, value, url }])
    return context.newPage()
  }

  /** Faults of all screens; what another role was shown already is not looked at again. */
  async function look(who: string, url: string, cookie: string, screens: Screens): Promise<readonly string[]> {
    const page = await open(url, cookie)
    const faults: string[] = []
    for (const [name, path] of screens) {
      await page.setViewportSize(DESK)
      await page.emulateMedia({ colorScheme: 'light', media: 'screen' })
      await page.goto(url + path)
      if (await seen.isNew(page, name)) faults.push(...(await lookAt(page, name, who)))
    }
    await page.context().close()
    return faults
  }

  test.each(SEERS)(
    '%s: axe finds nothing, and no page is wider than a phone',
    async (who) => {
      const cookie = await cookieOf(who)
      const screens = await screensOf(service.url, cookie, known)
      for (const name of screens.keys()) met.add(name)
      expect(screens.size).toBeGreaterThan(0)
      expect(await look(who, service.url, cookie, screens)).toEqual([])
    },
    300_000,
  )

  atNight(
    'the set-up of a new home: the same',
    async () => {
      const data = join(folder.path, 'new')
      const fresh = await startService({ SOKYSO_SETUP: 'on', SOKYSO_DATA: data, SOKYSO_PORT: '0' })
      const rows = await openSqliteStore(join(data, 'sokyso.db'))
      const cookie = await cookieOf('admin', rows)
      const screens = [...(await screensOf(fresh.url, cookie, []))].filter(([name]) => name.startsWith('/thiet-lap'))
      for (const [name] of screens) met.add(name)
      expect(screens.length).toBeGreaterThanOrEqual(5)
      expect(await look('set-up', fresh.url, cookie, new Map(screens))).toEqual([])
      await rows.close()
      await fresh.end('SIGTERM')
    },
    300_000,
  )

  test('were all met', () => {
    const routes = [...met].map((name) => name.replace(/(quyet-dinh\/)(?!:)[^/]+$/, '$1:viec'))
    expect(NAMED_ROUTES.filter((route) => !routes.includes(route) && !NO_PAGE.includes(route))).toEqual([])
  })

  test('the first Tab leads past the menu, and what has the focus is seen', async () => {
    const page = await open(service.url, await cookieOf('clerk'))
    await page.goto(service.url)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    const focused = '[document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle]'
    for (let step = 0; step < 25; step++) {
      expect(await page.evaluate(focused)).not.toContain('none')
      await page.keyboard.press('Tab')
    }
    await page.goto(service.url)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true)
    await page.context().close()
  })
})

/** Of a letter in quarantine, a note that somebody has written, and a link to a first password. */
async function addressesOf(store: Store): Promise<readonly string[]> {
  const now = Date.now() as Instant
  const [letter] = await store.letters({ offset: 0, limit: 1 }, 'quarantined')
  const [unit] = (await store.register()).units
  if (letter === undefined || unit === undefined) throw new Error('The mailbox lacks what the screens need')
  const { id: _, ...note } = decided(0, { action: 'note', object: { kind: 'unit', unit: unit.id } })
  const { id } = await recordDecision(store, note)
  return [
    `/quyet-dinh/${id}/huy`,
    `/thu/${letter.sha256}/bo-qua`,
    await makeLink(store, null, now, { ...draft, at: now }),
  ]
}

/** Looks at an open page as each reader sees it, and keeps a picture of each. */
async function lookAt(page: Page, name: string, who: string): Promise<readonly string[]> {
  const file = name.replace(/[/:]+/g, ' ').trim().replaceAll(' ', '-') || 'tong-quan'
  const picture = async (look: Look) => {
    if (!PICTURED.includes(look)) return
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? DESK.width, height: Math.min(height, LONGEST) }
    await page.screenshot({
      ...{ path: join(PICTURES, `${file}.${who}.${look}.jpg`), quality: 85, fullPage: true, clip },
    })
  }
  const unstyled = (await unstyledClasses(page)).map((each) => `class ${each} is in no sheet of the page`)
  const faults = [...unstyled, ...(await axeFaults(page, 'all'))]
  await picture('light')
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.push(...(await axeFaults(page, 'colours')))
  await picture('dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  faults.push(
    ...(width > PHONE.width ? [`wide: ${width} px`] : []),
    ...(await axeFaults(page, IS_NIGHT ? 'all' : 'places')),
  )
  await picture('phone')
  await page.setViewportSize(PAPER)
  await page.emulateMedia({ media: 'print' })
  await picture('print')
  return faults.map((fault) => `${name}: ${fault}`)
}
