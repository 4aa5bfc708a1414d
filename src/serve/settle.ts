/** Verdicts settle by themselves: what may change is judged again when evidence, trust store or policy do, or its time comes. */
import { canonicalHash } from '../canonical-json.ts'
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { EvidenceNews } from '../evidence/news.ts'
import { wait } from '../queue/wait.ts'
import type { Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import { snapshotOf } from '../store/trust-snapshot.ts'
import type { Clock } from '../system.ts'
import type { ValidationPolicy } from '../validation/policy.ts'
import { keepCertificates } from './keep-certificates.ts'
import type { SeenFolders } from './seen-folders.ts'
import type { RejudgedTeller } from './tell-rejudged.ts'

/** An operator who copies a list into the folder sees the effect within this time. */
const LOOK_MS = 5_000

export type SettlePorts = {
  readonly evidence: Pick<EvidenceSource, 'trust'> & { readonly refresh: () => Promise<EvidenceNews> }
  readonly folders: SeenFolders
  readonly store: Pick<
    Store,
    | 'listIssuers'
    | 'requeueProvisional'
    | 'requeueDue'
    | 'requeueAffected'
    | 'requeuePolicy'
    | 'requeueProgram'
    | 'requeueTrust'
  >
  readonly files: Pick<Files, 'put'>
  readonly policy: ValidationPolicy
  readonly programVersion: string
  readonly clock: Clock
  readonly teller: RejudgedTeller
  readonly wake: () => void
}

export type Settling = {
  /** Before the first look: what changed while no service ran. */
  readonly begin: () => Promise<void>
  /** One look at what has changed, and at the clock. What could not be done with it is done with the next. */
  readonly look: () => Promise<void>
}

export function openSettling(ports: SettlePorts): Settling {
  const { evidence, folders, store, files, policy, programVersion, clock, teller, wake } = ports
  const issuers = new Set<string>()
  let trustChanged = true

  /** @param why null: nothing is said of it. */
  const judgeAgain = async (requeue: () => Promise<number>, why: string | null) => {
    // Before: some may be judged by the time that all are asked for.
    const since = clock()
    const documents = await requeue()
    teller.began(documents, why, since)
    if (documents > 0) wake()
  }
  const settleTrust = async () => {
    const trust = await evidence.trust()
    await keepCertificates(files, trust)
    await judgeAgain(() => store.requeueTrust(snapshotOf(trust)), 'Chứng thư số được tin cậy đã thay đổi')
    trustChanged = false
  }
  return {
    begin: async () => {
      await judgeAgain(() => store.requeueProgram(programVersion), 'Phiên bản chương trình khác lần trước')
      const why = `Chính sách kiểm tra khác lần trước, nay là ${policy.name}`
      await judgeAgain(() => store.requeuePolicy(canonicalHash(policy)), why)
      await settleTrust()
      const stamp = await folders.stamp()
      if ((await folders.last()) !== stamp) {
        const all = await store.listIssuers()
        await judgeAgain(() => store.requeueAffected(all), 'Thư mục chứng thư số và danh sách thu hồi khác lần trước')
      }
      await judgeAgain(() => store.requeueProvisional(), null)
      await folders.note(stamp)
    },
    look: async () => {
      // Before the look: what comes meanwhile is seen with the next.
      const stamp = await folders.stamp()
      const news = await evidence.refresh()
      for (const issuer of news.listIssuers) issuers.add(issuer)
      trustChanged ||= news.trustChanged
      await judgeAgain(() => store.requeueAffected([...issuers]), 'Có dữ liệu thu hồi mới')
      issuers.clear()
      if (trustChanged) await settleTrust()
      await folders.note(stamp)
      await judgeAgain(() => store.requeueDue(clock()), null)
      await teller.look()
    },
  }
}

/** Begins, and then looks until `signal` aborts. */
export async function settle(
  settling: Settling,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let next = settling.begin
  while (!signal.aborted) {
    try {
      await next()
      next = settling.look
    } catch (error) {
      // The folder or the store is away for the moment; what was read of it still holds.
      onError(error)
    }
    await wait(LOOK_MS, signal)
  }
}
