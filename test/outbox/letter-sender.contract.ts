/** What every adapter of the LetterSender port must do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LetterSender, SendResult } from '../../src/outbox/letter-sender.ts'
import { type Hooks, type MailServer, reply } from './mail-server.ts'
import { FROM, noticeOf } from './sample-notice.ts'

export type Delivering = { readonly sender: LetterSender; readonly server: MailServer }

const NEVER = new AbortController().signal
const yes = async () => true

export function letterSenderContract(name: string, open: (hooks: Hooks) => Promise<Delivering>): void {
  describe(name, () => {
    let hooks: { -readonly [Key in keyof Hooks]: Hooks[Key] }
    let opened: Delivering
    beforeEach(async () => {
      hooks = {}
      opened = await open({
        onEnd: async (letter) => hooks.onEnd?.(letter),
        onRecipient: (address) => hooks.onRecipient?.(address) ?? null,
      })
    })
    afterEach(() => opened.server.close())

    test('a letter arrives once, from us to its recipient, and is sent when the server says so', async () => {
      const letter = noticeOf()
      expect(await opened.sender.send(letter, yes, NEVER)).toMatchObject({ kind: 'sent' })
      expect(opened.server.taken).toMatchObject([{ from: FROM, to: [letter.recipient] }])
      expect(opened.server.taken[0]?.raw).toContain(`Message-ID: ${letter.messageId}`)
    })

    test('its end is given only when that is asked for, with all before it on the way', async () => {
      const asked: number[] = []
      await opened.sender.send(
        noticeOf(),
        async () => {
          asked.push(opened.server.taken.length)
          return true
        },
        NEVER,
      )
      expect(asked).toEqual([0])
    })

    test('one whose end is refused at the last moment is not delivered', async () => {
      expect(await opened.sender.send(noticeOf(), async () => false, NEVER)).toEqual({ kind: 'called-off' })
      await opened.sender.send(noticeOf({ about: 'next' }), yes, NEVER)
      expect(opened.server.taken).toHaveLength(1)
    })

    test('a store that fails before the end leaves the server without the letter', async () => {
      const failing = async () => Promise.reject(new Error('the store is away'))
      expect(await opened.sender.send(noticeOf(), failing, NEVER)).toMatchObject({ kind: 'away' })
      expect(opened.server.taken).toHaveLength(0)
    })

    test('a signal that came before is obeyed', async () => {
      expect(await opened.sender.send(noticeOf(), yes, AbortSignal.abort())).toEqual({ kind: 'called-off' })
      expect(opened.server.taken).toHaveLength(0)
    })

    test('a signal that comes behind the end does not make the answer unheard', async () => {
      const end = new AbortController()
      hooks.onEnd = async () => end.abort()
      expect(await opened.sender.send(noticeOf(), yes, end.signal)).toMatchObject({ kind: 'sent' })
    })

    const answers: readonly { name: string; code: number; at: 'recipient' | 'end'; expected: SendResult['kind'] }[] = [
      { name: 'nobody of that name', code: 550, at: 'recipient', expected: 'refused' },
      { name: 'a full mailbox', code: 452, at: 'recipient', expected: 'later' },
      { name: 'greylisting', code: 450, at: 'recipient', expected: 'later' },
      { name: 'a farewell', code: 421, at: 'recipient', expected: 'away' },
      { name: 'a letter that is taken for spam', code: 554, at: 'end', expected: 'refused' },
      { name: 'a disk that is full', code: 451, at: 'end', expected: 'later' },
    ]
    for (const { name: what, code, at, expected } of answers) {
      test(`${what} (${code}): ${expected}`, async () => {
        if (at === 'recipient') hooks.onRecipient = () => reply(code)
        else hooks.onEnd = () => Promise.reject(reply(code))
        const result = await opened.sender.send(noticeOf(), yes, NEVER)
        expect(result).toMatchObject({ kind: expected, reply: expect.stringContaining(String(code)) })
      })
    }

    test('a server that ends the connection instead of an answer to the end leaves it unclear', async () => {
      hooks.onEnd = async () => {
        await opened.server.close()
        await new Promise(() => undefined)
      }
      expect(await opened.sender.send(noticeOf(), yes, NEVER)).toMatchObject({ kind: 'unclear' })
    })
  })
}
