/** Certifications that the file itself contradicts: nobody can tell what they permit. */
import { expect, test } from 'vitest'
import { replacePageContent } from '../../fixtures/later-change.ts'
import { setCatalogEntry } from '../../fixtures/later-script.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { addDocumentTimeStamp, signPdf } from '../../fixtures/signed-pdf.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, SIGNED_AT, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1'))
const person = { cms: { signer: world.person } }
const organisation = { cms: { signer: world.organisation } }
const certified = signPdf(plain, { ...person, certification: 2 })
const stamped = addDocumentTimeStamp(plain, { authority: world.timeStampAuthority, genTime: SIGNED_AT })

/** What the findings say of each signature in turn, joined. */
function contradictions({ bytes }: PdfDraft): readonly string[] {
  return judge(bytes, given()).report.signatures.map(({ findings, modification }) => {
    const faults = findings.filter(({ code }) => code === 'certification-inconsistent').map(({ facts }) => facts.what)
    return [modification, ...faults].join(', ')
  })
}

const cases: readonly { name: string; draft: PdfDraft; expected: readonly string[] }[] = [
  { name: 'a certification alone', draft: certified, expected: ['none'] },
  { name: 'a certification and an approval', draft: signPdf(certified, organisation), expected: ['permitted', 'none'] },
  {
    name: 'a certification after a time-stamp, which is no signature',
    draft: signPdf(stamped, { ...person, certification: 2 }),
    expected: ['permitted', 'none'],
  },
  {
    name: 'a certification after an approval',
    draft: signPdf(signPdf(plain, organisation), { ...person, certification: 2 }),
    expected: ['permitted', 'unknown, not the first signature'],
  },
  {
    name: 'two certifications',
    draft: signPdf(certified, { ...organisation, certification: 3 }),
    expected: [
      'unknown, Perms changed, several certifications',
      'unknown, several certifications, not the first signature',
    ],
  },
  {
    name: 'a catalog that names another signature',
    draft: setCatalogEntry(signPdf(certified, organisation), '/Perms', '<< /DocMDP 1 0 R >>'),
    expected: ['unknown, Perms changed', 'unknown'],
  },
  {
    name: 'a catalog that names none any more',
    draft: setCatalogEntry(certified, '/Perms', 'null'),
    expected: ['unknown, Perms changed'],
  },
]
for (const { name, draft, expected } of cases) {
  test(`${name}: ${expected.join(' | ')}`, () => expect(contradictions(draft)).toEqual(expected))
}

test('a contradiction excuses no change', () => {
  const twice = signPdf(certified, { ...organisation, certification: 3 })
  const [first] = judge(replacePageContent(twice, 'BT (1.000.000) Tj ET').bytes, given()).report.signatures
  expect(first?.modification).toBe('suspicious')
})
