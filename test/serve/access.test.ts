import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSeal } from '../../src/access/seal.ts'
import { readConfig } from '../../src/config.ts'
import { openKey } from '../../src/serve/access-key.ts'
import { tellFirstLink } from '../../src/serve/first-link.ts'
import { openAccess } from '../../src/serve/open-access.ts'
import { StartError } from '../../src/serve/start-error.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { serveWeb } from '../../src/web/serve.ts'
import { webApp } from '../../src/web/server.ts'
import { at } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { draft } from '../web/people.ts'
import { sampleView } from '../web/sample.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

describe('the key', () => {
  test('is made once, for its owner alone, and is the same for all who come', async () => {
    const path = join(folder.path, 'access.key')
    const keys = await Promise.all(Array.from({ length: 5 }, () => openKey(path)))
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
    expect(await openKey(path)).toEqual(await readFile(path))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder.path)).filter((name) => name.includes('access.key'))).toEqual(['access.key'])
  })

  test('that is damaged is told, and not replaced', async () => {
    const path = join(folder.path, 'access.key')
    await writeFile(path, 'short')
    await expect(openKey(path)).rejects.toThrow(StartError)
    expect(await readFile(path, 'utf8')).toBe('short')
  })
})

describe('the first link', () => {
  const tell = async () => {
    const said: string[] = []
    await tellFirstLink(store, 'http://127.0.0.1:8322/', at(0), {
      say: (line) => said.push(line),
      progress: () => undefined,
    })
    return said.join()
  }

  test('is told while nobody can sign in, and the one before is void', async () => {
    const paths = [await tell(), await tell()].map(
      (said) => /http:\/\/127\.0\.0\.1:8322(\/dat-mat-khau\/[\w-]{22})$/.exec(said)?.[1] ?? '',
    )
    const access = { ...sampleView().access, store, practice: null }
    const app = webApp(sampleView({ access, now: () => at(1000) }))
    expect((await app.request(paths[0] ?? '')).status).toBe(410)
    const page = await app.request(paths[1] ?? '')
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Tạo tài khoản quản trị đầu tiên')])
  })

  test('is told no more when somebody is there', async () => {
    const person = { name: 'lan', fullName: 'Lan', role: 'admin', unit: null, createdAt: at(0) } as const
    await store.addAccount({ ...person, password: null, totp: null, oidc: null }, draft)
    expect(await tell()).toBe('')
  })
})

describe('from the configuration', () => {
  const open = (environment: Readonly<Record<string, string>>) => {
    const config = readConfig({ ...environment }, () => 'a secret')
    return openAccess({
      config,
      seal: openSeal(Buffer.alloc(32)),
      store,
      log: { info: () => undefined, error: () => undefined },
    })
  }
  const REAL = { SOKYSO_MAIL_DIR: '/mail', SOKYSO_TRUST: '/trust' }

  test('practice on this machine is free to try, for others to look at, and a real mailbox asks who is there', async () => {
    expect((await open({})).practice).toBe('admin')
    expect((await open({ SOKYSO_HOST: '::1' })).practice).toBe('admin')
    expect((await open({ SOKYSO_HOST: '0.0.0.0' })).practice).toBe('leader')
    expect((await open(REAL)).practice).toBeNull()
  })

  test('a proxy is whoever is named so', async () => {
    const { isProxy } = await open({ ...REAL, SOKYSO_PROXIES: '10.0.0.5 fd00::/8' })
    expect(['10.0.0.5', 'fd00::1', '10.0.0.6', '', 'x', '::ffff:10.0.0.6'].map(isProxy)).toEqual([
      ...[true, true, false, false, false, false],
    ])
  })

  test('the address of a visitor is that which the last proxy tells, and an invented one before it is not believed', async () => {
    for (const [proxies, forwarded, address] of [
      ['', '1.2.3.4', '127.0.0.1'],
      ['127.0.0.1', '1.2.3.4', '1.2.3.4'],
      ['127.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
      ['127.0.0.1 10.0.0.5', '6.6.6.6, 1.2.3.4, 10.0.0.5', '1.2.3.4'],
      ['127.0.0.1', '', '127.0.0.1'],
    ] as const) {
      const access = { ...(await open({ ...REAL, SOKYSO_PROXIES: proxies })), practice: 'admin' } as const
      const served = await serveWeb(webApp(sampleView({ access })), { host: '127.0.0.1', port: 0 })
      await (await fetch(`${served.url}nhat-ky.csv`, { headers: { 'x-forwarded-for': forwarded } })).text()
      const [entry] = await store.auditEntries({ action: 'log-exported', text: '' }, { offset: 0, limit: 1 })
      expect([proxies, forwarded, entry?.address]).toEqual([proxies, forwarded, address])
      await served.close()
    }
  })
})
