/** Sets of UIDs, as they are sent and as they come back. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { imapFolder } from '../../src/mail/imap-folder.ts'
import { readUidSet, uidSet } from '../../src/mail/uid-set.ts'

describe('a set', () => {
  const cases: readonly (readonly [readonly number[], string])[] = [
    [[], ''],
    [[7], '7'],
    [[1, 2, 3], '1:3'],
    [[1, 3, 4, 9, 10, 11], '1,3:4,9:11'],
    [[4_294_967_294, 4_294_967_295], '4294967294:4294967295'],
  ]
  for (const [uids, text] of cases) {
    test(`of ${uids.length} is written "${text}", and read again`, () => {
      expect(uidSet(uids)).toBe(text)
      expect(readUidSet(text)).toEqual(uids)
    })
  }

  test('of any UIDs comes back as it was', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4_294_967_295 }), { maxLength: 200 }), (uids) => {
        const ascending = uids.toSorted((a, b) => a - b)
        expect(readUidSet(uidSet(ascending))).toEqual(ascending)
      }),
    )
  })

  test('that is written backwards, or names a letter twice, is read in order and each once', () => {
    expect(readUidSet('9:7,1,8')).toEqual([1, 7, 8, 9])
  })

  for (const text of ['x', '1:', '1,,2', '1:*', '-1', '1:4294967295', ' 1']) {
    test(`"${text}" is none that is believed`, () => {
      expect(readUidSet(text)).toBeNull()
    })
  }
})

test('sixty thousand letters with a hole behind each are asked for in lines that every server takes', async () => {
  const asked: string[] = []
  const uids = Array.from({ length: 60_000 }, (_, n) => 4_294_000_000 + 2 * n)
  const answer = (set: string) => {
    asked.push(set)
    return Promise.resolve(
      (readUidSet(set) ?? []).map((uid) => ({ uid, seq: 1, size: 1, internalDate: new Date(0), headers: undefined })),
    )
  }
  const place = { account: 'a', folder: 'INBOX', uidValidity: '1' }
  const folder = imapFolder({ client: { fetchAll: answer, search: unasked, fetchOne: unasked }, place, readFrom: null })
  const listed = await folder.list(uids.map(String))
  expect(listed.map(({ key }) => Number(key.uid))).toEqual(uids)
  expect(Math.max(...asked.map((set) => set.length))).toBeLessThanOrEqual(8_000)
  expect(Math.max(...asked.map((set) => set.split(',').length))).toBeLessThanOrEqual(1_000)
})

const unasked = () => Promise.reject(new Error('Nothing was left out'))

test('no answers are taken one by one, so that no command can be given between two of them', () => {
  for (const name of ['imap', 'imap-folder']) {
    const source = readFileSync(new URL(`../../src/mail/${name}.ts`, import.meta.url), 'utf8')
    expect(source).not.toMatch(/for await|client\.fetch\(|\.download\(/)
  }
})
