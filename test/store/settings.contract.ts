/** What every adapter must do for the settings of the pages. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { at } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const entry = (subject: string): AuditDraft => ({
  ...{ at: at(1000), actor: { account: null, name: 'Nguyễn Thị Lan', role: 'admin' } },
  ...{ action: 'setting-changed', subject, facts: {}, address: null },
})

export function settingsContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.remove())

    test('are none at first', async () => {
      expect(await store.settings()).toEqual({ change: 0, values: {} })
    })

    test('stay as they are until one is changed, and each change has a number and an entry of the log', async () => {
      const before = await store.revision()
      await store.changeSettings({ mailbox: '{}', 'mailbox-password': 'sealed' }, entry('mailbox'))
      await store.changeSettings({ mailbox: '{"a":1}', fetch: 'on' }, entry('fetch'))
      const values = { mailbox: '{"a":1}', 'mailbox-password': 'sealed', fetch: 'on' }
      expect(await store.settings()).toEqual({ change: 2, values })
      expect(await store.revision()).toBeGreaterThan(before)
      const entries = await store.auditEntriesBehind(0, 10)
      expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
        'setting-changed mailbox',
        'setting-changed fetch',
      ])
    })
  })
}
