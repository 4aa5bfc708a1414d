/** PORT. Gives one letter to a server that delivers it, in two steps, so that whoever asks knows what a crash leaves open. */
import type { NewNotice, SendFault } from '../store/outbox-store.ts'

export type SendResult =
  | { readonly kind: 'sent'; readonly reply: string }
  /** The server does not take this letter: for good, or for the moment. */
  | { readonly kind: 'refused' | 'later'; readonly reply: string }
  /** It takes no letter for the moment. */
  | { readonly kind: 'away'; readonly fault: SendFault; readonly reply: string }
  /** `beforeEnd` or the signal said so; the server has no letter. */
  | { readonly kind: 'called-off' }
  /** It was given everything and did not answer. */
  | { readonly kind: 'unclear'; readonly reply: string }

export type LetterSender = {
  /**
   * Never rejects for what a server does.
   *
   * @param beforeEnd is awaited once the server has agreed to take the letter and was given all but its end, without which it
   * delivers nothing (RFC 5321, 4.1.1.4). Where it resolves to false the letter is called off.
   * @param signal calls it off, unless it has ended by then.
   */
  readonly send: (letter: NewNotice, beforeEnd: () => Promise<boolean>, signal: AbortSignal) => Promise<SendResult>
}
