/** What an algorithm identifier says about a signature, in words that node:crypto takes. RFC 4055; RFC 5754; RFC 5758; BSI TR-03111. */
import { equalBytes } from '../../bytes.ts'
import { parseWhole } from '../asn1/element.ts'
import { explicitContent, fieldsOf } from '../asn1/fields.ts'
import { OID } from '../asn1/oid.ts'
import { decodeSmallInteger } from '../asn1/primitive.ts'
import { context, TAG } from '../asn1/tag.ts'
import { FormatError, type Read, reading } from '../read.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './certificate.ts'

/** Digests by the names that node:crypto takes. */
export type DigestName =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512'
  | 'ripemd160'
  /** 64 octets of output, beside Ed448 (RFC 8419, 2.3 and 3.1). */
  | 'shake256'

export type SignatureAlgorithm =
  | { readonly kind: 'rsa-pkcs1'; readonly digest: DigestName }
  | {
      readonly kind: 'rsa-pss'
      readonly digest: DigestName
      readonly mgfDigest: DigestName
      /** In octets. */
      readonly saltLength: number
    }
  | { readonly kind: 'ecdsa'; readonly digest: DigestName }
  /** The two numbers side by side instead of in a SEQUENCE (BSI TR-03111, 5.2.2). */
  | { readonly kind: 'ecdsa-plain'; readonly digest: DigestName }
  | { readonly kind: 'dsa'; readonly digest: DigestName }
  | { readonly kind: 'eddsa' }
  /** `oid` names the algorithm, of signature, digest or mask, that is not known. */
  | { readonly kind: 'unknown'; readonly oid: string }

/** Null where the algorithm is none we know. */
export function digestNameOf({ oid, parameters }: AlgorithmIdentifier): DigestName | null {
  if (oid === OID.shake256_len) return parameters && equalBytes(parameters, BITS_512) ? 'shake256' : null
  // Laxer than RFC 5652, 5.3: signers in use name sha256WithRSAEncryption where the digest alone is due.
  return DIGESTS.get(oid) ?? DIGEST_AND_KEY.get(oid)?.digest ?? null
}

/**
 * Reports what is named and judges nothing: neither whether the digest is strong enough, nor whether the one named by
 * `algorithm` is the one of `digestAlgorithm`.
 *
 * @param digestAlgorithm the signer's; it decides only where `algorithm` names a key alone (RFC 3370, 3.2).
 */
export function signatureAlgorithmOf(
  algorithm: AlgorithmIdentifier,
  digestAlgorithm?: AlgorithmIdentifier,
): Read<SignatureAlgorithm> {
  return reading(() => {
    if (algorithm.oid === OID.RSASSA_PSS) return parsePss(algorithm)
    if (algorithm.oid === OID.Ed25519 || algorithm.oid === OID.Ed448) return { kind: 'eddsa' }
    const named = DIGEST_AND_KEY.get(algorithm.oid)
    if (named) return named
    const kind = KEYS.get(algorithm.oid)
    if (!kind || !digestAlgorithm) return { kind: 'unknown', oid: algorithm.oid }
    const digest = signableDigest(digestAlgorithm)
    return digest ? { kind, digest } : { kind: 'unknown', oid: digestAlgorithm.oid }
  })
}

/** The length of SHAKE256, as an INTEGER: no other is defined for signatures (RFC 8419, 2.3). */
const BITS_512 = Buffer.from('02020200', 'hex')

/** RSA and ECDSA take SHAKE256 under identifiers of their own alone (RFC 8702, 2), which are not known here. */
function signableDigest(algorithm: AlgorithmIdentifier): DigestName | null {
  const digest = digestNameOf(algorithm)
  return digest === 'shake256' ? null : digest
}

type KeyKind = 'rsa-pkcs1' | 'ecdsa' | 'ecdsa-plain' | 'dsa'

const DIGESTS: ReadonlyMap<string, DigestName> = new Map([
  [OID.md5, 'md5'],
  [OID.sha1, 'sha1'],
  [OID.sha224, 'sha224'],
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
  [OID.sha3_224, 'sha3-224'],
  [OID.sha3_256, 'sha3-256'],
  [OID.sha3_384, 'sha3-384'],
  [OID.sha3_512, 'sha3-512'],
  [OID.ripemd160, 'ripemd160'],
  [OID.shake256, 'shake256'],
])

/** Identifiers that name a kind of key and leave the digest to the signer. RFC 3370, 3.2. */
// Laxer than RFC 5753, 2.1.1: id-ecPublicKey and id-ecSigType are read in the place of ecdsa-with-*; signers in use write them.
const KEYS: ReadonlyMap<string, KeyKind> = new Map([
  [OID.rsaEncryption, 'rsa-pkcs1'],
  [OID.ecPublicKey, 'ecdsa'],
  [OID.ecSigType, 'ecdsa'],
  [OID.dsa, 'dsa'],
])

const DIGEST_AND_KEY: ReadonlyMap<string, { readonly kind: KeyKind; readonly digest: DigestName }> = new Map([
  [OID.md5WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'md5' }],
  [OID.sha1WithRSASignature, { kind: 'rsa-pkcs1', digest: 'sha1' }],
  [OID.sha1WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'sha1' }],
  [OID.sha224WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'sha224' }],
  [OID.sha256WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'sha256' }],
  [OID.sha384WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'sha384' }],
  [OID.sha512WithRSAEncryption, { kind: 'rsa-pkcs1', digest: 'sha512' }],
  [OID.rsassaPkcs1v15WithSha3_224, { kind: 'rsa-pkcs1', digest: 'sha3-224' }],
  [OID.rsassaPkcs1v15WithSha3_256, { kind: 'rsa-pkcs1', digest: 'sha3-256' }],
  [OID.rsassaPkcs1v15WithSha3_384, { kind: 'rsa-pkcs1', digest: 'sha3-384' }],
  [OID.rsassaPkcs1v15WithSha3_512, { kind: 'rsa-pkcs1', digest: 'sha3-512' }],
  [OID.rsaSignatureWithRipemd160, { kind: 'rsa-pkcs1', digest: 'ripemd160' }],
  [OID.ecdsaWithSHA1, { kind: 'ecdsa', digest: 'sha1' }],
  [OID.ecdsaWithSHA224, { kind: 'ecdsa', digest: 'sha224' }],
  [OID.ecdsaWithSHA256, { kind: 'ecdsa', digest: 'sha256' }],
  [OID.ecdsaWithSHA384, { kind: 'ecdsa', digest: 'sha384' }],
  [OID.ecdsaWithSHA512, { kind: 'ecdsa', digest: 'sha512' }],
  [OID.ecdsaWithSha3_224, { kind: 'ecdsa', digest: 'sha3-224' }],
  [OID.ecdsaWithSha3_256, { kind: 'ecdsa', digest: 'sha3-256' }],
  [OID.ecdsaWithSha3_384, { kind: 'ecdsa', digest: 'sha3-384' }],
  [OID.ecdsaWithSha3_512, { kind: 'ecdsa', digest: 'sha3-512' }],
  [OID.ecdsaPlainSHA1, { kind: 'ecdsa-plain', digest: 'sha1' }],
  [OID.ecdsaPlainSHA224, { kind: 'ecdsa-plain', digest: 'sha224' }],
  [OID.ecdsaPlainSHA256, { kind: 'ecdsa-plain', digest: 'sha256' }],
  [OID.ecdsaPlainSHA384, { kind: 'ecdsa-plain', digest: 'sha384' }],
  [OID.ecdsaPlainSHA512, { kind: 'ecdsa-plain', digest: 'sha512' }],
  [OID.dsaWithSha1, { kind: 'dsa', digest: 'sha1' }],
  [OID.dsaWithSha224, { kind: 'dsa', digest: 'sha224' }],
  [OID.dsaWithSha256, { kind: 'dsa', digest: 'sha256' }],
  [OID.dsaWithSha384, { kind: 'dsa', digest: 'sha384' }],
  [OID.dsaWithSha512, { kind: 'dsa', digest: 'sha512' }],
])

const PSS = 'RFC 4055, 3.1'
const SHA1: AlgorithmIdentifier = { oid: OID.sha1, parameters: null }
const MGF1_WITH_SHA1: AlgorithmIdentifier = { oid: OID.mgf1, parameters: Buffer.from('300906052b0e03021a0500', 'hex') }
const DEFAULT_SALT_LENGTH = 20

/** RSASSA-PSS-params, each with its default. RFC 4055, 3.1. */
function parsePss(algorithm: AlgorithmIdentifier): SignatureAlgorithm {
  const fields = fieldsOf(parseParameters(algorithm), PSS)
  const explicit = (number: number, tag: number) => {
    const tagged = fields.takeOptional(context(number))
    return tagged && explicitContent(tagged, tag, `[${number}]`)
  }
  const hash = explicit(0, TAG.sequence)
  const mask = explicit(1, TAG.sequence)
  const salt = explicit(2, TAG.integer)
  const trailer = explicit(3, TAG.integer)
  fields.end()
  if (trailer && decodeSmallInteger(trailer) !== 1) throw new FormatError('Unknown trailer field', PSS, trailer.offset)
  const saltLength = salt ? decodeSmallInteger(salt) : DEFAULT_SALT_LENGTH
  if (saltLength < 0) throw new FormatError('Negative salt length', PSS, salt?.offset)
  const hashAlgorithm = hash ? parseAlgorithmIdentifier(hash) : SHA1
  const maskAlgorithm = mask ? parseAlgorithmIdentifier(mask) : MGF1_WITH_SHA1
  if (maskAlgorithm.oid !== OID.mgf1) return { kind: 'unknown', oid: maskAlgorithm.oid }
  const maskHash = parseAlgorithmIdentifier(parseParameters(maskAlgorithm))
  const digest = signableDigest(hashAlgorithm)
  const mgfDigest = signableDigest(maskHash)
  if (!digest || !mgfDigest) return { kind: 'unknown', oid: (digest ? maskHash : hashAlgorithm).oid }
  return { kind: 'rsa-pss', digest, mgfDigest, saltLength }
}

function parseParameters({ parameters }: AlgorithmIdentifier) {
  if (parameters === null) throw new FormatError('Parameters are missing', PSS)
  const element = parseWhole(parameters, 'BER')
  if (element.tag !== TAG.sequence) throw new FormatError('Parameters of another type', PSS)
  return element
}
