/** What one file may cost in verifications, and that honest files stay far below it. */
import { expect, test } from 'vitest'
import { LISTED, named, RECEIVED } from '../../fixtures/cases/revocation-world.ts'
import * as der from '../../fixtures/der.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Instant } from '../../src/lang.ts'
import { isSignedBy, verificationCost } from '../../src/validation/cryptography.ts'
import { checkWithin, verificationEffort } from '../../src/validation/verification-effort.ts'
import { certificate } from './given.ts'
import { draft, judged, rootList, status, world } from './revocation/judged.ts'
import { by, responder } from './revocation/ocsp-responder-cases.ts'

const HOUR = 3_600_000
const ca = certificate(world.ca.certificate)
const signer = certificate(world.signer().certificate)

/** Nobody knows its private key, and nobody needs it. */
function ofPublicKey(bits: number, exponentBits: number): Uint8Array {
  const modulus = Buffer.alloc(bits / 8, 0xff)
  const exponent = Buffer.alloc(exponentBits / 8, 0xff)
  const positive = (value: Buffer) => der.tlv(2, Buffer.concat([Buffer.of(0), value]))
  const algorithm = der.sequence(der.objectIdentifier('1.2.840.113549.1.1.1'), der.nullValue())
  return der.sequence(algorithm, der.bitString(der.sequence(positive(modulus), positive(exponent))))
}

const costs: readonly { readonly name: string; readonly key: Uint8Array; readonly least: number }[] = [
  { name: 'of RSA-4096 costs four', key: ofPublicKey(4096, 16), least: 4 },
  { name: 'of RSA-16384 costs 64', key: ofPublicKey(16_384, 16), least: 64 },
  { name: 'of RSA-16384 with a long exponent costs more than that', key: ofPublicKey(16_384, 64), least: 240 },
  { name: 'of RSA-2048 with an exponent as long as the key costs a hundred', key: ofPublicKey(2048, 2048), least: 100 },
]
for (const { name, key, least } of costs) {
  test(`a verification with a key ${name} times that of RSA-2048`, () => {
    const cost = verificationCost({ ...ca, publicKey: key })
    expect(cost).toBeGreaterThanOrEqual(least)
    expect(cost).toBeLessThan(least * 2)
  })
}

test('what was tried before is known, even where nothing is left', () => {
  const effort = { ...verificationEffort(), left: verificationCost(ca) }
  expect(checkWithin(ca, signer, effort)).toBe('good')
  expect(effort.left).toBe(0)
  expect(checkWithin(certificate(world.otherCa.certificate), signer, effort)).toBe(null)
  expect(effort.exhausted).toBe(true)
  expect(checkWithin(ca, signer, effort)).toBe('good')
})

test('what another file has had verified is spent for all the same, so that its verdict does not hang on the other', () => {
  isSignedBy(ca, signer)
  const effort = verificationEffort()
  const before = effort.left
  checkWithin(ca, signer, effort)
  expect(before - effort.left).toBe(verificationCost(ca))
})

test('what was read and verified a while ago is spent for like what was not, each time that a file has it', () => {
  const effort = verificationEffort()
  const before = effort.left
  for (let time = 0; time < 3; time++)
    checkWithin(certificate(world.ca.certificate), certificate(world.signer().certificate), effort)
  expect(before - effort.left).toBe(3 * verificationCost(ca))
})

test('after a key that is too dear nothing else is tried', () => {
  const effort = { ...verificationEffort(), left: 10 }
  expect(checkWithin({ ...ca, publicKey: ofPublicKey(16_384, 64) }, signer, effort)).toBe(null)
  expect(checkWithin(ca, signer, effort)).toBe(null)
})

test('forty answers by forty responders, one certificate a week, are all read', () => {
  const responses = Array.from({ length: 40 }, (_, n) =>
    by(responder({ serial: BigInt(500 + n) }), { producedAt: (LISTED - n * HOUR) as Instant }),
  )
  expect(status({ responses })).toBe('valid - good by delegated-responder')
})

test('forty signatures, each with the lists of its own hour, are all judged', () => {
  const signed = Array.from({ length: 40 }, (_, n) => n).reduce((on, n) => {
    const own = { number: 100 + n, thisUpdate: (LISTED + n * HOUR) as Instant }
    return signPdf(on, {
      cms: {
        signer: world.signer({ serial: BigInt(1000 + n), subject: named(`UBND xã ${n}`) }),
        certificates: [world.ca.certificate, world.root.certificate],
        revocationArchival: { certificateLists: [world.rootList(own), world.list(own)] },
      },
      claimedAt: RECEIVED,
    })
  }, draft)
  const { signatures } = judged({ pdf: signed.bytes, lists: [rootList] }).report
  expect(signatures.filter(({ outcome }) => outcome !== 'valid').map(({ code }) => code)).toEqual([])
  expect(signatures).toHaveLength(40)
})
