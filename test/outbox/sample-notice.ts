/** Letters of ours for tests. */
import { openSeal } from '../../src/access/seal.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { noticeMaker, type Occasion } from '../../src/outbox/new-notice.ts'
import type { NewNotice } from '../../src/store/outbox-store.ts'

export const FROM = 'noivu@example.vn'
const make = noticeMaker(openSeal(Buffer.alloc(32, 9)), FROM)

const OCCASION: Occasion = {
  kind: 'reminder',
  about: 'day 1',
  unit: 'xa-mot' as UnitId,
  recipient: 'ubnd@example.vn',
  madeAt: 1_630_000_000_000 as Instant,
}

const WORDING = { subject: 'Đôn đốc nộp văn bản', text: 'Kính gửi: xã Một\n', html: '<p>Kính gửi: xã Một</p>' }

export function noticeOf(changes: Partial<Occasion> = {}, wording: Partial<typeof WORDING> = {}): NewNotice {
  return make({ ...OCCASION, ...changes }, { ...WORDING, ...wording })
}

export const numbered = (count: number, kind: NewNotice['kind'] = 'reminder'): readonly NewNotice[] =>
  Array.from({ length: count }, (_, index) => noticeOf({ kind, about: `number ${index}` }))
