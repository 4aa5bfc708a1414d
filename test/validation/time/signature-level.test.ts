/** The level of a signature is what the file itself holds. EN 319 142-1, 6. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import { stampAt } from '../../../fixtures/case-stock.ts'
import type { CmsPlan } from '../../../fixtures/cms.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import { withSecurityStore } from '../../../fixtures/security-store.ts'
import { addDocumentTimeStamp, type SignaturePlan, signPdf } from '../../../fixtures/signed-pdf.ts'
import { given, plain, signatureOf, signedBy, stock, world } from './timeline.ts'

const lists = given.certificateLists
const timeStamp = stampAt(stock)
const PADES = { subFilter: 'ETSI.CAdES.detached' } as const
const pades = (cms: Partial<CmsPlan> = {}, plan: Partial<SignaturePlan> = {}) =>
  signedBy('signer', cms, { ...PADES, ...plan })
const pkcs7 = (cms: Partial<CmsPlan> = {}) => signedBy('signer', cms)
const stored = (draft: PdfDraft, certificateLists = lists) =>
  withSecurityStore(draft, { certificates: given.intermediates, certificateLists })
const covered = (draft: PdfDraft, changes: { readonly wrongImprint?: true } = {}) =>
  addDocumentTimeStamp(draft, { ...stampAt(stock, instant('2026-03-02T02:30:00Z')), ...changes })
/** OCSP in the place of the lists of the two CAs. */
const answers = ['signer', 'sub-ca', 'ca'].map((name) => world.ocsp(name))

const cases: readonly { name: string; file: PdfDraft; level: string | null }[] = [
  { name: 'the bare signature', file: pades(), level: 'PAdES-B-B' },
  { name: 'a reference by SHA-1', file: pades({ reference: 'v1' }), level: 'PAdES-B-B' },
  { name: 'no reference to the certificate of the signer', file: pades({ reference: false }), level: null },
  {
    name: 'a signing time in the CMS, where it must not be',
    file: pades({ signingTime: instant('2026-03-02T02:00:00Z') }),
    level: null,
  },
  {
    name: 'no signing time in the dictionary',
    file: signPdf(plain, { cms: { signer: world.holder('signer') }, ...PADES }),
    level: null,
  },
  { name: 'lists without a time-stamp', file: stored(pades()), level: 'PAdES-B-B' },
  { name: 'a time-stamp over the signature', file: pades({ timeStamp }), level: 'PAdES-B-T' },
  {
    name: 'a time-stamp over another signature',
    file: pades({ timeStamp: { ...timeStamp, wrongImprint: true } }),
    level: 'PAdES-B-B',
  },
  { name: 'a time-stamp over the document', file: covered(pades()), level: 'PAdES-B-T' },
  { name: 'a time-stamp over another document', file: covered(pades(), { wrongImprint: true }), level: 'PAdES-B-B' },
  { name: 'a time-stamp, and all lists in the store', file: stored(pades({ timeStamp })), level: 'PAdES-B-LT' },
  {
    name: 'a time-stamp, and one list missing from the store',
    file: stored(pades({ timeStamp }), lists.slice(1)),
    level: 'PAdES-B-T',
  },
  {
    name: 'a time-stamp, and answers in the place of lists',
    file: withSecurityStore(pades({ timeStamp }), { certificates: given.intermediates, ocspResponses: answers }),
    level: 'PAdES-B-LT',
  },
  {
    name: 'a time-stamp, the lists, and a time-stamp over both',
    file: covered(stored(pades({ timeStamp }))),
    level: 'PAdES-B-LTA',
  },
  { name: 'the lists, and a time-stamp over them alone', file: covered(stored(pades())), level: 'PAdES-B-LTA' },
  { name: 'a time-stamp over the document before the lists came', file: stored(covered(pades())), level: 'PAdES-B-LT' },
  { name: 'the plain signature', file: pkcs7(), level: 'PKCS7-B' },
  { name: 'over a SHA-1', file: signedBy('signer', {}, { subFilter: 'adbe.pkcs7.sha1' }), level: 'PKCS7-B' },
  {
    name: 'with a signing time in the CMS, as all plain ones have',
    file: pkcs7({ signingTime: instant('2026-03-02T02:00:00Z') }),
    level: 'PKCS7-B',
  },
  { name: 'plain, with a time-stamp', file: pkcs7({ timeStamp }), level: 'PKCS7-T' },
  {
    name: 'plain, with a time-stamp and the lists in the store',
    file: stored(pkcs7({ timeStamp })),
    level: 'PKCS7-LT',
  },
  {
    name: 'plain, with a time-stamp and the lists in the attribute of Adobe',
    file: pkcs7({ timeStamp, revocationArchival: { certificateLists: lists } }),
    level: 'PKCS7-LT',
  },
  { name: 'plain, archived', file: covered(stored(pkcs7({ timeStamp }))), level: 'PKCS7-LTA' },
  { name: 'raw, without attributes', file: signedBy('signer', {}, { subFilter: 'adbe.x509.rsa_sha1' }), level: null },
  { name: 'broken', file: pades({ fault: 'wrong-message-digest' }), level: null },
]
describe('the level', () => {
  for (const { name, file, level } of cases) {
    test(`${name}: ${level}`, () => {
      // What is given beside the file does not lift the level, and what is withheld settles nothing that the file holds.
      expect(signatureOf(file).level).toBe(level)
      expect(signatureOf(file, { certificateLists: [] }).level).toBe(level)
    })
  }
})

test('lists in the file count, also where newer ones are at hand', () => {
  const newer = ['root', 'ca', 'sub-ca'].map((name) =>
    world.list(name, { thisUpdate: instant('2026-03-02T00:00:00Z') }),
  )
  expect(signatureOf(stored(pades({ timeStamp })), { certificateLists: newer })).toMatchObject({
    outcome: 'valid',
    level: 'PAdES-B-LT',
  })
})

test('an anchor as the issuer needs one list alone', () => {
  const anchors = [{ certificate: world.holder('ca').certificate }]
  const [, ca] = lists
  const file = stored(signedBy('second-signer', { timeStamp }, PADES), ca ? [ca] : [])
  expect(signatureOf(file, { anchors }).level).toBe('PAdES-B-LT')
  expect(signatureOf(file).level).toBe('PAdES-B-T')
})
