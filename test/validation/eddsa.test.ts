/** Signatures with keys on Edwards curves, and the digests that go with them. RFC 8410; RFC 8419. */
import { describe, expect, test } from 'vitest'
import { buildWorld, instant } from '../../fixtures/authority.ts'
import type { CmsPlan } from '../../fixtures/cms.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { anchorOf } from '../../src/validation/judgement.ts'
import { certificate, certificateList, lists, SIGNED_AT, verdict } from './given.ts'

const draft = await openDraft(await buildPlainPdf('Ke hoach'))
const refused = { ...OFFICIAL_2021, algorithms: { ...OFFICIAL_2021.algorithms, eddsa: false } }

for (const kind of ['ed25519', 'ed448'] as const) {
  describe(kind, async () => {
    const world = await buildWorld(instant('2021-08-10T12:00:00Z'), kind)
    const trust = {
      anchors: [anchorOf(certificate(world.root.certificate))],
      intermediates: [certificate(world.issuer.certificate)],
    }
    const known = { trust, evidence: lists(...world.certificateLists.map(certificateList)) }
    const sign = (cms: Partial<CmsPlan> = {}) =>
      signPdf(draft, { cms: { signer: world.organisation, ...cms }, claimedAt: SIGNED_AT }).bytes
    const timeStamp = { authority: world.timeStampAuthority, genTime: SIGNED_AT }

    test.each<{ name: string; cms: Partial<CmsPlan>; expected: readonly string[] }>([
      {
        name: 'the digest that is prescribed for the key is valid',
        cms: {},
        expected: ['valid valid', 'valid intact none trusted'],
      },
      {
        name: 'a time-stamp by such a key is valid',
        cms: { timeStamp },
        expected: ['valid valid', 'valid intact none trusted'],
      },
      {
        name: 'another strong digest of the content is valid',
        cms: { digest: 'sha384' },
        expected: ['valid valid', 'valid intact none trusted'],
      },
      {
        name: 'a digest that is broken is refused',
        cms: { digest: 'md5' },
        expected: ['indeterminate weak-algorithm', 'weak-algorithm intact none untrusted'],
      },
      {
        name: 'a digest of other bytes is refused',
        cms: { fault: 'wrong-message-digest' },
        expected: ['invalid document-digest-mismatch', 'document-digest-mismatch broken none unknown'],
      },
      {
        name: 'a value with a bit flipped is refused',
        cms: { fault: 'damaged-signature-value' },
        expected: ['invalid signature-value-wrong', 'signature-value-wrong broken none trusted'],
      },
    ])('$name', ({ cms, expected }) => expect(verdict(sign(cms), known)).toEqual(expected))

    test('a page changed after signing is refused', () => {
      const bytes = Uint8Array.from(sign())
      const at = Buffer.from(bytes).indexOf('/MediaBox')
      bytes[at + 1] = 0x4e
      expect(verdict(bytes, known)[0]).toBe('invalid document-digest-mismatch')
    })

    test('a policy without such keys does not rely on them', () => {
      const [file] = verdict(sign(), { ...known, policy: refused })
      expect(file).toBe('indeterminate weak-algorithm')
    })
  })
}
