/** The pages over many rows, put together by what the service is put together by, and an administrator who has signed in. */
import { readFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditDraft } from '../src/access/audit.ts'
import { hashOfToken, newToken } from '../src/access/token.ts'
import { readConfig } from '../src/config.ts'
import type { Instant } from '../src/lang.ts'
import { openGround } from '../src/serve/ground.ts'
import { openLog } from '../src/serve/log.ts'
import { openSigns } from '../src/serve/look-at-signs.ts'
import { openServiceEvidence } from '../src/serve/open-evidence.ts'
import { openLetters } from '../src/serve/open-letters.ts'
import { openWebPart } from '../src/serve/web-part.ts'
import { countRows } from '../src/store/count-rows.ts'
import { orNull } from '../src/store/missing-file.ts'
import type { Store } from '../src/store/store.ts'
import { routesOf, type webApp } from '../src/web/server.ts'
import { practiceEnvironment } from '../test/services/small-practice.ts'
import { sampleView } from '../test/web/sample.ts'
import { fillDesk, letterAfterLetter, sampleIds } from './many-deeds.ts'
import { buildManyRows } from './many-rows.ts'

export type Desk = AsyncDisposable & {
  /** Every page that answers with words, with ids of rows that are there. */
  readonly paths: readonly string[]
  readonly ask: (path: string) => Promise<{ readonly status: number; readonly bytes: number }>
  /** One more, with a document, judged and read. */
  readonly letterComes: () => Promise<void>
}

type Plan = Parameters<typeof buildManyRows>[1]

export async function openDesk(folder: string, plan: Plan): Promise<Desk> {
  const isThere = (await orNull(access(join(folder, 'data/sokyso.db')).then(() => true))) ?? false
  if (!isThere) await buildManyRows(folder, plan)
  const opened = new AsyncDisposableStack()
  const config = readConfig(practiceEnvironment(folder), (path) => readFileSync(path, 'utf8'))
  const terminal = { say: () => undefined, progress: () => undefined }
  const log = openLog('silent', () => undefined)
  const clock = () => Date.now() as Instant
  const { signal } = new AbortController()
  const ground = await openGround({ config, terminal, log, clock }, opened, signal)
  if (ground === null) throw new Error('Nothing ended it')
  const { store } = ground.ports
  if ((await store.decisions()).length === 0) await fillDesk(store, ground.arrangement.campaign)
  const { home, fetch, arrangement } = ground
  const settings = { home, folders: arrangement.evidence, fetch, mayBeEmpty: false }
  const evidence = await openServiceEvidence({ ...settings, terminal, log, clock, signal })
  opened.defer(evidence.close)
  const pages: { app: ReturnType<typeof webApp> | null } = { app: null }
  const door = {
    url: 'http://localhost:80',
    show: (app: ReturnType<typeof webApp>) => {
      pages.app = app
    },
    shut: async () => undefined,
    close: async () => undefined,
  }
  const letters = await openLetters(ground)
  await openWebPart(ground, evidence, openSigns(ground, evidence), letters, opened, {
    open: async () => door,
    begin: async () => undefined,
  })
  const headers = { cookie: await signIn(store) }
  const tally = await countRows(arrangement.campaign, store)
  const ids = { ...(await sampleIds(store, tally)), account: 1 }
  return {
    paths: pathsOf(ids),
    ask: async (path) => {
      const answer = await pages.app?.request(path, { headers })
      return { status: answer?.status ?? 0, bytes: (await answer?.arrayBuffer())?.byteLength ?? 0 }
    },
    letterComes: await letterAfterLetter(store, tally, ground.ports.attribute),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

async function signIn(store: Store): Promise<string> {
  const at = Date.now() as Instant
  const name = `bench-${at}`
  const draft: AuditDraft = {
    at,
    actor: { account: null, name, role: null },
    action: 'account-added',
    subject: name,
    facts: {},
    address: null,
  }
  const account = {
    name,
    fullName: name,
    role: 'admin',
    unit: null,
    password: null,
    totp: null,
    oidc: null,
    createdAt: at,
  } as const
  const id = await store.addAccount(account, draft)
  if (id === null) throw new Error(`${name} is there already`)
  const token = newToken()
  // By the office's own service, whose second factor is its matter.
  const session = {
    sha256: hashOfToken(token),
    account: id,
    by: 'oidc',
    startedAt: at,
    seenAt: at,
    address: '',
  } as const
  await store.beginSession(session, { ...draft, action: 'login' })
  return `sokyso=${token}`
}

/** Files, parts of pages and the pages of those who have not signed in are no pages of the desk. */
const NO_PAGE =
  /\.[a-z]{2,4}$|^\/(healthz|readyz|events|dang-nhap|dat-mat-khau)|\/(tep|bo-chung-cu|phieu-ket-qua|anh\/:name)$/

/** Addresses that say more than their route. */
const FILTERED = [
  '/?loc=dat',
  '/?loc=thieu',
  '/?loc=chua-nop',
  '/?loc=can-xu-ly',
  '/thu?loc=cach-ly',
  '/thu?trang=500',
  '/quyet-dinh?trang=10',
  '/van-ban/:sha256/quyet-dinh/gan-don-vi',
  '/van-ban?tinh=can-xem-xet',
  '/van-ban?tim=ke+hoach',
  '/van-ban?trang=900',
  '/danh-muc?tim=xa',
  '/?tim=xa',
]

type Ids = Awaited<ReturnType<typeof sampleIds>> & { readonly account: number }

function pathsOf(ids: Ids): readonly string[] {
  const pages = routesOf(sampleView()).filter(({ method, path }) => method === 'GET' && !NO_PAGE.test(path))
  return [...pages.map(({ path }) => path), ...FILTERED].map((path) => filled(path, ids))
}

function filled(
  path: string,
  { unit, lacking, waiting, letter, document, other, decision, notice, account }: Ids,
): string {
  return path
    .replace('/don-vi/:id', `/don-vi/${unit}`)
    .replace('/nhac-viec/:id', `/nhac-viec/${lacking}`)
    .replace('/thu/:sha256/bo-qua', `/thu/${waiting}/bo-qua`)
    .replace('/thu/:sha256', `/thu/${letter}`)
    .replace('/van-ban/:sha256', `/van-ban/${document}`)
    .replace('/trung/:a/:b', `/trung/${document}/${other}`)
    .replace('/quyet-dinh/:id', `/quyet-dinh/${decision}`)
    .replace('/thu-di/:id', `/thu-di/${notice}`)
    .replace('/nguoi-dung/:id', `/nguoi-dung/${account}`)
    .replace(':viec', 'chap-nhan')
}
