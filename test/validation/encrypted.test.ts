/** Signed files that are encrypted under an empty password say what they would say unencrypted; and nobody changes how they are read. */
import { describe, expect, test } from 'vitest'
import { encryptDraft } from '../../fixtures/encrypted-pdf.ts'
import { buildEncryption, type EncryptionPlan } from '../../fixtures/encryption-keys.ts'
import { addForm, fillText } from '../../fixtures/form.ts'
import {
  addAnnotation,
  addEmptySignatureField,
  addSecurityStore,
  appendJunk,
  changeInfo,
  flipByte,
  replacePageContent,
} from '../../fixtures/later-change.ts'
import { addPage, exchangeFont, overwriteContent, setPageEntry } from '../../fixtures/later-page.ts'
import { addOpenAction } from '../../fixtures/later-script.ts'
import { bodyOf } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { addDocumentTimeStamp, type SignaturePlan, signPdf } from '../../fixtures/signed-pdf.ts'
import { indexOf } from '../../src/bytes.ts'
import { judge } from '../../src/validation/judge.ts'
import { inFolder, runTool } from '../fixtures/tool.ts'
import { describeWith } from '../services/required.ts'
import { given, SIGNED_AT, verdict, world } from './given.ts'

const ALGORITHMS = ['RC4-40', 'RC4-128', 'AES-128', 'AES-256'] as const
const bytes = await buildPlainPdf('Trang 1', 'Trang 2')
const plain = await openDraft(bytes)
const encrypted = (plan: EncryptionPlan): Promise<PdfDraft> => encryptDraft(bytes, plan)
const drafts = await Promise.all(
  ALGORITHMS.map(async (algorithm) => ({ algorithm, draft: await encrypted({ algorithm }) })),
)

const person: SignaturePlan = { cms: { signer: world.person }, claimedAt: SIGNED_AT, reason: 'Phê duyệt (1)' }
const organisation: SignaturePlan = { cms: { signer: world.organisation } }
const sign = (draft: PdfDraft, plan: Partial<SignaturePlan> = {}): PdfDraft => signPdf(draft, { ...person, ...plan })
const seal = { box: [400, 650, 90, 90] as const, lines: ['UBND XA HUC'] }

type Change = { readonly name: string; readonly change: (draft: PdfDraft) => PdfDraft; readonly code: string }
const changes: readonly Change[] = [
  { name: 'signed', change: sign, code: 'valid valid' },
  { name: 'signed with a seal', change: (draft) => sign(draft, { appearance: seal }), code: 'valid valid' },
  { name: 'signed, by a stream', change: (draft) => sign(draft, { crossReference: 'stream' }), code: 'valid valid' },
  { name: 'certified', change: (draft) => sign(draft, { certification: 1 }), code: 'valid valid' },
  {
    name: 'signed without a CMS, the certificate in a string',
    change: (draft) => sign(draft, { subFilter: 'adbe.x509.rsa_sha1' }),
    code: 'valid valid',
  },
  {
    name: 'signed twice',
    change: (draft) => signPdf(sign(draft), { ...organisation, appearance: seal }),
    code: 'valid valid-later-signature',
  },
  {
    name: 'signed and stamped with the time',
    change: (draft) => addDocumentTimeStamp(sign(draft), { authority: world.timeStampAuthority, genTime: SIGNED_AT }),
    code: 'valid valid-later-signature',
  },
  {
    name: 'signed, and the store of a later signer added',
    change: (draft) =>
      addSecurityStore(sign(draft), { certificates: [world.issuer.certificate], certificateLists: [] }),
    code: 'valid valid-later-signature',
  },
  {
    name: 'signed, a form filled',
    change: (draft) => fillText(sign(addForm(draft)), { value: 'UBND xa Huc' }),
    code: 'valid valid-form-filled',
  },
  { name: 'signed, the title changed', change: (draft) => changeInfo(sign(draft), 'Khác'), code: 'valid' },
  {
    name: 'signed, the page written again as it was',
    change: (draft) => setPageEntry(sign(draft), '/Type', '/Page'),
    code: 'valid valid-later-signature',
  },
  {
    name: 'signed, other content shown',
    change: (draft) => replacePageContent(sign(draft), 'BT (9.999.999) Tj ET'),
    code: 'invalid document-changed-after-signing',
  },
  {
    name: 'signed, the content exchanged under its number',
    change: (draft) => overwriteContent(sign(draft), Buffer.from('BT (9.999.999) Tj ET')),
    code: 'invalid document-changed-after-signing',
  },
  {
    name: 'signed, a font exchanged',
    change: (draft) => exchangeFont(sign(draft)),
    code: 'invalid document-changed-after-signing',
  },
  { name: 'signed, a page added', change: (draft) => addPage(sign(draft)), code: 'invalid page-added' },
  { name: 'signed, a stamp laid over', change: (draft) => addAnnotation(sign(draft)), code: 'annotation-added' },
  {
    name: 'signed, a field to sign added',
    change: (draft) => addEmptySignatureField(sign(draft)),
    code: 'annotation-added',
  },
  {
    name: 'signed, a script added',
    change: (draft) => addOpenAction(sign(draft)),
    code: 'invalid active-content-added',
  },
  {
    name: 'signed, a byte of the page flipped',
    change: (draft) => {
      const signed = sign(draft)
      return { ...signed, bytes: flipByte(signed.bytes, indexOf(signed.bytes, 'stream') + 10) }
    },
    code: 'invalid document-digest-mismatch',
  },
  {
    name: 'signed, bytes appended',
    change: (draft) => {
      const signed = sign(draft)
      return { ...signed, bytes: appendJunk(signed.bytes) }
    },
    code: 'indeterminate unexplained-bytes',
  },
  { name: 'not signed', change: (draft) => draft, code: 'unsigned not-signed' },
  { name: 'not signed, with a field to sign', change: addEmptySignatureField, code: 'unsigned field-unsigned' },
]

/** All that a report says, but for hashes, sizes and places. */
function said(draft: PdfDraft) {
  const { outcome, code, notes, signatures } = judge(draft.bytes, given()).report
  return {
    outcome,
    code,
    notes,
    signatures: signatures.map(({ signedContent: _, findings, ...one }) => ({
      ...JSON.parse(JSON.stringify(one).replaceAll(/"byteRange":\[[^\]]*\]/g, '"byteRange":[]')),
      findings: findings.map((finding) => ({ code: finding.code, clause: finding.clause })),
    })),
  }
}

for (const { name, change, code } of changes) {
  const expected = said(change(plain))
  test(`unencrypted, ${name}: ${code}`, () => expect(`${expected.outcome} ${expected.code}`).toContain(code))
  for (const { algorithm, draft } of drafts) {
    test(`${algorithm}, ${name}: as if it were not encrypted`, () => expect(said(change(draft))).toEqual(expected))
  }
}

describe('a password keeps the file from being judged, and is never held against it', () => {
  for (const algorithm of ALGORITHMS) {
    test(algorithm, async () => {
      const locked = await encrypted({ algorithm, userPassword: 'mat khau' })
      expect(verdict(sign(locked).bytes)).toEqual(['indeterminate password-needed'])
      expect(verdict(replacePageContent(sign(locked), 'BT ET').bytes)).toEqual(['indeterminate password-needed'])
      const owned = await encrypted({ algorithm, userPassword: 'mat khau', ownerPassword: '' })
      expect(verdict(sign(owned).bytes)[0]).toBe('valid valid')
    })
  }
})

describe('a signer whose program forgot to encrypt its own strings has signed all the same', () => {
  for (const { algorithm, draft } of drafts) {
    test(algorithm, () => {
      const { encrypt: _, ...forgetful } = draft
      const signed = sign(forgetful)
      expect(verdict(signed.bytes)).toEqual(['valid valid', 'valid intact none trusted'])
      const [first] = judge(signed.bytes, given()).report.signatures
      expect(first?.field).not.toBe('Signature1')
    })
  }
})

describe('whoever signed vouched for one way to read the file', () => {
  const numberOf = ({ trailer }: PdfDraft): number => Number.parseInt(trailer.get('/Encrypt') ?? '', 10)
  const withTrailer = (
    draft: PdfDraft,
    trailer: PdfDraft['trailer'],
    objects: ReadonlyMap<number, string> = new Map(),
  ) => {
    const { encrypt: _, ...unencrypted } = draft
    return appendUpdate(unencrypted, { objects, trailer })
  }
  const withDictionary = (draft: PdfDraft, body: string): PdfDraft =>
    withTrailer(draft, draft.trailer, new Map([[numberOf(draft), body]]))
  const without = (draft: PdfDraft, name: string) => new Map([...draft.trailer].filter(([key]) => key !== name))

  const attacks: readonly {
    name: string
    change: (signed: PdfDraft, plan: EncryptionPlan) => PdfDraft
    /** Takes crypt filters, which RC4 does not have here. */
    filters?: true
  }[] = [
    { name: 'drops the encryption dictionary', change: (signed) => withTrailer(signed, without(signed, '/Encrypt')) },
    {
      name: 'writes it into the trailer',
      change: (signed) => withTrailer(signed, withEntry(signed.trailer, '/Encrypt', bodyOf(signed, numberOf(signed)))),
    },
    {
      name: 'moves it to another object',
      change: (signed) =>
        withTrailer(
          signed,
          withEntry(signed.trailer, '/Encrypt', `${signed.nextObject} 0 R`),
          new Map([[signed.nextObject, bodyOf(signed, numberOf(signed))]]),
        ),
    },
    {
      name: 'gives it a key that no reader knows',
      change: (signed) => withDictionary(signed, bodyOf(signed, numberOf(signed)).replace('<<', '<< /Unheard 1')),
    },
    {
      name: 'gives it another owner, the key of the file being the same',
      change: (signed, plan) => withDictionary(signed, buildEncryption({ ...plan, ownerPassword: 'x' }).dictionary),
    },
    {
      name: 'leaves strings as they are',
      filters: true,
      change: (signed, plan) => withDictionary(signed, buildEncryption({ ...plan, spared: 'strings' }).dictionary),
    },
    {
      name: 'leaves streams as they are',
      filters: true,
      change: (signed, plan) => withDictionary(signed, buildEncryption({ ...plan, spared: 'streams' }).dictionary),
    },
    {
      name: 'calls it the information dictionary',
      change: (signed) =>
        withTrailer(
          signed,
          withEntry(signed.trailer, '/Info', `${numberOf(signed)} 0 R`),
          new Map([[numberOf(signed), bodyOf(signed, numberOf(signed)).replace('<<', '<< /Title (x)')]]),
        ),
    },
    {
      name: 'frees it',
      change: (signed) => {
        const number = numberOf(signed)
        const start = signed.bytes.length + 1
        const entries = [...signed.trailer].map(([name, value]) => `${name} ${value}`).join(' ')
        const trailer = `<< ${entries} /Size ${signed.nextObject} /Prev ${signed.startxref} >>`
        const update = `\nxref\n${number} 1\n0000000000 00001 f \ntrailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`
        return { ...signed, startxref: start, bytes: Buffer.concat([signed.bytes, Buffer.from(update)]) }
      },
    },
  ]
  for (const { algorithm, draft } of drafts) {
    for (const { name, change, filters } of attacks) {
      if (filters && algorithm.startsWith('RC4')) continue
      test(`${algorithm}: never valid when an update ${name}`, () => {
        const changed = change(sign(draft), { algorithm })
        const refused = name === 'frees it' ? 'indeterminate malformed-tail' : 'indeterminate later-change-unknown'
        expect(verdict(changed.bytes)[0]).toBe(refused)
        // Some readers find it free and others find it; whoever signs now vouches for both.
        const signedAgain = name === 'frees it' ? 'indeterminate parser-ambiguity' : refused
        expect(verdict(signPdf(changed, organisation).bytes)[0]).toBe(signedAgain)
      })
    }
    test(`${algorithm}: it may be written again as it was`, () => {
      const signed = sign(draft)
      const same = withDictionary(signed, bodyOf(signed, numberOf(signed)))
      expect(verdict(same.bytes)[0]).toBe('valid valid-later-signature')
    })
    test(`${algorithm}: never valid when a file is encrypted after it was signed`, () => {
      const signed = sign(plain)
      const { trailer } = draft
      const added = withTrailer(signed, withEntry(trailer, '/Encrypt', bodyOf(draft, numberOf(draft))))
      expect(verdict(added.bytes)[0]).toBe('indeterminate later-change-unknown')
    })
  }
})

describeWith('pdfsig', 'poppler-utils', 'pdfsig agrees on files that are signed and encrypted:', () => {
  for (const { algorithm, draft } of drafts) {
    test(algorithm, () => {
      const path = inFolder({ 'file.pdf': signPdf(sign(draft), organisation).bytes })('file.pdf')
      const { text } = runTool('pdfsig', ['-nocert', path])
      expect(text.split('Signature Validation: Signature is Valid.')).toHaveLength(3)
    })
  }
})
