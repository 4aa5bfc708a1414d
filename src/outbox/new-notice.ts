/** A letter of ours as a row that is yet to be sent: the same letter has the same Message-ID, and nobody else can guess it. */
import type { Seal } from '../access/seal.ts'
import type { UnitId } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import type { Wording } from '../notices/letter-text.ts'
import type { NewNotice, NoticeKind } from '../store/outbox-store.ts'

export type Occasion = {
  readonly kind: NoticeKind
  readonly about: string
  readonly unit: UnitId | null
  readonly recipient: string
  readonly madeAt: Instant
  /** Of the letter that is answered. */
  readonly thread?: Pick<NewNotice, 'inReplyTo' | 'references'>
}

export type NoticeMaker = (occasion: Occasion, wording: Wording) => NewNotice

/** @param from whose domain the Message-IDs bear. */
export function noticeMaker(seal: Pick<Seal, 'mark'>, from: string): NoticeMaker {
  const domain = from.replace(/^.*@/, '')
  return ({ thread = { inReplyTo: null, references: null }, ...occasion }, wording) => {
    const { kind, about, recipient } = occasion
    // A letter that comes back is known by it: whoever was not sent it cannot say that it came back.
    const mark = Buffer.from(seal.mark(`message-id ${kind} ${about} ${recipient}`), 'base64url').toString('hex')
    return { ...occasion, ...thread, ...wording, messageId: `<${kind}.${mark.slice(0, 40)}@${domain}>` }
  }
}
