/** Reading which document a file is: once for each reader, again where we failed, and never in the way of the verdict. */
import { describe, expect, test } from 'vitest'
import type { IdentityReading } from '../../src/identity/identity.ts'
import { READER } from '../../src/identity/read-identity.ts'
import { identify } from '../../src/pipeline/identify.ts'
import type { IdentityRow } from '../../src/store/store.ts'
import { hashOf, READ, UNREAD } from '../store/sample-rows.ts'

const DOCUMENT = hashOf('document')
const never = new AbortController().signal
const failed: IdentityReading = { kind: 'unread', why: 'failed' }
const noReader: IdentityReading = { kind: 'unread', why: 'no-reader' }

const cases: readonly { name: string; kept: IdentityRow | null; isRead: boolean }[] = [
  { name: 'not read yet', kept: null, isRead: true },
  { name: 'read', kept: { reader: READER, reading: READ }, isRead: false },
  { name: 'read by a later program', kept: { reader: READER + 1, reading: READ }, isRead: false },
  { name: 'read by an older reader', kept: { reader: READER - 1, reading: READ }, isRead: true },
  { name: 'found to be unreadable', kept: { reader: READER, reading: UNREAD }, isRead: false },
  { name: 'not read for a fault of ours', kept: { reader: READER, reading: failed }, isRead: true },
  { name: 'not read for want of a program', kept: { reader: READER, reading: noReader }, isRead: true },
]

describe('a document', () => {
  for (const { name, kept, isRead } of cases) {
    test(`that was ${name} is ${isRead ? 'read, and what was read is kept' : 'left as it is'}`, async () => {
      const asked: string[] = []
      const recorded: IdentityRow[] = []
      const ports = {
        store: {
          identity: async () => kept,
          recordIdentity: async (_: unknown, row: IdentityRow) => void recorded.push(row),
        },
        files: { path: () => '/content/document' },
        readIdentity: async ({ path }: { readonly path: string }) => {
          asked.push(path)
          return READ
        },
      }
      await identify(ports, DOCUMENT, never)
      expect(asked).toEqual(isRead ? ['/content/document'] : [])
      expect(recorded).toEqual(isRead ? [{ reader: READER, reading: READ }] : [])
    })
  }
})
