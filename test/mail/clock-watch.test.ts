/** How far the clock of a mail server is ahead, from what letters tell that arrive between two looks. */
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { openClockWatch } from '../../src/mail/clock-watch.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 0, 5) as Instant

/** Looks, a minute apart; each names how long before it its letters arrived, by the clock of the server, in minutes. */
type Look = readonly number[]

const cases: readonly { name: string; looks: readonly Look[]; ahead: number | null }[] = [
  { name: 'no letter', looks: [[], []], ahead: null },
  { name: 'letters that lay there at the start', looks: [[1, 5000]], ahead: null },
  { name: 'a letter of the last minute', looks: [[], [0.5]], ahead: 0 },
  { name: 'a letter from the future, at the start already', looks: [[100, -7]], ahead: 7 },
  { name: 'a letter from the future', looks: [[], [-2]], ahead: 2 },
  { name: 'one letter that is older than the look before', looks: [[], [8]], ahead: null },
  { name: 'old letters that somebody moves here, one by one', looks: [[], [8], [5000], [90]], ahead: null },
  { name: 'a letter that just came beside one that was moved', looks: [[], [5000, 0.2]], ahead: 0 },
  { name: 'three looks that agree', looks: [[], [8], [8.5], [8.9]], ahead: -7.9 },
  { name: 'a clock that was set right', looks: [[], [-3], [0.4]], ahead: 0 },
]

describe('the clock of a server', () => {
  for (const { name, looks, ahead } of cases) {
    test(name, () => {
      const watch = openClockWatch()
      let uid = 0
      let known: number | null = null
      for (const [index, letters] of looks.entries()) {
        const now = (START + index * MINUTE) as Instant
        watch.search(now)
        watch.list(
          letters.map((ago) => listed(++uid, (now - ago * MINUTE) as Instant)),
          now,
        )
        known = watch.ahead() ?? known
      }
      expect(known).toBe(ahead === null ? null : Math.round(ahead * MINUTE))
    })
  }

  test('a letter that is listed again, as it could not be fetched, tells nothing', () => {
    const watch = openClockWatch()
    for (let look = 0; look < 5; look++) {
      const now = (START + look * MINUTE) as Instant
      watch.search(now)
      watch.list([listed(1, START)], now)
      expect(watch.ahead()).toBeNull()
    }
  })
})

const listed = (uid: number, receivedAt: Instant) => ({
  key: { account: 'a', folder: 'INBOX', uidValidity: '1', uid: String(uid) },
  ...{ size: 1, receivedAt, messageId: null },
})
