import { createVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Bytes, equalBytes } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import { readOcspResponse } from '../../../src/format/ocsp/ocsp-response.ts'
import { inFolder, runTool } from '../../fixtures/tool.ts'
import { describeWith } from '../../services/required.ts'
import { mustRead } from '../must-read.ts'

/** Two certificates that were issued: FF12 revoked for the compromise of its key, FF13 good. */
const INDEX = [
  'R\t350101000000Z\t210101000000Z,keyCompromise\tFF12\tunknown\t/CN=A',
  'R\t350101000000Z\t210102000000Z\tFF14\tunknown\t/CN=B',
  'V\t350101000000Z\t\tFF13\tunknown\t/CN=C',
  '',
].join('\n')

describeWith('openssl', 'openssl', 'responses that OpenSSL makes', () => {
  const openssl = (...args: readonly string[]): void => {
    const { code, text } = runTool('openssl', args)
    if (code !== 0) throw new Error(text)
  }

  /** The response to a question about FF12, FF13, FF14 and 5. */
  function answered(...options: readonly string[]): { readonly response: Bytes; readonly authority: string } {
    const at = inFolder({ 'index.txt': INDEX })
    const [key, authority, request, response] = [at('ca.key'), at('ca.pem'), at('request'), at('response')]
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', authority, '-subj', '/CN=CA')
    const asked = ['0xff12', '0xff13', '0xff14', '5'].flatMap((serial) => ['-serial', serial])
    openssl('ocsp', '-issuer', authority, ...asked, '-reqout', request)
    const responder = ['-index', at('index.txt'), '-CA', authority, '-rsigner', authority, '-rkey', key]
    openssl('ocsp', ...responder, '-reqin', request, '-respout', response, '-ndays', '7', ...options)
    return { response: readFileSync(response), authority: readFileSync(authority, 'latin1') }
  }

  test('are read, and the bytes that were signed are those that OpenSSL signed', () => {
    const { response, authority } = answered()
    const { status, basic } = mustRead(readOcspResponse(response))
    expect(status).toBe('successful')
    expect(basic?.responses.map(({ certId, status }) => [certId.serialNumber, status])).toEqual([
      ['ff12', { kind: 'revoked', revokedAt: Date.UTC(2021, 0, 1), reason: 1 }],
      ['ff13', { kind: 'good' }],
      ['ff14', { kind: 'revoked', revokedAt: Date.UTC(2021, 0, 2), reason: null }],
      ['05', { kind: 'unknown' }],
    ])
    expect(basic?.responder).toMatchObject({ kind: 'byName', name: { attributes: [{ value: 'CA' }] } })
    expect(basic?.certificates.map(({ subject }) => subject.attributes)).toEqual([
      [{ type: OID.commonName, value: 'CA' }],
    ])
    expect(basic?.nonce).not.toBeNull()
    const verify = createVerify('sha256').update(basic?.tbs ?? Buffer.alloc(0))
    expect(verify.verify(authority, basic?.signature ?? Buffer.alloc(0))).toBe(true)
  })

  test('name the responder by its key where asked to, and come without certificates', () => {
    const { response } = answered('-resp_key_id', '-resp_no_certs')
    const { basic } = mustRead(readOcspResponse(response))
    expect(basic?.certificates).toEqual([])
    const [first] = basic?.responses ?? []
    const { responder } = basic ?? {}
    expect(responder?.kind === 'byKey' && first && equalBytes(responder.keyHash, first.certId.issuerKeyHash)).toBe(true)
  })
})
