/** A judgement in rounds: ask the judge, give it what is known of all that it looked at and what it lacked, ask again. */
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import type { OcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { Instant, Sha256 } from '../lang.ts'
import type { GivenEvidence } from '../store/verdict.ts'
import { type Evidence, type Judgement, NO_EVIDENCE } from '../validation/judgement.ts'

/** What is gathered may name further authorities whose lists are wanted: those of a signer, of its CA, of the root. */
const MAX_ROUNDS = 3

/**
 * Of each source, the lists given last: most letters are signed under the same authorities, and settled in one round. They
 * hide what a judge without them would want: where somebody would be asked for that, it is judged without them.
 */
const lastLists = new WeakMap<object, Evidence>()

/**
 * Ends as soon as the judge was given exactly what is known. What is imported and kept is heard though nothing is wanted: a
 * file may carry an answer from before its signer was revoked. `evidence` is all that the last judgement was given.
 */
export async function askAndGather<T extends Judgement>(
  source: Pick<EvidenceSource, 'known' | 'gather' | 'wouldAsk'>,
  signal: AbortSignal,
  judge: (evidence: Evidence) => Promise<T>,
): Promise<{ readonly judgement: T; readonly evidence: Evidence }> {
  const gathered = gathering()
  let given = lastLists.get(source) ?? NO_EVIDENCE
  let judgement = await judge(given)
  if (given.certificateLists.length > 0 && (await source.wouldAsk(judgement.asked))) {
    given = NO_EVIDENCE
    judgement = await judge(given)
  }
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    signal.throwIfAborted()
    const { asked, wanted } = judgement
    if (asked.length > 0) gathered.add(await source.known(asked, signal))
    if (wanted.length > 0) gathered.add(await source.gather(wanted, signal))
    const known = gathered.all()
    const isSettled = isSame(known, given)
    given = known
    if (isSettled) break
    judgement = await judge(given)
  }
  // An answer speaks of one certificate, and is nothing to expect again.
  if (given.ocspResponses.length === 0) lastLists.set(source, given)
  return { judgement, evidence: given }
}

/** In whatever order. */
function isSame(one: Evidence, other: Evidence): boolean {
  const names = (evidence: Evidence) => givenEvidence(evidence).map((item) => JSON.stringify(item))
  return names(one).toSorted().join() === names(other).toSorted().join()
}

function gathering() {
  const lists = new Map<Sha256, CertificateList>()
  const responses = new Map<Sha256, OcspResponse>()
  const heldSince = new Map<Sha256, Instant>()
  return {
    add: (more: Evidence): void => {
      for (const list of more.certificateLists) lists.set(list.sha256, list)
      for (const response of more.ocspResponses) responses.set(response.sha256, response)
      for (const [sha256, since] of more.heldSince) heldSince.set(sha256, since)
    },
    all: (): Evidence => ({
      certificateLists: [...lists.values()],
      ocspResponses: [...responses.values()],
      heldSince: new Map(heldSince),
    }),
  }
}

/** Evidence as a verdict keeps it: lists, then responses, each in the order given. */
export function givenEvidence({ certificateLists, ocspResponses, heldSince }: Evidence): readonly GivenEvidence[] {
  const given = (kind: GivenEvidence['kind'], items: readonly { readonly sha256: Sha256 }[]) =>
    items.map(({ sha256 }) => ({ kind, sha256, heldSince: heldSince.get(sha256) ?? null }))
  return [...given('certificate-list', certificateLists), ...given('ocsp-response', ocspResponses)]
}
