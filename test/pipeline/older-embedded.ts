/** Signers who carry revocation data in their signatures, and what their CA says later. RFC 6960, 2.2; RFC 5280, 5. */
import { instant } from '../../fixtures/authority.ts'
import { RECEIVED, SIGNER_SERIAL } from '../../fixtures/cases/revocation-world.ts'
import { buildLetter } from '../../fixtures/eml.ts'
import type { RevocationMaterial } from '../../fixtures/revocation-material.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import type { Bytes } from '../../src/bytes.ts'
import { draft, rootList, world } from '../validation/revocation/judged.ts'

/** Before the file is received. */
const REVOKED_AT = instant('2026-03-02T00:00:00Z')
const LATER = instant('2026-03-03T00:00:00Z')

const revoked = [{ serial: SIGNER_SERIAL, at: REVOKED_AT, reason: 'keyCompromise' as const }]

/** Made after the signer was revoked; those that the files below carry were made before, and are still in force. */
export const revokingList: Bytes = world.list({ thisUpdate: LATER, number: 11, revoked })
export const revokingAnswer: Bytes = world.answer({
  producedAt: LATER,
  answer: { status: { revokedAt: REVOKED_AT, reason: 'keyCompromise' }, thisUpdate: LATER },
})
/** Nothing is revoked, and made before all that is embedded. */
export const olderList: Bytes = world.list({
  thisUpdate: instant('2026-02-22T00:00:00Z'),
  nextUpdate: instant('2026-03-20T00:00:00Z'),
  number: 9,
})

function carrying(revocationInfo: RevocationMaterial): Bytes {
  return signPdf(draft, { cms: { signer: world.signer(), revocationInfo }, claimedAt: RECEIVED }).bytes
}

export const carriers: readonly { readonly name: string; readonly pdf: Bytes }[] = [
  {
    name: 'an answer that says good',
    pdf: carrying({ ocspResponses: [world.answer()], certificateLists: [rootList] }),
  },
  { name: 'a list that does not name it', pdf: carrying({ certificateLists: [world.list(), rootList] }) },
]

export function letterOf(bytes: Bytes): string {
  const letter = buildLetter({
    from: { name: 'UBND xã Thử', address: 'thu@example.vn' },
    to: 'noivu@example.vn',
    subject: 'Quyết định',
    date: RECEIVED,
    receivedAt: RECEIVED,
    messageId: '1@example.vn',
    attachments: [{ fileName: 'quyết định.pdf', bytes }],
  })
  return Buffer.from(letter).toString('latin1')
}
