/** Whoever signs lists or responses without being on the path must have a path of their own to the same anchor. RFC 5280, 6.3.3 (f). */
import type { Certificate } from '../../format/x509/certificate.ts'
import type { Instant, Sha256 } from '../../lang.ts'
import { checkUse } from '../algorithm-constraints.ts'
import { finding, iso } from '../finding.ts'
import type { TrustAnchor } from '../judgement.ts'
import { candidatePaths } from '../path/candidate-paths.ts'
import { checkPath } from '../path/check-path.ts'
import { checkForbidden } from '../path/extensions.ts'
import { issuerAt, type Path } from '../path/path.ts'
import { resumedSearch } from '../path/path-search.ts'
import type { Finding } from '../report.ts'
import type { Inquiry } from './inquiry.ts'

export type RevocationAuthority = {
  /** What is open about it. */
  readonly reservations: readonly Finding[]
  /** Its own status, or that of one above it, is what is being asked for. */
  readonly isCircular: boolean
}

/** Null where no sound path leads to `anchor`, or the authority was revoked. @param evidence what it has signed. */
export function checkRevocationAuthority(
  authority: Certificate,
  evidence: Sha256,
  anchor: TrustAnchor,
  inquiry: Inquiry,
): RevocationAuthority | null {
  // It is being asked about already: its own list speaks of it, and what that list says is heard there.
  if (inquiry.open.has(authority.sha256)) return { reservations: [], isCircular: true }
  const sound = soundPath(authority, anchor, inquiry.knownSince(evidence), inquiry)
  if (!sound) return null
  // Nobody is vouched for by those whom it vouches for.
  const isCircular = sound.path.certificates.some(({ sha256 }) => inquiry.open.has(sha256))
  return { reservations: [...sound.findings, ...checkAbove(sound.path, evidence, inquiry)], isCircular }
}

type SoundPath = { readonly path: Path; readonly findings: readonly Finding[] }

/** @param at when what it has signed is proved to have existed: what became of it later makes that no worse. */
function soundPath(authority: Certificate, anchor: TrustAnchor, at: Instant, inquiry: Inquiry): SoundPath | null {
  for (const path of pathsOf(authority, anchor, inquiry)) {
    const findings = inquiry.checkRevocation(path, at, inquiry)
    if (findings.every(({ code }) => code.startsWith('revocation-'))) return { path, findings }
  }
  return null
}

/** Whoever signs one list or response signs many: searched for once, as long as the same questions are open. */
function pathsOf(authority: Certificate, anchor: TrustAnchor, inquiry: Inquiry): Iterable<Path> {
  const key = [authority.sha256, anchor.certificate.sha256, ...inquiry.open].join(' ')
  return resumedSearch(inquiry, key, () => soundPaths(authority, anchor, inquiry))
}

function* soundPaths(authority: Certificate, anchor: TrustAnchor, inquiry: Inquiry): Generator<Path, undefined> {
  const { given, offered, authorityBudget } = inquiry
  if (checkForbidden(authority, 'revocation-authority', true)) return
  for (const path of candidatePaths(authority, offered, given.trust, authorityBudget)) {
    if (path.anchor.certificate.sha256 !== anchor.certificate.sha256) continue
    if (checkPath(path, given.policy.path).length === 0) yield path
  }
}

/** EN 319 102-1, 5.2.6.4, steps 4 and 5: by what its certificate was signed, and whether those above it are valid still. */
function checkAbove(path: Path, evidence: Sha256, inquiry: Inquiry): readonly Finding[] {
  const { given, knownSince } = inquiry
  return path.certificates.flatMap((certificate, index) => {
    const issuer = issuerAt(path, index)
    if (!issuer) return []
    const { signatureAlgorithm, notBefore } = certificate
    const weak = checkUse(signatureAlgorithm, issuer, 'certificate', knownSince(evidence), given.policy)
    return [...weak.findings, ...(index === 0 ? [] : reservationOfExpiry(certificate, evidence, notBefore, inquiry))]
  })
}

/**
 * EN 319 102-1, 5.2.6.4 and 5.6.2.4: whoever signed it must be valid still, or have been when the list or response is proved
 * to have existed, lest an old key sign lists of the past.
 */
export function reservationOfExpiry(
  signer: Certificate,
  evidence: Sha256,
  producedAt: Instant,
  { knownSince }: Inquiry,
): readonly Finding[] {
  const known = knownSince(evidence)
  if (known <= signer.notAfter && producedAt >= signer.notBefore) return []
  return [
    finding('revocation-signer-expired', 'EN 319 102-1, 5.2.6.4', {
      certificate: signer.sha256,
      notAfter: iso(signer.notAfter),
      knownSince: iso(known),
      evidence,
    }),
  ]
}
