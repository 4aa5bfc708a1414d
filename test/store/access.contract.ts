/** What every adapter must do for accounts, sessions and the log. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewAccount } from '../../src/access/access-store.ts'
import type { AccountId, Session } from '../../src/access/account.ts'
import { type AuditDraft, checkChain } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { at, hashOf } from './sample-rows.ts'

type Opened = {
  readonly store: Store
  readonly remove: () => Promise<void>
}

const entry = (action: AuditDraft['action'] = 'account-added', subject = 'lan'): AuditDraft => ({
  at: at(1000),
  actor: { account: null, name: 'Nguyễn Thị Lan', role: 'admin' },
  action,
  subject,
  facts: { role: 'clerk' },
  address: '10.0.0.1',
})

const person = (name: string, changes: Partial<NewAccount> = {}): NewAccount => ({
  name,
  fullName: 'Trần Văn Bình',
  role: 'clerk',
  unit: null,
  password: 'scrypt$x',
  totp: null,
  oidc: null,
  createdAt: at(1000),
  ...changes,
})

export function accessContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    async function add(who: string, changes: Partial<NewAccount> = {}): Promise<AccountId> {
      const id = await store.addAccount(person(who, changes), entry())
      if (id === null) throw new Error('The name is taken')
      return id
    }
    const session = (token: string, account: AccountId, changes: Partial<Session> = {}): Session => ({
      ...{ sha256: hashOf(token), account, by: 'password', startedAt: at(1000), seenAt: at(1000), address: '::1' },
      ...changes,
    })
    const count = async () => (await store.auditHead()).number
    const all = () => store.auditEntriesBehind(0, 1000)

    describe('accounts', () => {
      test('are found by id, name and identity, and are listed by name', async () => {
        const id = await add('lan', { oidc: 'issuer|1' })
        await add('an')
        for (const by of [{ id }, { name: 'lan' }, { oidc: 'issuer|1' }]) {
          expect(await store.account(by)).toEqual({ ...person('lan', { oidc: 'issuer|1' }), id, disabled: false })
        }
        expect(await store.account({ name: 'x' })).toBeNull()
        expect((await store.accounts()).map(({ name: one }) => one)).toEqual(['an', 'lan'])
      })

      test('do not share a name or an identity, and a refused one leaves nothing in the log', async () => {
        await add('lan', { oidc: 'issuer|1' })
        expect(await store.addAccount(person('lan'), entry())).toBeNull()
        expect(await store.addAccount(person('an', { oidc: 'issuer|1' }), entry())).toBeNull()
        expect(await count()).toBe(1)
      })

      test('are changed, and their sessions end with it or not', async () => {
        const id = await add('lan')
        const begin = async (token: string) => store.beginSession(session(token, id), entry('login'))
        await Promise.all(['a', 'b', 'c'].map(begin))
        expect(await store.changeAccount(id, { fullName: 'Lan' }, 'keep', entry())).toBe('changed')
        expect(await store.sessionsOf(id)).toHaveLength(3)
        await store.changeAccount(id, {}, { endAllBut: hashOf('b') }, entry('session-ended'))
        await store.changeAccount(id, { password: 'scrypt$y' }, 'keep', entry())
        expect((await store.sessionsOf(id)).map(({ sha256 }) => sha256)).toEqual([hashOf('b')])
        await store.changeAccount(id, { role: 'unit', unit: 'xa-huc', disabled: true }, 'end', entry())
        expect(await store.sessionsOf(id)).toEqual([])
        const changed = { fullName: 'Lan', role: 'unit', unit: 'xa-huc', password: 'scrypt$y', disabled: true }
        expect(await store.account({ id })).toMatchObject(changed)
      })

      test('keep one key to be confirmed, until its time is over or the way to sign in changes', async () => {
        const [lan, an] = [await add('lan'), await add('an')]
        const pending = (id: AccountId, sealed: string, now: number) =>
          store.pendingTotp(id, { sealed, endsAt: at(now + 100) }, at(now))
        expect(await Promise.all([pending(lan, 'a', 0), pending(an, 'b', 0)])).toEqual(['a', 'b'])
        expect([await pending(lan, 'c', 99), await pending(an, 'd', 100)]).toEqual(['a', 'd'])
        await store.changeAccount(lan, { fullName: 'Lan' }, 'keep', entry())
        expect(await pending(lan, 'e', 99)).toBe('a')
        await store.changeAccount(lan, { totp: 'sealed' }, 'keep', entry('totp-enrolled'))
        expect(await pending(lan, 'f', 99)).toBe('f')
        await store.changeAccount(lan, { password: null }, 'keep', entry('password-reset'))
        expect(await pending(lan, 'g', 99)).toBe('g')
        const both = await Promise.all([pending(an, 'h', 300), pending(an, 'i', 300)])
        expect(new Set(both).size).toBe(1)
      })

      test('that are not there cannot be changed', async () => {
        expect(await store.changeAccount(7 as AccountId, { fullName: 'x' }, 'keep', entry())).toBe('unknown')
        expect(await count()).toBe(0)
      })

      const losses = [{ disabled: true }, { role: 'clerk' }] as const
      test.each(losses)('the last administrator stays: %o', async (changes) => {
        const [first, second] = [await add('lan', { role: 'admin' }), await add('an', { role: 'admin' })]
        expect(await store.changeAccount(first, changes, 'end', entry())).toBe('changed')
        const before = await count()
        expect(await store.changeAccount(second, changes, 'end', entry())).toBe('last-administrator')
        expect(await store.account({ id: second })).toMatchObject({ role: 'admin', disabled: false })
        expect(await count()).toBe(before)
      })

      test('two administrators who remove each other at once do not both succeed', async () => {
        const [first, second] = [await add('lan', { role: 'admin' }), await add('an', { role: 'admin' })]
        const answers = await Promise.all([
          store.changeAccount(first, { disabled: true }, 'end', entry()),
          store.changeAccount(second, { disabled: true }, 'end', entry()),
        ])
        expect(answers.toSorted()).toEqual(['changed', 'last-administrator'])
      })

      test('a better hash replaces only the one it was made of', async () => {
        const id = await add('lan')
        await store.renewPassword(id, 'scrypt$other', 'scrypt$z')
        expect((await store.account({ id }))?.password).toBe('scrypt$x')
        await store.renewPassword(id, 'scrypt$x', 'scrypt$z')
        expect((await store.account({ id }))?.password).toBe('scrypt$z')
      })

      test('a time step is taken once, and none before it', async () => {
        const id = await add('lan')
        const taken = []
        for (const step of [10, 10, 9, 11]) taken.push(await store.takeTimeStep(id, step))
        expect(taken).toEqual([true, false, false, true])
      })
    })

    describe('sessions', () => {
      test('are found with their account, seen, and end', async () => {
        const id = await add('lan')
        await store.beginSession(session('a', id), entry('login'))
        await store.seeSession(hashOf('a'), at(5000))
        expect(await store.session(hashOf('a'))).toMatchObject({
          session: { ...session('a', id), seenAt: 5000 },
          account: { name: 'lan' },
        })
        await store.endSession(hashOf('a'), entry('logout'))
        expect(await store.session(hashOf('a'))).toBeNull()
        expect((await all()).map(({ action }) => action)).toEqual(['account-added', 'login', 'logout'])
      })

      test('that nobody can use any more are forgotten', async () => {
        const id = await add('lan')
        await store.beginSession(session('old', id, { startedAt: at(10), seenAt: at(5000) }), entry())
        await store.beginSession(session('idle', id, { startedAt: at(900), seenAt: at(950) }), entry())
        await store.beginSession(session('alive', id, { startedAt: at(900), seenAt: at(5000) }), entry())
        await store.forgetSessions(at(500), at(1000))
        expect((await store.sessionsOf(id)).map(({ sha256 }) => sha256)).toEqual([hashOf('alive')])
      })

      test('attempts are counted for each subject, within the window', async () => {
        const counts = []
        for (const [who, now] of [
          ['a', 1000],
          ['a', 2000],
          ['b', 2000],
          ['a', 61_500],
        ] as const) {
          counts.push(await store.countAttempts(who, at(now), at(now - 60_000)))
        }
        expect(counts).toEqual([1, 2, 1, 2])
      })
    })

    describe('links', () => {
      const link = (token: string, account: AccountId | null) => ({
        ...{ sha256: hashOf(token), account, expiresAt: at(3_600_000) },
      })

      test('to choose a password are good once, and end the sessions of before', async () => {
        const id = await add('lan', { password: null })
        await store.beginSession(session('a', id), entry('login'))
        await store.addLink(link('x', id), entry('link-made'))
        expect(await store.link(hashOf('x'))).toEqual(link('x', id))
        const choose = () => store.choosePassword(hashOf('x'), at(3_599_999), 'scrypt$y', entry('password-chosen'))
        expect([await choose(), await choose()]).toEqual([true, false])
        expect((await store.account({ id }))?.password).toBe('scrypt$y')
        expect(await store.sessionsOf(id)).toEqual([])
        expect((await all()).map(({ action }) => action).slice(-2)).toEqual(['link-made', 'password-chosen'])
      })

      test('are over after their time, and void when another one is made', async () => {
        const id = await add('lan')
        await store.addLink(link('x', id), entry('link-made'))
        expect(await store.choosePassword(hashOf('x'), at(3_600_000), 'scrypt$y', entry())).toBe(false)
        await store.addLink(link('y', id), entry('link-made'))
        expect(await store.choosePassword(hashOf('x'), at(0), 'scrypt$y', entry())).toBe(false)
        expect(await store.choosePassword(hashOf('y'), at(0), 'scrypt$y', entry())).toBe(true)
      })

      test('make one first administrator and no second', async () => {
        await store.addLink(link('x', null), entry('link-made'))
        const admin = person('lan', { role: 'admin' })
        const answers = await Promise.all([
          store.addFirstAdministrator(hashOf('x'), at(0), admin, entry()),
          store.addFirstAdministrator(hashOf('x'), at(0), { ...admin, name: 'an' }, entry()),
        ])
        expect(answers.toSorted()).toEqual([false, true])
        await store.addLink(link('y', null), entry('link-made'))
        const third = { ...admin, name: 'third' }
        expect(await store.addFirstAdministrator(hashOf('y'), at(0), third, entry())).toBe(false)
        expect(await store.accounts()).toHaveLength(1)
      })

      test('of one kind do not do what the other does', async () => {
        const id = await add('lan')
        await store.addLink(link('x', id), entry('link-made'))
        await store.addLink(link('y', null), entry('link-made'))
        expect(await store.addFirstAdministrator(hashOf('x'), at(0), person('an'), entry())).toBe(false)
        expect(await store.choosePassword(hashOf('y'), at(0), 'scrypt$y', entry())).toBe(false)
        expect(await store.link(hashOf('x'))).not.toBeNull()
      })
    })

    describe('the log', () => {
      const check = async () => checkChain(await all(), await store.auditHead())

      test('of a new store is empty and whole', async () => {
        expect(await check()).toMatchObject({ kind: 'whole', head: { number: 0 } })
      })

      test('is one chain, though many write at once', async () => {
        await Promise.all(Array.from({ length: 40 }, (_, i) => store.recordAudit(entry('login', `${i}`))))
        expect((await all()).map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1))
        expect(await check()).toMatchObject({ kind: 'whole', head: { number: 40 } })
      })

      test('holds what no database holds alike in a form that both do', async () => {
        await store.recordAudit({ ...entry('login', 'a\0b\ud800'), facts: { name: '\0\u202e"\n' } })
        expect((await all())[0]).toMatchObject({ subject: 'a\ufffdb\ufffd', facts: { name: '\ufffd\u202e"\n' } })
        expect(await check()).toMatchObject({ kind: 'whole' })
      })

      test('is searched by action and by words, newest first', async () => {
        for (const [action, subject] of [
          ['login', 'lan'],
          ['login', 'an'],
          ['logout', 'lan'],
        ] as const) {
          await store.recordAudit({ ...entry(action, subject), actor: { account: null, name: subject, role: null } })
        }
        const found = async (action: 'login' | null, text: string, offset = 0) =>
          (await store.auditEntries({ action, text }, { offset, limit: 10 })).map(({ number }) => number)
        expect(await found(null, '')).toEqual([3, 2, 1])
        expect(await found(null, '', 2)).toEqual([1])
        expect(await found('login', '')).toEqual([2, 1])
        expect(await found(null, 'LAN')).toEqual([3, 1])
        expect(await found('login', 'l')).toEqual([1])
        expect(await found(null, '%')).toEqual([3, 2, 1])
      })

      test('does not move the revision: no open page changes by it', async () => {
        const before = await store.revision()
        await store.recordAudit(entry())
        expect(await store.revision()).toBe(before)
      })
    })
  })
}
