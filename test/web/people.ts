/** The pages over a real store, with people who have signed in, and a browser that keeps cookies and sends forms. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { Account } from '../../src/access/account.ts'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Role } from '../../src/access/role.ts'
import { openSeal } from '../../src/access/seal.ts'
import { hashOfToken, newToken } from '../../src/access/token.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { Access } from '../../src/web/access.ts'
import { webApp } from '../../src/web/server.ts'
import type { WebView } from '../../src/web/view.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { sampleView } from './sample.ts'

/** A Monday morning. */
export const START = Date.parse('2021-08-23T08:00:00+07:00') as Instant
export const PASSWORD = 'con trâu ăn cỏ bờ đê'
export const UNIT = 'phong-noi-vu'
export const seal = openSeal(Buffer.alloc(32, 7))

export type House = {
  readonly store: Store
  /** What the clock of the pages shows. */
  now: Instant
  readonly app: ReturnType<typeof webApp>
  /** The same store behind other settings. */
  readonly appWith: (access: Partial<Access>, view?: Partial<WebView>) => ReturnType<typeof webApp>
  readonly add: (name: string, role: Role, changes?: Partial<Account>) => Promise<Account>
  /** The cookie of a new session of that account. */
  readonly session: (account: Account, by?: 'password' | 'oidc') => Promise<string>
  readonly audit: () => Promise<readonly string[]>
  /** All that the files of the database hold, as whoever copied them has it. */
  readonly copied: () => Promise<string>
}

export const draft: AuditDraft = {
  at: START,
  actor: { account: null, name: 'test', role: null },
  action: 'account-added',
  subject: '',
  facts: {},
  address: null,
}

/** A new one for each test. */
export function useHouse(): House {
  const held: { store?: Store; now: Instant } = { now: START }
  const store = () => held.store ?? expectStore()
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let app: ReturnType<typeof webApp>
  const appWith: House['appWith'] = (changes, view = {}) => {
    const access = { store: store(), seal, practice: null, origin: null, isProxy: () => false, oidc: null, ...changes }
    return webApp(sampleView({ now: () => held.now, access, ...view }))
  }
  beforeEach(async () => {
    folder = await temporaryFolder()
    held.store = await openSqliteStore(`${folder.path}/sokyso.db`)
    held.now = START
    app = appWith({})
  })
  afterEach(async () => {
    await store().close()
    await folder.remove()
  })
  return {
    get store() {
      return store()
    },
    get now() {
      return held.now
    },
    set now(now) {
      held.now = now
    },
    get app() {
      return app
    },
    appWith,
    add: async (name, role, changes = {}) => {
      const account = {
        name,
        fullName: name,
        role,
        unit: null,
        password: null,
        totp: null,
        oidc: null,
        createdAt: START,
      }
      const { disabled: _, id: __, ...rest } = { ...account, disabled: false, id: 0, ...changes }
      const id = await store().addAccount(rest, draft)
      const added = id === null ? null : await store().account({ id })
      return added ?? expectStore()
    },
    copied: async () => {
      const names = await readdir(folder.path)
      const files = await Promise.all(names.map((name) => readFile(join(folder.path, name), 'latin1')))
      return files.join('')
    },
    session: (account, by = 'password') => beginSession(store(), account, held.now, by),
    audit: async () => {
      const entries = await store().auditEntriesBehind(0, 1000)
      return entries
        .filter(({ actor }) => actor.name !== 'test')
        .map(({ action, subject }) => `${action} ${subject}`.trim())
    },
  }
}

function expectStore(): never {
  throw new Error('The store of the test is not as it should be')
}

async function beginSession(store: Store, { id }: Account, now: Instant, by: 'password' | 'oidc'): Promise<string> {
  const token = newToken()
  const session = { sha256: hashOfToken(token), account: id, by, startedAt: now, seenAt: now, address: '' }
  await store.beginSession(session, { ...draft, action: 'login' })
  return `sokyso=${token}`
}

/** Keeps cookies; sends a form of the page that it looked at last. */
export function openBrowser(app: Pick<House['app'], 'request'>, cookie = '', origin = 'http://localhost') {
  const jar = new Map(cookie === '' ? [] : [cookieOf(cookie)])
  let page = ''
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
    const answer = await app.request(new URL(path, origin).href, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = cookieOf(line)
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  const look = async (path: string) => {
    const answer = await ask(path)
    page = await answer.clone().text()
    return answer
  }
  const send = async (path: string, fields: Readonly<Record<string, string>> = {}) => {
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ])
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields })
    const answer = await ask(path, { method: 'POST', body, headers: { origin } })
    page = await answer.clone().text()
    return answer
  }
  return {
    ask,
    look,
    send,
    jar,
    page: () => page,
    words: () =>
      page
        .replaceAll('<wbr>', '')
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' '),
  }
}

function cookieOf(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  return [name, value]
}
