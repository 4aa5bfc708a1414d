import { expect, test } from 'vitest'
import { buildWorld } from '../../fixtures/authority.ts'
import { addSecurityStore, flipByte } from '../../fixtures/later-change.ts'
import { signWithFieldLock } from '../../fixtures/locked-signature.ts'
import { openDraft, type PdfDraft, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signedBases } from '../../fixtures/signed-bases.ts'
import { addDocumentTimeStamp, signPdf } from '../../fixtures/signed-pdf.ts'
import { fromLatin1, indexOf, toLatin1 } from '../../src/bytes.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, SIGNED_AT, verdict, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const person = { cms: { signer: world.person } }
const organisation = { cms: { signer: world.organisation } }
const stranger = await buildWorld(SIGNED_AT)
const seal = { box: [400, 650, 90, 90] as const, lines: ['UBND XA HUC'] }

const bases = signedBases(plain, person.cms)

const honest: readonly { name: string; change: (signed: PdfDraft) => PdfDraft; longTerm: boolean }[] = [
  { name: 'a second signature', change: (signed) => signPdf(signed, organisation), longTerm: false },
  { name: 'a seal', change: (signed) => signPdf(signed, { ...organisation, appearance: seal }), longTerm: false },
  {
    name: 'a document time-stamp',
    change: (signed) => addDocumentTimeStamp(signed, { authority: world.timeStampAuthority, genTime: SIGNED_AT }),
    longTerm: true,
  },
  {
    name: 'a security store',
    change: (signed) => addSecurityStore(signed, { certificates: [world.issuer.certificate], certificateLists: [] }),
    longTerm: true,
  },
]
for (const { name: base, signed, certified } of bases) {
  for (const { name, change, longTerm } of honest) {
    const isForbidden = certified === 1 && !longTerm
    test(`${base}: ${name} is ${isForbidden ? 'what the author forbade' : 'permitted'}`, () => {
      const [file, first] = verdict(change(signed).bytes)
      if (isForbidden)
        expect([file, first]).toEqual([
          'invalid certification-violated',
          'certification-violated intact suspicious trusted',
        ])
      else expect(first).toBe('valid-later-signature intact permitted trusted')
    })
  }
}

const [approval] = bases
const signed = approval?.signed.bytes ?? new Uint8Array()

/** Attacks that a first version of the analysis let pass; none may ever be valid again. */
const content = Number(/\/Contents (\d+) 0 R/.exec(toLatin1(plain.bytes))?.[1])
const FORGED = 'BT /F1 20 Tf 50 700 Td (9.999.999) Tj ET'
const overlay = (rectangle: string) => (base: PdfDraft) => {
  const stamped = signPdf(base, { cms: { signer: stranger.organisation }, appearance: seal })
  const at = toLatin1(stamped.bytes).lastIndexOf('/Rect [')
  const length = toLatin1(stamped.bytes).indexOf(']', at) + 1 - at
  return { ...stamped, bytes: withText(stamped.bytes, at, rectangle.padEnd(length)) }
}
const attacks: readonly { name: string; change: (base: PdfDraft) => PdfDraft }[] = [
  {
    name: 'page content that calls itself a description',
    change: (base) =>
      appendUpdate(base, {
        objects: new Map([[content, stream(fromLatin1(`% <rdf:RDF >\n${FORGED}`), '/Type /Metadata')]]),
        catalog: { ...base.catalog, entries: new Map([...base.catalog.entries, ['/Metadata', `${content} 0 R`]]) },
      }),
  },
  { name: 'a seal whose corners are no numbers', change: overlay('/Rect [/a 0 0 0]') },
]
for (const { name: base, signed } of bases) {
  for (const { name, change } of attacks) {
    test(`${base}: never valid: ${name}`, () => expect(verdict(change(signed).bytes)[0]).not.toMatch(/^valid/))
  }
}

test('a signed file that lost its end is never called unsigned', () => {
  for (const cut of [300, 5_000, 20_000]) {
    expect(verdict(signed.subarray(0, signed.length - cut))[0]).toBe('indeterminate malformed-tail')
  }
})

test('a byte changed inside the signed range breaks the signature', () => {
  const offset = indexOf(signed, 'stream') + 10
  expect(verdict(flipByte(signed, offset))[0]).toBe('invalid document-digest-mismatch')
})

const store = (signed: PdfDraft) =>
  addSecurityStore(signed, { certificates: [world.issuer.certificate], certificateLists: [] })
const followed = (signed: PdfDraft, tail: string): PdfDraft => ({
  ...signed,
  bytes: Buffer.concat([signed.bytes, fromLatin1(tail)]),
})
for (const { name, signed, certified } of bases) {
  const isForbidden = certified === 1
  const said = (file: PdfDraft) => {
    const { report } = judge(file.bytes, given())
    const [first] = report.signatures
    return [first?.code, first?.modification, report.notes.includes('trailing-bytes')]
  }
  test(`${name}: a comment appended is ${isForbidden ? 'what the author forbade' : 'harmless and remarked'}`, () => {
    for (const comment of ['% da in', '\n% da in\n', '%%EOF\n']) {
      expect(said(followed(signed, comment))).toEqual(
        isForbidden ? ['certification-violated', 'suspicious', true] : ['valid', 'none', true],
      )
      const stored = followed(store(signed), comment)
      expect(said(stored).slice(0, 1)).toEqual([isForbidden ? 'certification-violated' : 'valid-later-signature'])
    }
  })
  test(`${name}: up to four ends of line are no change, more white space is remarked`, () => {
    for (const tail of ['', '\n', '\r\n', '\n\n\n'])
      expect(said(followed(signed, tail))).toEqual(['valid', 'none', false])
    expect(said(followed(signed, ' \n'.repeat(9)))).toEqual(['valid', 'none', true])
  })
  test(`${name}: a comment before an update belongs to the update`, () => {
    const stored = store(followed(signed, '% %%EOF\n% 1 0 R\n'))
    expect(said(stored)).toEqual(['valid-later-signature', 'permitted', false])
  })
}

test('a lock that permits nothing forbids a comment, too', () => {
  const locked = signWithFieldLock(plain, person.cms, { action: 'All', permission: 1 })
  expect(judge(followed(locked, '% da in').bytes, given()).report.code).toBe('certification-violated')
})

test('another object of the signed file named as the document information is remarked, and forbidden at P=1', () => {
  for (const { signed, certified } of bases) {
    const named = appendUpdate(signed, {
      objects: new Map(),
      trailer: withEntry(signed.trailer, '/Info', `${signed.firstPage.object} 0 R`),
      catalog: signed.catalog,
    })
    const { report } = judge(named.bytes, given())
    expect(report.code).toBe(certified === 1 ? 'certification-violated' : 'valid-later-signature')
    expect(report.signatures[0]?.notes).toContain('metadata-changed')
  }
})

function withText(bytes: Uint8Array, at: number, text: string): Uint8Array {
  const changed = Buffer.from(bytes)
  changed.write(text, at, 'latin1')
  return changed
}

test('pictures of four signatures, each smaller than a quarter of the page, that cover it together are left to a person', () => {
  let covered = signPdf(plain, person)
  for (const bottom of [30, 230, 430, 630]) {
    covered = signPdf(covered, { ...organisation, appearance: { ...seal, box: [50, bottom, 495, 195] } })
  }
  expect(verdict(covered.bytes)[1]).toContain(' unknown ')
})
