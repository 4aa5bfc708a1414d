/** Lists and responses of which a test looks at the hash and the times alone. */

import type { OcspResponse } from '../../src/format/ocsp/ocsp-response.ts'
import type { CertificateList } from '../../src/format/x509/crl.ts'
import type { RevocationRequest } from '../../src/validation/judgement.ts'
import { at, hashOf } from '../store/sample-rows.ts'

const none = new Uint8Array()

export function listNamed(name: string, nextUpdate: number | null = null): CertificateList {
  return {
    der: none,
    sha256: hashOf(name),
    tbs: none,
    version: 2,
    issuer: { der: none, relativeNames: [], attributes: [] },
    thisUpdate: at(0),
    nextUpdate: nextUpdate === null ? null : at(nextUpdate),
    signatureAlgorithm: { oid: '', parameters: null },
    signature: none,
    extensions: [],
    entryCount: 0,
    find: () => null,
    entriesOf: () => [],
    issuingDistributionPoint: null,
    number: null,
    baseNumber: null,
    authorityKeyIdentifier: null,
    expiredCertificatesSince: null,
    freshestCrl: [],
    hasUnknownCriticalEntryExtension: false,
  }
}

export function responseNamed(name: string): OcspResponse {
  return { der: none, sha256: hashOf(name), status: 'successful', basic: null }
}

const NEVER = at(Number.MAX_SAFE_INTEGER)

/** For the status of a certificate whose lists are issued under this name. */
export function requestTo(issuer: string): RevocationRequest {
  return {
    certificate: hashOf(`of ${issuer}`),
    serialNumber: '01',
    notAfter: NEVER,
    issuerName: '',
    issuerKey: '',
    listIssuers: [issuer],
    authority: hashOf(issuer),
    anchor: hashOf('anchor'),
    listUrls: [],
    responderUrls: [],
  }
}
