/** What every adapter of the Store port must tell of one person, and forget. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { noticeOf } from '../outbox/sample-notice.ts'
import { unit } from '../tally/build.ts'
import { at, attributeByLetter, contentOf, hashOf, listed } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const ADDRESS = 'ubnd@example.vn'
const entry = (changes: Partial<AuditDraft> = {}): AuditDraft => ({
  ...{ at: at(1), actor: { account: null, name: 'lan', role: 'admin' }, action: 'account-added', subject: '' },
  ...{ facts: {}, address: null, ...changes },
})

export function personContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    test('nothing is told of whom nobody knows', async () => {
      const nothing = { letters: [], notices: [], badSince: null, units: [], account: null }
      expect(await store.person('nobody@example.vn')).toEqual(nothing)
    })

    test('of a sender all letters with their files are told, and those of ours to the address', async () => {
      const [letter, other] = [hashOf('letter'), hashOf('other')]
      for (const [uid, sha256, sender] of [['1', letter, ADDRESS] as const, ['2', other, 'x@example.vn'] as const]) {
        await store.recordLetter(listed(uid, 1000), sha256)
        const content = contentOf(sha256, hashOf(`document of ${uid}`))
        await store.recordContent(sha256, { ...content, sender }, attributeByLetter)
      }
      await store.startRegister({
        ...{ at: at(0), by: 'test', why: '', decision: null },
        units: [unit('huc', { addresses: [ADDRESS] }), unit('xy')],
      })
      await store.addNotices([noticeOf(), noticeOf({ recipient: 'x@example.vn' })], null)
      const told = await store.person(ADDRESS)
      expect(told.letters).toMatchObject([{ sha256: letter, files: [{ document: hashOf('document of 1') }] }])
      expect(told.notices).toMatchObject([{ kind: 'reminder', state: 'waiting' }])
      expect(told.units).toEqual(['huc'])
    })

    test('of an account all but what lets somebody sign in is told', async () => {
      const added = { name: 'lan', fullName: 'Nguyễn Thị Lan', role: 'clerk', unit: null, createdAt: at(5) } as const
      const id = await store.addAccount({ ...added, password: 'scrypt$x', totp: 'sealed', oidc: null }, entry())
      if (id === null) throw new Error('The name is taken')
      const session = { sha256: hashOf('token'), account: id, by: 'password', address: '10.0.0.1' } as const
      const actor = { account: id, name: 'lan', role: 'clerk' } as const
      await store.beginSession({ ...session, startedAt: at(6), seenAt: at(7) }, entry({ action: 'login', actor }))
      const { account } = await store.person('lan')
      expect(account).toEqual({
        ...added,
        sessions: [{ startedAt: 6, seenAt: 7, address: '10.0.0.1' }],
        decisions: [],
        deeds: [{ number: 2, at: 1, action: 'login', subject: '', address: null }],
      })
    })

    test('of an address the words of what was sent to it are forgotten, and that one came back; what waits stays', async () => {
      const NOW = at(2_000_000_000_000)
      await store.addNotices([noticeOf({ madeAt: at(1) })], null)
      const leased = await store.takeNotice(NOW, 1000)
      if (leased === null) return expect.unreachable()
      await store.beginSending(leased, NOW, 1000)
      await store.endSending(leased, { kind: 'sent', reply: '250 ok' }, NOW)
      await store.recordBounce(leased.messageId, '5.1.1', NOW)
      await store.addNotices([noticeOf({ about: 'day 2', madeAt: at(2) })], null)
      expect((await store.person(ADDRESS)).badSince).toBe(NOW)
      for (const letters of [1, 0]) {
        expect(await store.forgetAddress(ADDRESS, entry({ action: 'person-forgotten' }))).toBe(letters)
      }
      const { notices, badSince } = await store.person(ADDRESS)
      expect([badSince, ...notices.map(({ text }) => text === '')]).toEqual([null, true, false])
      const [last] = await store.auditEntries({ action: 'person-forgotten', text: '' }, { offset: 1, limit: 1 })
      expect(last?.facts).toEqual({ letters: '1' })
    })
  })
}
