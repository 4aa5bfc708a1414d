/** The job that reads and judges a document and keeps the verdict with all that it rests on. */
import type { Sha256 } from '../lang.ts'
import { DamagedFileError, type Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import { snapshotOf } from '../store/trust-snapshot.ts'
import type { Foundation, RevocationRequest } from '../validation/judgement.ts'
import { askAndGather, givenEvidence } from './ask-and-gather.ts'
import { identify } from './identify.ts'
import type { Ports } from './ports.ts'
import { retryAt } from './retry-at.ts'

type ValidatePorts = Pick<
  Ports,
  'clock' | 'judge' | 'readIdentity' | 'evidence' | 'policy' | 'refetchMs' | 'attribute' | 'programVersion' | 'tell'
> & {
  readonly store: Pick<Store, 'earliestReceipt' | 'recordVerdict' | 'identity' | 'recordIdentity'>
  readonly files: Pick<Files, 'path'>
}

/** Does nothing for a document that is not known. */
export async function validate(ports: ValidatePorts, document: Sha256, signal: AbortSignal): Promise<void> {
  const { store, clock, policy, attribute, programVersion } = ports
  const receivedAt = await store.earliestReceipt(document)
  if (receivedAt === null) return
  const at = clock()
  const trust = await ports.evidence.trust()
  const file = { sha256: document, path: ports.files.path(document) }
  const judging = askAndGather(ports.evidence, signal, (gathered) =>
    ports.judge(file, { at, receivedAt, trust, policy, evidence: gathered }, signal),
  )
  // Known before the verdict is: a copy never counts for the moment until it is read.
  const [{ judgement, evidence }] = await Promise.all([judging, identify(ports, document, signal)])
  // What the disk has changed says nothing of what the unit has signed: no verdict, neither good nor bad.
  if (judgement.report.sha256 !== document) throw new DamagedFileError(document)
  const verdict = {
    document,
    report: judgement.report,
    judgedAt: at,
    receivedAt,
    programVersion,
    policy,
    trust: snapshotOf(trust),
    evidence: givenEvidence(evidence),
    restsOn: withAwaited(judgement.restsOn, judgement.wanted),
    retryAt: retryAt(judgement.report, evidence, at, ports.refetchMs),
  }
  await store.recordVerdict(verdict, attribute)
  const { outcome, code } = verdict.report
  ports.tell('judged', { document, outcome, code, ms: clock() - at })
}

/** A list that is still wanted may change the verdict, too. */
function withAwaited(restsOn: Foundation, wanted: readonly RevocationRequest[]): Foundation {
  const awaited = wanted.flatMap(({ listIssuers }) => listIssuers)
  return { ...restsOn, listIssuers: [...new Set([...restsOn.listIssuers, ...awaited])] }
}
