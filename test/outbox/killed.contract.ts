/** Letters are sent once though their sender is killed: before their end is given they are sent later, behind it a person is asked. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Notice } from '../../src/store/outbox-store.ts'
import { IS_NIGHT } from '../night.ts'
import { openPlace } from '../store/open-place.ts'
import { mailServer, type TakenLetter } from './mail-server.ts'
import { numbered } from './sample-notice.ts'

const PROGRAM = fileURLToPath(new URL('send-until-killed.ts', import.meta.url))
/** A letter whose sender was killed is looked at again after this time. */
const LEASE_MS = 200

const idOf = ({ raw }: TakenLetter) => /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? ''

export function killedSenderContract(name: string, newPlace: () => Promise<string>): void {
  describe(name, () => {
    /** Starts it again and again until nothing is due any more; `first` is killed by somebody. */
    async function sendAll(
      place: string,
      port: number,
      onStart: (child: ChildProcess, run: number) => void,
      step = '',
    ) {
      const store = await openPlace(place)
      onTestFinished(store.close)
      for (let run = 0; ; run++) {
        const settings = [place, String(port), String(LEASE_MS), run === 0 ? step : '']
        const child = spawn(process.execPath, [PROGRAM, ...settings], { stdio: ['ignore', 'inherit', 'inherit'] })
        onStart(child, run)
        await once(child, 'exit')
        const counts = await store.noticeCounts()
        if ((counts.waiting ?? 0) + (counts.sending ?? 0) === 0) break
      }
      return store.notices({}, { offset: 0, limit: 1000 })
    }

    async function filled(count: number) {
      const place = await newPlace()
      const store = await openPlace(place)
      await store.addNotices(numbered(count), null)
      await store.close()
      return place
    }

    function expectOnce(notices: readonly Notice[], taken: readonly TakenLetter[]) {
      const times = new Map<string, number>()
      for (const id of taken.map(idOf)) times.set(id, (times.get(id) ?? 0) + 1)
      const of = (state: Notice['state']) => notices.filter((notice) => notice.state === state)
      expect([...times.values()].every((count) => count === 1)).toBe(true)
      expect(of('sent').filter(({ messageId }) => times.get(messageId) !== 1)).toEqual([])
      expect(of('sent').length + of('unclear').length).toBe(notices.length)
      expect(of('sent').length).toBeLessThanOrEqual(taken.length)
    }

    const deaths = [
      { step: 'taken 2', unclear: 0, taken: 4 },
      { step: 'given 2', unclear: 0, taken: 4 },
      { step: 'marked 2', unclear: 1, taken: 3 },
      { step: 'answered 2', unclear: 1, taken: 4 },
      { step: 'noted 2', unclear: 0, taken: 4 },
    ]
    for (const { step, unclear, taken } of deaths) {
      test(`a sender that dies at "${step}"`, async () => {
        const server = await mailServer()
        onTestFinished(server.close)
        const notices = await sendAll(await filled(4), server.port, () => undefined, step)
        expectOnce(notices, server.taken)
        expect(notices.filter(({ state }) => state === 'unclear')).toHaveLength(unclear)
        expect(server.taken).toHaveLength(taken)
      })
    }

    test('a sender that is killed at random, again and again', async () => {
      const seed = Date.now()
      let state = seed % 2147483647
      // Lehmer: the same kills for the same seed, as far as a machine repeats itself.
      const random = () => {
        state = (state * 48271) % 2147483647
        return state / 2147483647
      }
      let victim: ChildProcess | null = null
      let kills = 0
      const strike = () => {
        if (kills < (IS_NIGHT ? 12 : 4) && victim?.kill('SIGKILL')) kills++
      }
      const server = await mailServer({
        onRecipient: () => {
          if (random() < 0.1) strike()
          return null
        },
        onEnd: async () => {
          if (random() < 0.3) setTimeout(strike, random() * 4)
        },
      })
      onTestFinished(server.close)
      const notices = await sendAll(await filled(24), server.port, (child) => {
        victim = child
      })
      const unclear = notices.filter(({ state: its }) => its === 'unclear').length
      console.info(
        `${name}: seed ${seed}, ${kills} kills, 24 letters, ${server.taken.length} taken, ${unclear} unclear`,
      )
      expect(kills).toBeGreaterThan(1)
      expectOnce(notices, server.taken)
    }, 300_000)
  })
}
