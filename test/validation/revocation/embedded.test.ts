/** Revocation data that lie in the file itself, with nothing given from outside. EN 319 102-1, 5.6.2.3; EN 319 142-1, 6.3. */
import { expect, describe as suite, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import { LISTED, NEXT_LIST, RECEIVED, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { CmsPlan } from '../../../fixtures/cms.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import type { RevocationMaterial } from '../../../fixtures/revocation-material.ts'
import { signatureKeys, withSecurityStore } from '../../../fixtures/security-store.ts'
import { addDocumentTimeStamp, signPdf } from '../../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import type { Judgement } from '../../../src/validation/judgement.ts'
import type { SignatureReport } from '../../../src/validation/report.ts'
import { certificate } from '../given.ts'
import { describe, draft, judged, world } from './judged.ts'

const JANUARY = instant('2026-01-01T00:00:00Z')
const signer = world.signer()
const responder = world.responder()

const sign = (cms: Partial<CmsPlan> = {}): PdfDraft =>
  signPdf(draft, {
    cms: { signer, certificates: [world.ca.certificate], ...cms },
    claimedAt: RECEIVED,
    contentsSize: 24_000,
  })

/** Nothing but the anchor is given. */
const alone = (pdf: Bytes, at?: Instant): Judgement =>
  judged({
    pdf,
    changes: {
      ...(at !== undefined && { at }),
      trust: { anchors: trustOnly(), intermediates: [] },
    },
  })

function trustOnly() {
  const roles = ['signer', 'time-stamp-authority'] as const
  return [{ certificate: certificate(world.root.certificate), trustedFrom: null, trustedUntil: null, roles }]
}

/** Of the signer by OCSP, of the CA by the list of the root: one of each kind. */
const material: RevocationMaterial = {
  certificateLists: [world.rootList()],
  ocspResponses: [world.answer({ responder })],
}
const lists: RevocationMaterial = { certificateLists: [world.rootList(), world.list()] }
const revoking: RevocationMaterial = {
  certificateLists: [world.rootList(), world.list({ revoked: [{ serial: SIGNER_SERIAL, at: JANUARY }] })],
}

type Place = { readonly name: string; readonly put: (material: RevocationMaterial) => Bytes }

/** Each place where a signer keeps such data. */
const places: readonly Place[] = [
  {
    name: 'the security store',
    put: (kept) => withSecurityStore(sign(), { certificates: [world.ca.certificate], ...kept }).bytes,
  },
  {
    name: 'the security store, compressed',
    put: (kept) => withSecurityStore(sign(), { ...kept, compressed: true }).bytes,
  },
  {
    name: 'the part of the security store that is of one signature',
    put: (kept) => {
      const signed = sign()
      return withSecurityStore(signed, { vri: { [signatureKeys(signed)[0] ?? '']: kept } }).bytes
    },
  },
  { name: 'adbe-revocationInfoArchival', put: (kept) => sign({ revocationArchival: kept }).bytes },
  { name: 'SignedData.crls, responses as RFC 5940 has them', put: (kept) => sign({ revocationInfo: kept }).bytes },
  { name: 'revocation-values of CAdES', put: (kept) => sign({ revocationValues: kept }).bytes },
]

const covers = (judgement: Judgement): readonly string[] =>
  (judgement.report.signatures[0]?.path ?? []).map(({ revocation }) =>
    revocation
      ? `${revocation.status} by ${revocation.source?.kind ?? 'nothing'} ${revocation.source?.covers ?? ''}`
      : '-',
  )

suite('what the file carries is enough:', () => {
  for (const { name, put } of places) {
    test(`in ${name}`, () => {
      const judgement = alone(put(material))
      const { report, wanted } = judgement
      expect(report.outcome).toBe('valid')
      expect(covers(judgement)).toEqual([
        'good by ocsp-response delegated-responder',
        'good by certificate-list issuer',
        '-',
      ])
      expect(wanted).toEqual([])
    })

    test(`in ${name}, lists alone`, () => {
      const judgement = alone(put(lists))
      expect(judgement.report.outcome).toBe('valid')
      expect(covers(judgement)).toEqual(['good by certificate-list issuer', 'good by certificate-list issuer', '-'])
    })

    test(`in ${name}, a list that revokes`, () => {
      expect(describe(alone(put(revoking)))).toBe('revoked-time-unproven - revoked by issuer')
    })

    test(`in ${name}, nothing`, () => {
      expect(describe(alone(put({})))).toBe('revocation-unknown - unknown by nobody')
    })
  }
})

/** What somebody made who has none of the keys, or changed what they signed. */
const forged: readonly { readonly name: string; readonly material: RevocationMaterial }[] = [
  {
    name: 'a list with a damaged signature',
    material: { certificateLists: [world.rootList(), world.list({ fault: 'damaged-signature' })] },
  },
  {
    name: 'a list from which the revocation was cut',
    material: { certificateLists: [world.rootList(), withoutEntry(revoking.certificateLists?.[1])] },
  },
  {
    name: 'a list that a stranger made under the name of the CA',
    material: { certificateLists: [world.rootList(), world.list({ issuer: world.impostor })] },
  },
  {
    name: 'a list of the signer itself',
    material: { certificateLists: [world.rootList(), world.list({ signer })] },
  },
  {
    name: 'a response with a damaged signature',
    material: {
      certificateLists: [world.rootList()],
      ocspResponses: [world.answer({ fault: 'damaged-signature' })],
    },
  },
  {
    name: 'a response by a stranger of the name of the CA, his certificates in it',
    material: {
      certificateLists: [world.rootList()],
      ocspResponses: [
        world.answer({
          responder: world.responder({ issuer: world.impostor }),
          certificates: [world.responder({ issuer: world.impostor }).certificate, world.impostor.certificate],
        }),
      ],
    },
  },
  {
    name: 'a response of the signer itself',
    material: { certificateLists: [world.rootList()], ocspResponses: [world.answer({ responder: signer })] },
  },
]

/** The bytes of the serial number are those of another one; the signature stays. */
function withoutEntry(list: Bytes | undefined): Bytes {
  const changed = Buffer.from(list ?? new Uint8Array())
  const at = changed.lastIndexOf(Buffer.of(0x02, 0x01, Number(SIGNER_SERIAL), 0x17))
  changed[at + 2] = 0x33
  return changed
}

suite('what the file carries and nobody entitled has made is ignored:', () => {
  for (const { name, put } of places) {
    for (const one of forged) {
      test(`${one.name}, in ${name}`, () => {
        const judgement = alone(put(one.material))
        expect(describe(judgement)).toBe('revocation-unknown - unknown by nobody')
        expect(judgement.wanted.map(({ serialNumber }) => serialNumber)).toEqual(['4d'])
      })
    }
  }

  test('a list of a stranger that revokes does no harm either', () => {
    const [place] = places
    const list = world.list({ issuer: world.impostor, revoked: [{ serial: SIGNER_SERIAL, at: JANUARY }] })
    const kept = { ...material, certificateLists: [world.rootList(), list] }
    expect(alone(place?.put(kept) ?? draft.bytes).report.outcome).toBe('valid')
  })
})

suite('what the file carries', () => {
  const stored = (kept: RevocationMaterial): PdfDraft => withSecurityStore(sign(), kept)

  test('does not outweigh a later list from outside', () => {
    const later = world.list({
      thisUpdate: instant('2026-03-02T00:00:00Z'),
      revoked: [{ serial: SIGNER_SERIAL, at: JANUARY }],
    })
    expect(describe(judged({ pdf: stored(lists).bytes, lists: [later] }))).toBe(
      'revoked-time-unproven - revoked by issuer',
    )
  })

  test('is enough years after, since the file was received while it held', () => {
    const judgement = alone(stored(lists).bytes, instant('2029-01-01T00:00:00Z'))
    expect([judgement.report.code, judgement.wanted]).toEqual(['valid-later-signature', []])
  })

  test('settles the expiry of its signer, since the file was received before it', () => {
    const expiring = world.responder({ notAfter: instant('2026-03-03T12:00:00Z') })
    const kept = { ...material, ocspResponses: [world.answer({ responder: expiring })] }
    const judgement = alone(stored(kept).bytes)
    expect(judgement.report.outcome).toBe('valid')
    expect(judgement.wanted).toEqual([])
  })

  test('does not settle the expiry of its signer where the file was received after it', () => {
    const expiring = world.responder({ notAfter: instant('2026-03-03T07:59:59Z') })
    const kept = { ...material, ocspResponses: [world.answer({ responder: expiring })] }
    expect(alone(stored(kept).bytes).report.code).toBe('revocation-signer-expired')
  })

  test('makes the signature one for the long term, together with a time-stamp', () => {
    const timeStamp = { authority: world.timeStampAuthority, genTime: (RECEIVED - 60_000) as Instant }
    const signed = withSecurityStore(sign({ timeStamp }), material)
    const [signature]: readonly SignatureReport[] = alone(signed.bytes).report.signatures
    expect([signature?.outcome, signature?.level]).toEqual(['valid', 'PKCS7-LT'])
  })

  test('under a document time-stamp is proved to be as old as that', () => {
    const signed = addDocumentTimeStamp(withSecurityStore(sign(), material), {
      authority: world.timeStampAuthority,
      genTime: (RECEIVED - 60_000) as Instant,
    })
    const { report } = alone(signed.bytes)
    expect(report.signatures.map(({ outcome, level }) => [outcome, level])).toEqual([
      ['valid', 'PKCS7-LTA'],
      ['valid', null],
    ])
  })
})

const tokens: readonly { readonly name: string; readonly where: 'revocationInfo' | 'revocationValues' }[] = [
  { name: 'in its SignedData', where: 'revocationInfo' },
  { name: 'in its attributes', where: 'revocationValues' },
]
for (const { name, where } of tokens) {
  test(`a time-stamp may carry the status of its own authority ${name}`, () => {
    const genTime = instant('2026-03-02T00:00:00Z')
    const timeStamp = {
      authority: world.timeStampAuthority,
      genTime,
      [where]: { certificateLists: [world.rootList({ thisUpdate: LISTED, nextUpdate: NEXT_LIST })] },
    }
    const { report } = alone(sign({ timeStamp, revocationInfo: { certificateLists: [world.list()] } }).bytes)
    expect(report.signatures[0]).toMatchObject({ outcome: 'valid', bestSignatureTime: '2026-03-02T00:00:00.000Z' })
  })
}
