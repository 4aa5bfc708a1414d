/** What the signs of the system mean: one word for each part, and the alerts. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import type { Mailbox } from '../../src/mail/mailbox.ts'
import { openQueueAge } from '../../src/upkeep/queue-age.ts'
import { alertsOf, type Condition, conditionsOf, type Part, type VitalSigns } from '../../src/upkeep/vital-signs.ts'
import { CALM, GOOD_SIGNS } from '../web/sample.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ago = (ms: number) => (GOOD_SIGNS.at - ms) as Instant

type Case = readonly [
  name: string,
  change: Partial<VitalSigns>,
  part: Part,
  condition: Condition,
  alerts: readonly string[],
]

const read = (...ages: readonly (number | null)[]): Pick<VitalSigns, 'mailboxes'> => ({
  mailboxes: ages.map((ms, place) => {
    return {
      account: 'noivu',
      folder: `INBOX ${place}`,
      lookedAt: ms === null ? null : ago(ms),
      ...CALM,
    }
  }),
})
const mailbox = (change: Partial<Mailbox>): Pick<VitalSigns, 'mailboxes'> => ({
  mailboxes: [{ account: 'noivu', folder: 'INBOX', lookedAt: ago(MINUTE), ...CALM, ...change }],
})
const disk = (free: number) => ({ free, total: 100e9, demanded: 2e9 })
const backup = (ms: number | null, isFailing = false) => ({
  lastAt: ms === null ? null : ago(ms),
  since: ago(HOUR),
  isFailing,
})

const cases: readonly Case[] = [
  ['a mailbox read a minute ago', read(MINUTE), 'mailboxes', 'good', []],
  ['a mailbox read 4 minutes ago', read(4 * MINUTE), 'mailboxes', 'late', []],
  ['a mailbox read almost 15 minutes ago', read(15 * MINUTE - 1), 'mailboxes', 'late', []],
  ['a mailbox read 15 minutes ago', read(15 * MINUTE), 'mailboxes', 'down', ['mailbox-silent']],
  ['of two mailboxes the worse', read(MINUTE, 16 * MINUTE), 'mailboxes', 'down', ['mailbox-silent']],
  ['a mailbox that was never read, at the start', read(null), 'mailboxes', 'new', []],
  [
    'one that fell silent beside one that was never read',
    read(16 * MINUTE, null),
    'mailboxes',
    'down',
    ['mailbox-silent'],
  ],
  ['no mailbox yet, at the start', read(), 'mailboxes', 'new', []],
  ['a fault that passes', mailbox({ fault: 'x' }), 'mailboxes', 'late', []],
  ['one that does not', mailbox({ fault: 'x', faultNeedsPerson: true }), 'mailboxes', 'late', ['mailbox-refused']],
  [
    'a login that ends in 14 days',
    mailbox({ loginEndsAt: ago(-14 * 24 * HOUR) }),
    'mailboxes',
    'good',
    ['login-ending'],
  ],
  ['a clock two minutes off', mailbox({ clockAheadMs: -2 * MINUTE }), 'mailboxes', 'good', ['clock-off']],
  ['a job that waits 10 minutes', { queue: { due: 1, oldestMs: 10 * MINUTE, dead: 0 } }, 'queue', 'late', []],
  ['a job that waits longer', { queue: { due: 1, oldestMs: 11 * MINUTE, dead: 0 } }, 'queue', 'down', ['queue-old']],
  ['a letter in quarantine', { quarantine: { letters: 1, since: ago(HOUR) } }, 'quarantine', 'late', []],
  [
    'a letter that is there for more than a day',
    { quarantine: { letters: 1, since: ago(25 * HOUR) } },
    'quarantine',
    'down',
    ['quarantine-old'],
  ],
  ['no list at all', { lists: { held: 0, expired: 0 } }, 'lists', 'new', []],
  ['a list past its end', { lists: { held: 3, expired: 1 } }, 'lists', 'down', ['list-expired']],
  ['no letter of ours is sent', { letters: null }, 'letters', 'paused', []],
  ['one that could not be sent', { letters: { failed: 1, unclear: 0 } }, 'letters', 'down', ['letters-stuck']],
  ['one that nobody knows of', { letters: { failed: 0, unclear: 1 } }, 'letters', 'down', ['letters-stuck']],
  ['no backup asked for', { backup: null }, 'backup', 'paused', []],
  ['a backup asked for an hour ago', { backup: backup(null) }, 'backup', 'new', []],
  ['a backup of 26 hours', { backup: backup(26 * HOUR) }, 'backup', 'late', []],
  ['an older backup', { backup: backup(27 * HOUR) }, 'backup', 'down', ['backup-old']],
  ['a backup that failed today', { backup: backup(20 * HOUR, true) }, 'backup', 'late', []],
  ['a disk with less than a tenth free', { disk: disk(9e9) }, 'disk', 'late', ['disk-low']],
  ['a disk with less than is demanded', { disk: disk(1e9) }, 'disk', 'down', ['disk-low']],
  ['a count that differs', { tally: { ...GOOD_SIGNS.tally, differs: true } }, 'tally', 'down', ['tally-mismatch']],
  ['a damaged file', { files: { ...GOOD_SIGNS.files, damaged: 1 } }, 'files', 'down', ['file-damaged']],
  ['a check that failed', { files: { ...GOOD_SIGNS.files, isFailing: true } }, 'files', 'late', []],
]

describe('is told as it is:', () => {
  for (const [name, change, part, condition, alerts] of cases) {
    test(name, () => {
      const signs = { ...GOOD_SIGNS, ...change }
      expect(conditionsOf(signs)[part]).toBe(condition)
      expect(alertsOf(signs, ago(MINUTE))).toEqual(alerts)
    })
  }

  test('a mailbox that was never read since the start a quarter of an hour ago', () => {
    expect(alertsOf({ ...GOOD_SIGNS, ...read(MINUTE, null) }, ago(16 * MINUTE))).toEqual(['mailbox-silent'])
    expect(alertsOf({ ...GOOD_SIGNS, ...read() }, ago(16 * MINUTE))).toEqual(['mailbox-silent'])
  })
})

test('the age of the queue is that of its first job, whatever comes behind it', () => {
  const at = (ms: number) => ms as Instant
  const ageOf = openQueueAge()
  expect(ageOf({ firstDueJob: null, lastJob: null }, at(0))).toBe(0)
  expect(ageOf({ firstDueJob: 1, lastJob: 5 }, at(1000))).toBe(0)
  expect(ageOf({ firstDueJob: 3, lastJob: 9 }, at(2000))).toBe(1000)
  // Job 5 was there at 1000, job 6 came until 2000.
  expect(ageOf({ firstDueJob: 5, lastJob: 9 }, at(3000))).toBe(2000)
  expect(ageOf({ firstDueJob: 6, lastJob: 9 }, at(4000))).toBe(2000)
  expect(ageOf({ firstDueJob: null, lastJob: 9 }, at(5000))).toBe(0)
})
