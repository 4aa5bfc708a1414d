/** The level of a signature on the ladder of long-term signatures. EN 319 142-1, 6. */
import { readSigningTime } from '../format/cms/attribute-values.ts'
import type { SignerInfo } from '../format/cms/signed-data.ts'
import { readSigningCertificates } from '../format/cms/signing-certificate.ts'
import type { Sha256 } from '../lang.ts'
import type { SignatureLevel } from './report.ts'
import type { Status } from './revocation/check-revocation.ts'

export type LevelFacts = {
  readonly subFilter: string | null
  readonly signer: SignerInfo | null
  readonly hasCertificate: boolean
  /** /M of the signature dictionary. */
  readonly hasClaimedTime: boolean
  /** An intact time-stamp over the signature or over the file. */
  readonly isStamped: boolean
  /** Of each certificate of the path; empty where there is none. */
  readonly statuses: readonly Status[]
  /** What the file carries itself. */
  readonly embedded: ReadonlySet<Sha256>
  /** An intact document time-stamp over a security store. */
  readonly isArchived: boolean
}

export function levelOf(facts: LevelFacts): SignatureLevel | null {
  const family = familyOf(facts)
  if (!family) return null
  const step = !facts.isStamped ? 'B' : !isLongTerm(facts) ? 'T' : facts.isArchived ? 'LTA' : 'LT'
  return family === 'PAdES' ? `PAdES-B-${step}` : `PKCS7-${step}`
}

/** EN 319 142-1, 6.3: what the lowest level asks for. */
function familyOf({ subFilter, signer, hasCertificate, hasClaimedTime }: LevelFacts): 'PAdES' | 'PKCS7' | null {
  if (!signer || !hasCertificate) return null
  if (subFilter === 'adbe.pkcs7.detached' || subFilter === 'adbe.pkcs7.sha1') return 'PKCS7'
  if (subFilter !== 'ETSI.CAdES.detached' || !hasClaimedTime) return null
  const references = readSigningCertificates(signer)
  const signingTime = readSigningTime(signer)
  const isBaseline = references.ok && references.value.length > 0 && signingTime.ok && signingTime.value === null
  return isBaseline ? 'PAdES' : null
}

/** The file itself holds the status of every certificate that needs one, whatever newer ones are at hand. */
function isLongTerm({ statuses, embedded }: LevelFacts): boolean {
  const needed = statuses.filter(({ report }) => report !== null)
  return statuses.length > 1 && needed.every(({ told }) => told.some((sha256) => embedded.has(sha256)))
}
