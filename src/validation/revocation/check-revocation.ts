/** Whether the certificates of a path had been revoked at a given time. EN 319 102-1, 5.2.6.4, step 3; RFC 5280, 6.3. */
import type { Certificate } from '../../format/x509/certificate.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { finding, findingOf, iso } from '../finding.ts'
import { needsNoRevocation } from '../path/extensions.ts'
import type { Path } from '../path/path.ts'
import type { Finding, RevocationReport } from '../report.ts'
import { type Answer, CERTIFICATE_HOLD } from './answer.ts'
import { chooseAnswer } from './choose-answer.ts'
import { freshUntil } from './freshness.ts'
import { type Inquiry, isExhausted } from './inquiry.ts'
import { listAnswers } from './list-answers.ts'
import { noteAsked, noteAuthority, request } from './request.ts'
import { responseAnswers } from './response-answers.ts'

export type Status = {
  readonly findings: readonly Finding[]
  /** Null for certificates that need none. */
  readonly report: RevocationReport | null
  /** Every list and response that tells of the certificate, the deciding one among them. */
  readonly told: readonly Sha256[]
}

/** The findings of all certificates of `path` at `at`. */
export function checkRevocation(path: Path, at: Instant, inquiry: Inquiry): readonly Finding[] {
  return revocationStatuses(path, at, inquiry).flatMap(({ findings }) => findings)
}

/** One status for each certificate of `path`, the anchor's last. */
export function revocationStatuses(path: Path, at: Instant, inquiry: Inquiry): readonly Status[] {
  return path.certificates.map((_, index) => statusAt(path, index, at, inquiry))
}

const NONE: Status = { findings: [], report: null, told: [] }

function statusAt(path: Path, index: number, at: Instant, inquiry: Inquiry): Status {
  const certificate = path.certificates[index]
  if (!certificate || index === path.certificates.length - 1) return NONE
  // It is being asked about further out: what is found there decides for all whom it vouches for.
  if (inquiry.open.has(certificate.sha256)) return NONE
  const answers = answersAbout(path, index, inquiry)
  const answer = chooseAnswer(answers, at, inquiry.given.policy.revocation)
  // Stricter than RFC 6960, 4.2.2.2.1, and RFC 9608, 4: nobody need ask about it, and yet what is at hand is heard.
  if (needsNoRevocation(certificate) && !isExhausted(inquiry) && !(answer?.revoked && answer.revoked.at <= at))
    return NONE
  noteAuthority(path, index, inquiry)
  const findings = judge(certificate, answer, at, index === 0, inquiry)
  for (const sha256 of answer ? [answer.sha256, ...answer.alongside] : []) inquiry.used.add(sha256)
  // Also where the answer at hand is not believed: another source may tell.
  if (answer?.reservations.length || findings.some(({ code }) => code.startsWith('revocation-')))
    inquiry.wanted.set(certificate.sha256, request(path, index))
  return { findings, report: describe(answer, findings), told: answers.map(({ sha256 }) => sha256) }
}

/** Answers do not depend on the time that is judged, and are asked for at several. */
const known = new WeakMap<Path, Map<number, readonly Answer[]>>()

/** All that lists and responses say of the certificate at `index`. */
export function answersAbout(path: Path, index: number, inquiry: Inquiry): readonly Answer[] {
  noteAsked(path, index, inquiry)
  const ofPath = known.get(path) ?? new Map<number, readonly Answer[]>()
  known.set(path, ofPath)
  const before = ofPath.get(index)
  const certificate = path.certificates[index]
  if (before || !certificate || inquiry.open.has(certificate.sha256)) return before ?? []
  inquiry.open.add(certificate.sha256)
  const all = [...listAnswers(path, index, inquiry), ...responseAnswers(path, index, inquiry)]
  // Where the effort ran out, the one that revokes may be among those that were not looked at: nothing is good then.
  const heard = isExhausted(inquiry) ? all.filter(({ revoked }) => revoked) : all
  const answers = heard.map((answer) => withRevokedAuthorities(answer, path, index, inquiry))
  inquiry.open.delete(certificate.sha256)
  ofPath.set(index, answers)
  return answers
}

/**
 * EN 319 102-1, 5.6.2.4: of an authority that was revoked only what is proved to be older is believed. Whoever has its key can
 * date a list or response as he likes.
 */
function withRevokedAuthorities(answer: Answer, path: Path, index: number, inquiry: Inquiry): Answer {
  const since = Math.max(...[answer.sha256, ...answer.alongside].map(inquiry.knownSince)) as Instant
  const reservations = path.certificates.slice(index + 1, -1).flatMap((authority, above) => {
    const told = chooseAnswer(answersAbout(path, index + 1 + above, inquiry), since, inquiry.given.policy.revocation)
    return told?.revoked && told.revoked.at <= since ? judge(authority, told, since, false, inquiry) : []
  })
  return reservations.length > 0 ? { ...answer, reservations: [...answer.reservations, ...reservations] } : answer
}

function judge(
  certificate: Certificate,
  answer: Answer | null,
  at: Instant,
  isLeaf: boolean,
  inquiry: Inquiry,
): readonly Finding[] {
  const CLAUSE = 'EN 319 102-1, 5.2.6.4'
  const facts = { certificate: certificate.sha256, serialNumber: certificate.serialNumber }
  // Waiting does not help where it was our effort that ended.
  if (!answer && isExhausted(inquiry))
    return [findingOf('resource-limit', 'CERTIFICATE_CHAIN_GENERAL_FAILURE', CLAUSE, facts)]
  if (!answer) return [finding('revocation-unknown', CLAUSE, facts)]
  const { revoked, sha256, reservations } = answer
  if (revoked && revoked.at <= at) {
    const seen = { ...facts, revokedAt: iso(revoked.at), at: iso(at), evidence: sha256 }
    if (revoked.reason === CERTIFICATE_HOLD) return [finding('certificate-on-hold', CLAUSE, seen)]
    return [finding(isLeaf ? 'revoked-time-unproven' : 'authority-revoked', CLAUSE, seen)]
  }
  const until = freshUntil(answer, inquiry.given.policy.revocation)
  if (at < until) return reservations
  const stale = { ...facts, thisUpdate: iso(answer.thisUpdate), freshUntil: iso(until), evidence: sha256 }
  return [...reservations, finding('revocation-stale', 'EN 319 102-1, 5.2.5', stale)]
}

function describe(answer: Answer | null, findings: readonly Finding[]): RevocationReport {
  const codes = new Set(findings.map(({ code }) => code))
  // An authority above may be the one that is revoked: then of this certificate nothing is known.
  const isRevoked = answer?.revoked && (codes.has('revoked-time-unproven') || codes.has('authority-revoked'))
  const isOpen = findings.length > 0
  const status = isRevoked
    ? 'revoked'
    : answer?.revoked && codes.has('certificate-on-hold')
      ? 'on-hold'
      : isOpen
        ? 'unknown'
        : 'good'
  return {
    status,
    revokedAt: answer?.revoked ? iso(answer.revoked.at) : null,
    source: answer && {
      kind: answer.kind,
      sha256: answer.sha256,
      covers: answer.covers,
      thisUpdate: iso(answer.thisUpdate),
      nextUpdate: answer.nextUpdate === null ? null : iso(answer.nextUpdate),
    },
  }
}
