/** The whole pipeline over one folder, with a mailbox and a judge of the test's choice. */
import { join } from 'node:path'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { MailSource } from '../../src/mail/mail-source.ts'
import { type PollTimes, poll } from '../../src/pipeline/poll.ts'
import type { JudgeDocument, Ports } from '../../src/pipeline/ports.ts'
import { work } from '../../src/pipeline/work.ts'
import { inProcessQueue } from '../../src/queue/in-process.ts'
import { explainFault } from '../../src/report/explain-fault.ts'
import { openContentFolder } from '../../src/store/content-folder.ts'
import { NO_EVIDENCE } from '../../src/validation/judgement.ts'
import { openPlace } from '../store/open-place.ts'
import { at, attributeByLetter, reportOf, UNREAD } from '../store/sample-rows.ts'

export const judgeValid: JudgeDocument = async ({ sha256 }) => ({
  report: reportOf(sha256),
  asked: [],
  wanted: [],
  restsOn: { certificates: [], evidence: [], listIssuers: [] },
})

type Options = {
  readonly folder: string
  /** As `openPlace`; without it the store lies in the folder. */
  readonly place?: string
  readonly source: MailSource
  readonly times?: PollTimes
  readonly change?: (ports: Ports) => Partial<Ports>
}

export async function startPipeline({
  folder,
  place = join(folder, 'sokyso.db'),
  source,
  times,
  change = () => ({}),
}: Options) {
  const store = await openPlace(place)
  // Long after anything here was written: what a killed process left half written is cleared away.
  const files = await openContentFolder(join(folder, 'content'), at(8e15))
  const abort = new AbortController()
  const errors: unknown[] = []
  const waits: number[] = []
  let now = 0
  // Leaps over every back-off, never over a lease.
  const clock = () => {
    now += 600_000
    return at(now)
  }
  const base: Ports = {
    store,
    files,
    clock,
    wait: async (ms) => void waits.push(ms),
    wake: () => queue.wake(),
    judge: judgeValid,
    readIdentity: async () => UNREAD,
    evidence: {
      trust: async () => ({ anchors: [], intermediates: [] }),
      known: async () => NO_EVIDENCE,
      gather: async () => NO_EVIDENCE,
      wouldAsk: async () => false,
    },
    policy: OFFICIAL_2021,
    refetchMs: null,
    attribute: attributeByLetter,
    isRegistered: async (address) => address === 'ubnd@example.vn',
    isTrial: (subject) => subject.startsWith('[THỬ]'),
    originChecks: { trustedServers: ['mx.example.vn'], lookup: null },
    explainFault,
    findRoom: async () => undefined,
    programVersion: '1',
    random: () => 0,
    tell: () => undefined,
    onError: (error) => errors.push(error),
  }
  const ports = { ...base, ...change(base) }
  const queue = inProcessQueue({
    store: ports.store,
    clock,
    concurrency: 2,
    pollMs: 5,
    leaseMs: 2 ** 31 - 1,
    jobMs: 60_000,
    maxAttempts: 3,
    onError: (error) => errors.push(error),
  })
  await store.releaseJobs()
  const running = Promise.all([poll(ports, source, abort.signal, times), queue.consume(work(ports), abort.signal)])
  return {
    store,
    files,
    errors,
    waits,
    stop: async () => {
      abort.abort()
      await running
      await store.close()
    },
  }
}
