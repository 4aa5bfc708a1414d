/** Letters of ours for the pages: one in each state, with hostile words of a server. */
import type { Instant } from '../../src/lang.ts'
import { writeReminder } from '../../src/notices/reminder.ts'
import { HOLIDAYS } from '../../src/notices/working-days.ts'
import type { Notice, NoticeState } from '../../src/store/outbox-store.ts'
import type { OutboxView } from '../../src/web/outbox-view.ts'
import { noticeOf } from '../outbox/sample-notice.ts'
import { campaign, HOSTILE, NOW, units } from './sample.ts'

const STATES: readonly NoticeState[] = ['waiting', 'sending', 'unclear', 'sent', 'failed']

const sampleNotices = (): readonly Notice[] =>
  STATES.map((state, index) => ({
    ...noticeOf(
      { kind: state === 'sent' ? 'receipt' : 'reminder', unit: units[2]?.id ?? null, about: state, madeAt: NOW },
      { subject: `Đôn đốc ${HOSTILE}`, text: `Kính gửi: ${HOSTILE}\n\nHai dòng.` },
    ),
    ...{ id: index + 1, state, attempt: 1, dueAt: NOW, since: NOW, reply: HOSTILE },
    endedAt: state === 'sent' ? (NOW as Instant) : null,
    fault: state === 'unclear' ? ('unanswered' as const) : state === 'failed' ? ('refused' as const) : null,
    bouncedAt: state === 'sent' ? NOW : null,
    bounce: state === 'sent' ? '5.1.1' : null,
  }))

export function sampleOutbox(changes: Partial<OutboxView> = {}): OutboxView {
  return {
    from: 'noivu@example.vn',
    trialWord: '[THỬ]',
    holidays: HOLIDAYS,
    reminder: (unit) => writeReminder({ campaign, contact: null, unit, now: NOW }),
    remind: async (wanted) => wanted.length,
    receipt: async () => ({ kind: 'silent', why: 'not-registered' }),
    store: {
      noticeSettings: async () => ({ receiptsSince: NOW, registeredOnly: true, remindersSince: null }),
      changeNoticeSettings: async () => undefined,
      notices: async ({ states, kinds }) =>
        sampleNotices().filter(
          ({ state, kind }) => (states?.includes(state) ?? true) && (kinds?.includes(kind) ?? true),
        ),
      notice: async (id) => sampleNotices().find((each) => each.id === id) ?? null,
      noticeCounts: async () => ({ waiting: 1, sending: 1, unclear: 1, sent: 1, failed: 1 }),
      lastReminders: async () => sampleNotices().slice(0, 1),
      decideNotice: async (id, as) => sampleNotices()[id - 1]?.state === 'unclear' && as !== 'dropped',
      badAddresses: async () => [{ address: `bad@example.vn`, since: NOW, status: '5.1.1' }],
      forgetBadAddress: async () => undefined,
    },
    ...changes,
  }
}
