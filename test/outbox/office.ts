/** An office that reads a mailbox and answers: the whole pipeline over one folder, with a clock that stands where a test wants. */
import { onTestFinished } from 'vitest'
import { openSeal } from '../../src/access/seal.ts'
import type { Unit } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { HOLIDAYS } from '../../src/notices/working-days.ts'
import { answerLetters } from '../../src/outbox/answer-letters.ts'
import { noticeMaker } from '../../src/outbox/new-notice.ts'
import type { RemindPorts } from '../../src/outbox/remind-units.ts'
import type { JudgeDocument } from '../../src/pipeline/ports.ts'
import { countRows } from '../../src/store/count-rows.ts'
import type { NoticeSettings } from '../../src/store/outbox-store.ts'
import { memoryMailbox } from '../pipeline/memory-mailbox.ts'
import { judgeValid, startPipeline } from '../pipeline/running-pipeline.ts'
import { untilSettled } from '../pipeline/until-settled.ts'
import { at, reportOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { byCertificate, campaign, unit } from '../tally/build.ts'
import { draft } from '../web/people.ts'

export const UNIT = unit('Húc', { addresses: ['ubnd@example.vn'] })
export const START = Date.parse('2021-08-20T09:00:00+07:00') as Instant
const ON: NoticeSettings = { receiptsSince: at(0), registeredOnly: true, remindersSince: null }
const never = new AbortController().signal

type Options = {
  readonly own?: string
  readonly units?: readonly Unit[]
  readonly settings?: Partial<NoticeSettings>
  readonly judge?: JudgeDocument
  readonly trialWord?: string | null
}

export async function openOffice({ own = 'noivu@example.vn', units = [UNIT], judge, ...options }: Options = {}) {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  const mailbox = memoryMailbox()
  const { trialWord = '[THỬ]' } = options
  const pipeline = await startPipeline({
    folder: folder.path,
    source: mailbox,
    change: () => ({
      judge: judge ?? judgeValid,
      attribute: () => byCertificate(UNIT.id),
      isTrial: (subject) => trialWord !== null && subject.startsWith(trialWord),
    }),
  })
  onTestFinished(pipeline.stop)
  const { store, files } = pipeline
  await store.startRegister({ at: at(0), by: 'test', why: 'test', decision: null, units })
  await store.changeNoticeSettings({ ...ON, ...options.settings }, draft)
  const clock = { now: START }
  let letters = 0
  const ports = {
    ...{ store, files, campaign, contact: null, trialWord, own: new Set([own]), holidays: HOLIDAYS, digestTo: [] },
    tally: () => countRows(campaign, store),
    make: noticeMaker(openSeal(Buffer.alloc(32, 5)), own),
    clock: () => clock.now,
    tell: () => undefined,
  } satisfies Parameters<typeof answerLetters>[0] & RemindPorts
  return {
    store,
    clock,
    ports,
    /** Resolves when it has been read and judged. */
    receive: async (raw: string) => {
      mailbox.deliver(raw)
      letters++
      await untilSettled(store, letters)
    },
    answer: () => answerLetters(ports, never),
    /** Oldest first. */
    out: async () => (await store.notices({}, { offset: 0, limit: 100 })).toReversed(),
    silences: async () => {
      const all = await store.letters({ offset: 0, limit: 100 })
      return Promise.all(all.map(({ sha256 }) => store.silenceOf(sha256)))
    },
  }
}

/** Waits for revocation data at first; `decided` says what comes of it. */
export function judgeLater(): { readonly judge: JudgeDocument; decide: () => void } {
  let isDecided = false
  return {
    judge: async ({ sha256 }) => {
      const report = reportOf(sha256, isDecided ? 'valid' : 'revocation-unknown')
      return {
        report: isDecided ? report : { ...report, outcome: 'indeterminate' },
        ...{ asked: [], wanted: [], restsOn: { certificates: [], evidence: [], listIssuers: [] } },
      }
    },
    decide: () => {
      isDecided = true
    },
  }
}
