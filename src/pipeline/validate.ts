/** The job that judges a document: ask the judge, gather what it lacked, ask again. */

import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Sha256 } from '../lang.ts'
import type { Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import type { Judgement } from '../validation/judgement.ts'
import type { Ports } from './ports.ts'

/** What is gathered may name further authorities whose lists are wanted: those of a signer, of its CA, of the root. */
const MAX_ROUNDS = 3

type ValidatePorts = Pick<Ports, 'clock' | 'judge' | 'evidence' | 'attribute' | 'programVersion'> & {
  readonly store: Pick<Store, 'earliestReceipt' | 'recordVerdict'>
  readonly files: Pick<Files, 'path'>
}

/** Does nothing for a document that is not known. */
export async function validate(ports: ValidatePorts, document: Sha256, signal: AbortSignal): Promise<void> {
  const { store, clock, attribute, programVersion } = ports
  const receivedAt = await store.earliestReceipt(document)
  if (receivedAt === null) return
  const at = clock()
  const trust = await ports.evidence.trust()
  const file = { sha256: document, path: ports.files.path(document) }
  const { judgement, certificateLists } = await askAndGather(ports.evidence, signal, (lists) =>
    ports.judge(file, { at, receivedAt, trust, evidence: { certificateLists: lists } }, signal),
  )
  const verdict = {
    document,
    report: judgement.report,
    judgedAt: at,
    receivedAt,
    programVersion,
    evidence: certificateLists.map(({ sha256 }) => sha256),
  }
  await store.recordVerdict(verdict, attribute)
}

/** Ends as soon as nothing is wanted, or nothing new can be had. */
export async function askAndGather(
  evidence: Pick<EvidenceSource, 'gather'>,
  signal: AbortSignal,
  judge: (lists: readonly CertificateList[]) => Promise<Judgement>,
) {
  const given = new Map<Sha256, CertificateList>()
  let judgement = await judge([])
  for (let round = 1; round <= MAX_ROUNDS && judgement.wanted.length > 0; round++) {
    signal.throwIfAborted()
    const before = given.size
    const { certificateLists } = await evidence.gather(judgement.wanted)
    for (const list of certificateLists) given.set(list.sha256, list)
    if (given.size === before) break
    judgement = await judge([...given.values()])
  }
  return { judgement, certificateLists: [...given.values()] }
}
