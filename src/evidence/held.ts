/** What is known of a list or response while its bytes lie on the disk: enough to tell when it is of use, and for whom. */
import { hash } from 'node:crypto'
import { fromHex, sha256, toHex } from '../bytes.ts'
import { OID } from '../format/asn1/oid.ts'
import type { OcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { CertificateList } from '../format/x509/crl.ts'
import type { DistributionPoint } from '../format/x509/distribution-point.ts'
import { urisOf } from '../format/x509/general-name.ts'
import { digestNameOf } from '../format/x509/signature-algorithm.ts'
import { assertNever, type Instant, type Sha256 } from '../lang.ts'
import { nameKey } from '../validation/distinguished-name.ts'
import type { RevocationRequest } from '../validation/judgement.ts'

export type HeldList = {
  readonly kind: 'list'
  readonly sha256: Sha256
  readonly size: number
  /** `nameKey` of its issuer. */
  readonly issuer: string
  /** Equal for lists that take each other's place: of one issuer, for the same certificates. */
  readonly series: Sha256
  /** Whether it speaks of all certificates of its issuer, of those of some distribution points or kinds, or of some reasons only. */
  readonly scope: 'whole' | 'part' | 'reasons'
  /** Addresses by which it names its distribution points. */
  readonly points: readonly string[]
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
  /** As in `CertificateList`. */
  readonly number: string | null
  readonly baseNumber: string | null
  /** Where lists of changes to it are. */
  readonly freshestUrls: readonly string[]
  readonly entryCount: number
}

/** One certificate that a response speaks of. */
export type HeldAnswer = {
  readonly digest: CertIdDigest
  /** Hex. */
  readonly nameHash: string
  readonly keyHash: string
  readonly serialNumber: string
  /** Good or revoked, and not "unknown". */
  readonly isKnown: boolean
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant | null
}

export type HeldResponse = {
  readonly kind: 'response'
  readonly sha256: Sha256
  readonly size: number
  readonly answers: readonly HeldAnswer[]
}

export type Held = HeldList | HeldResponse

/** Digests by which responses in use name an issuer; an answer with another one is not found again. */
export const CERT_ID_DIGESTS = ['sha1', 'sha256', 'sha384', 'sha512'] as const
type CertIdDigest = (typeof CERT_ID_DIGESTS)[number]

export function heldList(list: CertificateList): HeldList {
  const { sha256, der, thisUpdate, nextUpdate, number, baseNumber, entryCount } = list
  const issuer = nameKey(list.issuer)
  const point = list.issuingDistributionPoint
  return {
    kind: 'list',
    sha256,
    size: der.length,
    issuer,
    series: seriesOf(list, issuer),
    scope: point === null ? 'whole' : point.onlySomeReasons ? 'reasons' : 'part',
    points: point ? urisOfPoint(point) : [],
    thisUpdate,
    nextUpdate,
    number,
    baseNumber,
    freshestUrls: list.freshestCrl.flatMap(urisOfPoint),
    entryCount,
  }
}

/** The extension issuingDistributionPoint says what a list is for, in its encoding; a list of changes replaces no complete one. */
function seriesOf({ extensions, baseNumber }: CertificateList, issuer: string): Sha256 {
  const scope = extensions.find(({ oid }) => oid === OID.issuingDistributionPoint)?.value ?? Buffer.alloc(0)
  return sha256(Buffer.from(`${issuer}\n${baseNumber === null ? 'complete' : 'delta'}\n`), scope)
}

function urisOfPoint({ name }: Pick<DistributionPoint, 'name'>): readonly string[] {
  return name?.kind === 'fullName' ? urisOf(name.names) : []
}

export function heldResponse({ sha256, der, basic }: OcspResponse): HeldResponse {
  const answers = (basic?.responses ?? []).flatMap(
    ({ certId, status, thisUpdate, nextUpdate }): readonly HeldAnswer[] => {
      const name = digestNameOf(certId.hashAlgorithm)
      const digest = CERT_ID_DIGESTS.find((one) => one === name)
      if (!digest) return []
      const hashes = { nameHash: toHex(certId.issuerNameHash), keyHash: toHex(certId.issuerKeyHash) }
      const isKnown = status.kind !== 'unknown'
      return [{ digest, ...hashes, serialNumber: certId.serialNumber, isKnown, thisUpdate, nextUpdate }]
    },
  )
  return { kind: 'response', sha256, size: der.length, answers }
}

/** Whether it may be of use for what is asked. Names are compared and nothing is verified. */
export function concerns(held: Held, request: RevocationRequest): boolean {
  switch (held.kind) {
    case 'list':
      return request.listIssuers.includes(held.issuer)
    case 'response':
      return answerFor(held, request) !== null
    default:
      return assertNever(held)
  }
}

/** The first answer about the certificate that is asked for, or null. RFC 6960, 4.1.1. */
export function answerFor({ answers }: HeldResponse, request: RevocationRequest): HeldAnswer | null {
  const { serialNumber, issuerName, issuerKey } = request
  const isAbout = ({ digest, nameHash, keyHash, serialNumber: serial }: HeldAnswer) =>
    serial === serialNumber &&
    nameHash === hash(digest, fromHex(issuerName)) &&
    keyHash === hash(digest, fromHex(issuerKey))
  return answers.find(isAbout) ?? null
}
