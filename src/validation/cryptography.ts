/** Whether a signature value was made with a key over given bytes. EN 319 102-1, 5.2.7. */
import { constants, createHash, createPublicKey, type Hash, type KeyObject, verify } from 'node:crypto'
import { type Bytes, sha256, toHex } from '../bytes.ts'
import { TAG } from '../format/asn1/tag.ts'
import type { AlgorithmIdentifier, Certificate } from '../format/x509/certificate.ts'
import { RECENT } from '../format/x509/certificate.ts'
import { readPublicKey, withParameters } from '../format/x509/public-key.ts'
import { type DigestName, type SignatureAlgorithm, signatureAlgorithmOf } from '../format/x509/signature-algorithm.ts'
import { openRecent } from '../recent.ts'

/** `unsupported`: an algorithm or key that we cannot compute with; nothing is said about the signature. */
export type SignatureCheck = 'good' | 'wrong' | 'unsupported'

const RSA_BITS = {
  /** Above this a verification costs seconds: no certificate in use comes near (operations S45). */
  max: 16_384,
} as const

/** Digest of `parts` as if they were one. */
export function digestOf(name: DigestName, parts: readonly Bytes[]): Bytes {
  const hash = openHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 8419, 3.1: SHAKE256 stands for its first 512 bits of output. */
const optionsOf = (name: DigestName) => (name === 'shake256' ? { outputLength: 64 } : {})

export const openHash = (name: DigestName): Hash => createHash(name, optionsOf(name))

/** Goes on from where `hash` stands, which stays there. */
export const copyHash = (hash: Hash, name: DigestName): Hash => hash.copy(optionsOf(name))

const keys = new WeakMap<Certificate, KeyObject | null>()

/**
 * The certificate's public key, or null where it is of a kind that cannot be used.
 *
 * @param inherited parameters of the key above it in the path, for a key that has none of its own (RFC 5280, 6.1.4 (f)).
 */
function publicKeyOf(certificate: Certificate, inherited: Bytes | null = null): KeyObject | null {
  if (inherited) {
    const completed = withParameters(certificate.publicKey, inherited)
    return completed.ok ? importKey(completed.value) : null
  }
  const known = keys.get(certificate)
  if (known !== undefined) return known
  const key = importKey(certificate.publicKey)
  keys.set(certificate, key)
  return key
}

const imported = openRecent<{ readonly key: KeyObject | null }>(RECENT.certificates)

const importKey = (spki: Bytes): KeyObject | null => imported(sha256(spki), () => ({ key: importAnew(spki) })).key

function importAnew(spki: Bytes): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) > RSA_BITS.max ? null : key
  } catch (error) {
    // OpenSSL refuses the key: unknown curve, damaged point, zero modulus. A fact about the input, not a failure of ours.
    if (error instanceof Error) return null
    throw error
  }
}

/** Size of a key in bits, of its modulus or its curve; 0 for a curve that nobody vouches for, null where it cannot be used. */
export function keyBitsOf(certificate: Certificate): number | null {
  const known = keyBits.get(certificate)
  if (known !== undefined) return known
  const key = publicKeyOf(certificate)
  const bits = key && (key.asymmetricKeyDetails?.modulusLength ?? curveBitsOf(certificate, key))
  keyBits.set(certificate, bits)
  return bits
}

/** RFC 5480, 2.1.1: a curve is named. One written out may be any, and differ from a known one in its generator alone. */
function curveBitsOf(certificate: Certificate, key: KeyObject): number {
  const isNamed = keyAlgorithmOf(certificate)?.parameters?.[0] === TAG.oid
  return (isNamed && CURVE_BITS.get(key.asymmetricKeyDetails?.namedCurve ?? '')) || 0
}

/** What one verification with the key costs, in those with RSA-2048 and its usual exponent; known before any is made. */
export function verificationCost(certificate: Certificate): number {
  const { modulusLength, publicExponent } = publicKeyOf(certificate)?.asymmetricKeyDetails ?? {}
  // DSA computes with an exponent of 256 bits; RSA with one that may be as long as the key.
  const exponentBits = publicExponent === undefined ? 256 : publicExponent.toString(2).length
  if (modulusLength) return Math.ceil((modulusLength / 2048) ** 2 * Math.max(1, exponentBits / 17))
  return Math.ceil(((keyBitsOf(certificate) || 64) / 128) ** 2)
}

const keyBits = new WeakMap<Certificate, number | null>()

/** The curves that OpenSSL knows under a name and CAs use; any other counts as broken. */
const CURVE_BITS: ReadonlyMap<string, number> = new Map([
  ['prime192v1', 192],
  ['secp224r1', 224],
  ['prime256v1', 256],
  ['secp256k1', 256],
  ['brainpoolP256r1', 256],
  ['brainpoolP256t1', 256],
  ['brainpoolP320r1', 320],
  ['brainpoolP320t1', 320],
  ['secp384r1', 384],
  ['brainpoolP384r1', 384],
  ['brainpoolP384t1', 384],
  ['brainpoolP512r1', 512],
  ['brainpoolP512t1', 512],
  ['secp521r1', 521],
])

export function verifySignature(
  certificate: Certificate,
  algorithm: SignatureAlgorithm,
  data: Bytes,
  signature: Bytes,
  inherited: Bytes | null = null,
): SignatureCheck {
  const key = publicKeyOf(certificate, inherited)
  if (!key) return 'unsupported'
  try {
    return verifyWith(key, algorithm, data, signature)
  } catch (error) {
    // OpenSSL throws for a signature whose shape does not fit the key (EVP errors); the value is then not one of this key.
    if (error instanceof Error && 'code' in error) return 'wrong'
    throw error
  }
}

function verifyWith(key: KeyObject, algorithm: SignatureAlgorithm, data: Bytes, signature: Bytes): SignatureCheck {
  const type = key.asymmetricKeyType
  if (!isOneWay(key)) return 'wrong'
  const result = (good: boolean): SignatureCheck => (good ? 'good' : 'wrong')
  switch (algorithm.kind) {
    case 'rsa-pkcs1':
      if (type !== 'rsa') return 'wrong'
      // Without options the padding of such a key is that of PKCS #1 v1.5.
      return result(verify(algorithm.digest, data, key, signature))
    case 'rsa-pss':
      if (type !== 'rsa' && type !== 'rsa-pss') return 'wrong'
      // OpenSSL's interface in Node takes one digest for both; no signer in use mixes them.
      if (algorithm.mgfDigest !== algorithm.digest) return 'unsupported'
      return result(
        verify(
          algorithm.digest,
          data,
          { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength },
          signature,
        ),
      )
    case 'ecdsa':
      return type === 'ec' ? result(verify(algorithm.digest, data, key, signature)) : 'wrong'
    case 'ecdsa-plain':
      return type === 'ec'
        ? result(verify(algorithm.digest, data, { key, dsaEncoding: 'ieee-p1363' }, signature))
        : 'wrong'
    case 'dsa':
      return type === 'dsa' ? result(verify(algorithm.digest, data, key, signature)) : 'wrong'
    case 'eddsa':
      return type === 'ed25519' || type === 'ed448' ? result(verify(null, data, key, signature)) : 'wrong'
    case 'unknown':
      return 'unsupported'
  }
}

/** RFC 8017, 3.1: the exponent of RSA is odd and at least 3. With 1 anybody can write a value that fits. */
function isOneWay(key: KeyObject): boolean {
  const exponent = key.asymmetricKeyDetails?.publicExponent
  return exponent === undefined || (exponent >= 3n && exponent % 2n === 1n)
}

/** What carries its algorithm beside it: a certificate, a list, a response. RFC 5280, 4.1.1.2. */
export type Signed = {
  readonly tbs: Bytes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Bytes
}

/** Of things signed, by the certificate tried: paths meet the same pairs again and again, and a large list is hashed once. */
const checks = new WeakMap<Signed, WeakMap<Certificate, SignatureCheck>>()

/** Whether `issuer`'s key signed it. For `inherited` see `publicKeyOf`. */
export function isSignedBy(issuer: Certificate, signed: Signed, inherited: Bytes | null = null): SignatureCheck {
  if (inherited) return checkSigned(issuer, signed, inherited)
  const known = checks.get(signed) ?? new WeakMap<Certificate, SignatureCheck>()
  checks.set(signed, known)
  const check = known.get(issuer) ?? checkRecently(issuer, signed)
  known.set(issuer, check)
  return check
}

const recentChecks = openRecent<{ readonly check: SignatureCheck }>(RECENT.certificates)

/** The same authorities signed the certificates of file after file. */
function checkRecently(issuer: Certificate, signed: Signed): SignatureCheck {
  const { tbs, signature, signatureAlgorithm } = signed
  if (tbs.length > RECENT.certificateBytes) return checkSigned(issuer, signed, null)
  const { oid, parameters } = signatureAlgorithm
  // The key and what is signed say by themselves where they end.
  const key = `${sha256(issuer.publicKey, tbs, signature)} ${oid} ${toHex(parameters ?? new Uint8Array())}`
  return recentChecks(key, () => ({ check: checkSigned(issuer, signed, null) })).check
}

function checkSigned(issuer: Certificate, signed: Signed, inherited: Bytes | null): SignatureCheck {
  const algorithm = signatureAlgorithmOf(signed.signatureAlgorithm)
  return algorithm.ok
    ? verifySignature(issuer, algorithm.value, signed.tbs, signed.signature, inherited)
    : 'unsupported'
}

/** Algorithm of a key, and its parameters: what a certificate below may inherit (RFC 5280, 6.1.4 (d) to (f)). */
export function keyAlgorithmOf(certificate: Certificate): AlgorithmIdentifier | null {
  const read = readPublicKey(certificate.publicKey)
  return read.ok ? read.value.algorithm : null
}
