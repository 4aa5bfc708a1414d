/** Certificates, lists and responses that a file carries: in its security store, its signatures and its time-stamps. */
import type { Bytes } from '../bytes.ts'
import { contentTimeStampTokens, timeStampTokens } from '../format/cms/attribute-values.ts'
import { readRevocationArchival, readRevocationValues } from '../format/cms/revocation-values.ts'
import type { SignedData } from '../format/cms/signed-data.ts'
import { readTimeStampToken } from '../format/cms/time-stamp-token.ts'
import { type OcspResponse, readBasicOcspResponse, readOcspResponse } from '../format/ocsp/ocsp-response.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { readSecurityStore, type SecurityStore } from '../format/pdf/security-store.ts'
import type { Read } from '../format/read.ts'
import { type Certificate, readCertificate } from '../format/x509/certificate.ts'
import { type CertificateList, readCertificateList } from '../format/x509/crl.ts'
import { keptBy } from '../kept-by.ts'
import type { Sha256 } from '../lang.ts'
import { distinct } from './path/candidate-paths.ts'

export type Embedded = {
  readonly certificates: readonly Certificate[]
  readonly certificateLists: readonly CertificateList[]
  readonly ocspResponses: readonly OcspResponse[]
}

/** Tokens of one signature that are looked through; real ones carry one. */
const MAX_TOKENS = 16

const NOTHING: Embedded = { certificates: [], certificateLists: [], ocspResponses: [] }

/** Stores of many revisions hold the same streams, whose content is decoded once: it is read once as well. */
const readCertificateListOnce = keptBy(readCertificateList)
const readOcspResponseOnce = keptBy(readOcspResponse)

/** ISO 32000-2, 12.8.4.3, as the revision has it. What cannot be read is one item less. */
export function readStoredEvidence(file: PdfFile, revision: number): Embedded {
  const store: SecurityStore | null = readSecurityStore(file, revision)
  if (!store) return NOTHING
  return {
    certificates: readable(store.certificates, readCertificate),
    certificateLists: readable(store.certificateLists, readCertificateListOnce),
    ocspResponses: readable(store.ocspResponses, readOcspResponseOnce),
  }
}

const carried = new WeakMap<SignedData, Embedded>()

/** Of a signature and of the time-stamps in it, which carry data about their own authorities. */
export function evidenceOf(signedData: SignedData): Embedded {
  const known = carried.get(signedData) ?? gather(signedData)
  carried.set(signedData, known)
  return known
}

function gather(signedData: SignedData): Embedded {
  const tokens = signedData.signerInfos
    .flatMap((signer) => [...timeStampTokens(signer), ...contentTimeStampTokens(signer)])
    .slice(0, MAX_TOKENS)
    .flatMap((bytes) => {
      const token = readTimeStampToken(bytes)
      return token.ok ? [evidenceIn(token.value.signedData)] : []
    })
  return joinEvidence([evidenceIn(signedData), ...tokens])
}

/** RFC 5652, 10.2.1; RFC 5940; ISO 32000-2, 12.8.3.3.2; EN 319 122-1, A.1.2. */
function evidenceIn(signedData: SignedData): Embedded {
  const attributes = signedData.signerInfos.map((signer) => {
    const archival = readRevocationArchival(signer)
    const values = readRevocationValues(signer)
    return {
      lists: [
        ...(archival.ok ? archival.value.certificateLists : []),
        ...(values.ok ? values.value.certificateLists : []),
      ],
      responses: archival.ok ? archival.value.ocspResponses : [],
      basicResponses: values.ok ? values.value.basicOcspResponses : [],
    }
  })
  const lists = [...signedData.crls, ...attributes.flatMap((one) => one.lists)]
  const responses = [...signedData.ocspResponses, ...attributes.flatMap((one) => one.responses)]
  return {
    certificates: signedData.certificates,
    certificateLists: readable(lists, readCertificateList),
    ocspResponses: [
      ...readable(responses, readOcspResponse),
      ...readable(
        attributes.flatMap((one) => one.basicResponses),
        readBasicOcspResponse,
      ),
    ],
  }
}

function readable<T>(encodings: readonly Bytes[], read: (der: Bytes) => Read<T>): readonly T[] {
  return encodings.flatMap((der) => {
    const result = read(der)
    return result.ok ? [result.value] : []
  })
}

/** Each item once. */
export function joinEvidence(parts: readonly Embedded[]): Embedded {
  return {
    certificates: distinct(parts.flatMap(({ certificates }) => certificates)),
    certificateLists: distinct(parts.flatMap(({ certificateLists }) => certificateLists)),
    ocspResponses: distinct(parts.flatMap(({ ocspResponses }) => ocspResponses)),
  }
}

export function hashesOf({ certificates, certificateLists, ocspResponses }: Embedded): readonly Sha256[] {
  return [...certificates, ...certificateLists, ...ocspResponses].map(({ sha256 }) => sha256)
}
