/** SignedData made for tests: detached by node-forge, and piece by piece where a fault or BER is wanted. */
import { createSign } from 'node:crypto'
import forge from 'node-forge'
import { type Bytes, fromHex } from '../../../src/bytes.ts'
import { OID } from '../../../src/format/asn1/oid.ts'
import type { SignerInfo } from '../../../src/format/cms/signed-data.ts'
import { der, integer, NULL, name, octets, oid, sequence, set } from '../asn1/encode.ts'
import { derOf, type MadeCertificate } from '../x509/made-certificate.ts'

/** A detached signature over `content`, as forge writes it. */
export function detachedByForge({ certificate, privateKey }: MadeCertificate, content: string): Bytes {
  const signedData = forge.pkcs7.createSignedData()
  signedData.content = forge.util.createBuffer(content)
  signedData.addCertificate(certificate)
  signedData.addSigner({
    key: privateKey,
    certificate,
    digestAlgorithm: OID.sha256,
    authenticatedAttributes: [
      { type: OID.contentType, value: OID.data },
      { type: OID.messageDigest },
      { type: OID.signingTime, value: new Date('2021-08-29T00:00:00Z').toString() },
    ],
  })
  signedData.sign({ detached: true })
  return derOf(signedData.toAsn1())
}

type Wrap = (identifier: number, ...contents: readonly Bytes[]) => Bytes

export type Pieces = {
  /** How constructed values are written: `der`, or `indefinite` for BER. */
  readonly wrap?: Wrap
  readonly contentType?: string
  /** The encoding inside the explicit tag; none where detached. */
  readonly content?: Bytes
  readonly certificates?: readonly Bytes[]
  readonly crls?: readonly Bytes[]
  readonly signerInfos?: readonly Bytes[]
}

const SHA256 = sequence(oid(OID.sha256), NULL)
const none = (contents: readonly Bytes[]) => contents.length === 0

export function signedDataOf({ wrap = der, contentType = OID.data, content, ...parts }: Pieces): Bytes {
  const { certificates = [], crls = [], signerInfos = [] } = parts
  const encapsulated = wrap(0x30, oid(contentType), ...(content ? [wrap(0xa0, content)] : []))
  const optional = [
    ...(none(certificates) ? [] : [wrap(0xa0, ...certificates)]),
    ...(none(crls) ? [] : [wrap(0xa1, ...crls)]),
  ]
  const signedData = wrap(
    0x30,
    integer('01'),
    wrap(0x31, SHA256),
    encapsulated,
    ...optional,
    wrap(0x31, ...signerInfos),
  )
  return wrap(0x30, oid(OID.signedData), wrap(0xa0, signedData))
}

export type SignerPieces = {
  readonly wrap?: Wrap
  readonly sid?: Bytes
  readonly signed?: readonly Bytes[]
  readonly unsigned?: readonly Bytes[]
  readonly signature?: Bytes
}

export const ISSUER_AND_SERIAL = sequence(name('CA'), integer('05'))

export function signerInfoOf({
  wrap = der,
  sid = ISSUER_AND_SERIAL,
  signed = [],
  unsigned = [],
  ...rest
}: SignerPieces): Bytes {
  const { signature = octets(fromHex('abcd')) } = rest
  const algorithm = sequence(oid(OID.rsaEncryption), NULL)
  const signedAttributes = none(signed) ? [] : [wrap(0xa0, ...signed)]
  const unsignedAttributes = none(unsigned) ? [] : [wrap(0xa1, ...unsigned)]
  return wrap(0x30, integer('01'), sid, SHA256, ...signedAttributes, algorithm, signature, ...unsignedAttributes)
}

export const attribute = (type: string, ...values: readonly Bytes[]): Bytes => sequence(oid(type), set(...values))

export function signatureOver(signed: Bytes, { privateKey }: MadeCertificate): Bytes {
  return createSign('sha256').update(signed).sign(forge.pki.privateKeyToPem(privateKey))
}

/** A signer with these attributes, as the reader would return it. */
export function signerWith(
  signedAttributes: SignerInfo['signedAttributes'],
  unsigned: SignerInfo['unsignedAttributes'] = [],
): SignerInfo {
  return {
    version: 1,
    sid: { kind: 'subjectKeyIdentifier', keyIdentifier: fromHex('01') },
    digestAlgorithm: { oid: OID.sha256, parameters: null },
    signedAttributesToVerify: null,
    signedAttributes,
    signatureAlgorithm: { oid: OID.rsaEncryption, parameters: null },
    signature: fromHex('abcd'),
    unsignedAttributes: unsigned,
  }
}
