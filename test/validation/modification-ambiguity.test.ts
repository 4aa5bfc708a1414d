/** Files that two readers understand differently, and honest ones that only look as if. */
import { describe, expect, test } from 'vitest'
import {
  appendUnnamed,
  contentOf,
  contradict,
  embedFile,
  hideEnd,
  hideInString,
  hideTrailer,
  packUnnamed,
  redirectToString,
  writeTwice,
} from '../../fixtures/later-ambiguity.ts'
import { prependPrefix } from '../../fixtures/later-change.ts'
import { saveInTwoSections } from '../../fixtures/later-save.ts'
import { bodyOf } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { hideTwin, redirectToTwin } from '../../fixtures/prepared-content.ts'
import { packPage } from '../../fixtures/rewritten-object.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { firstOf, found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const sign = (draft: PdfDraft) => signPdf(draft, { cms: { signer: world.person } })
const signed = sign(plain)

/** Before the signature, which covers it all the same, and after it. */
const forged: readonly { name: string; change: (draft: PdfDraft) => PdfDraft; what: string }[] = [
  {
    name: 'a second body in a string',
    change: (one) => redirectToString(hideInString(one)),
    what: 'object inside another',
  },
  {
    name: 'a second body in the data of a stream',
    change: (one) => redirectToTwin(hideTwin(one)),
    what: 'object inside another',
  },
  {
    name: 'two bodies, of which the table names the first',
    change: writeTwice,
    what: 'later object of the same number',
  },
  { name: 'a body that no table names', change: appendUnnamed, what: 'later object of the same number' },
  { name: 'a table and a stream that contradict each other', change: contradict, what: 'listed at two places' },
  {
    name: 'a member of an object stream that is not named',
    change: packUnnamed,
    what: 'later object of the same number',
  },
]
describe('files that two readers understand differently', () => {
  for (const { name, change, what } of forged) {
    for (const [when, draft] of [
      ['before', sign(change(plain))],
      ['after', change(signed)],
    ] as const) {
      test(`${name}, ${when} somebody signs`, () => {
        const ambiguous = firstOf(draft)?.findings.filter(({ code }) => code === 'parser-ambiguity') ?? []
        expect(ambiguous.map(({ facts }) => facts.what)).toContain(what)
        expect(found(draft)[0]).not.toMatch(/none|permitted/)
      })
    }
  }
  test('another catalog behind the one that counts', () => {
    const ambiguous = firstOf(hideTrailer(signed))?.findings.find(({ code }) => code === 'parser-ambiguity')
    expect(ambiguous?.facts.what).toBe('other catalog')
  })
  test('an end that only some readers see', () => {
    const later = appendUpdate(signed, { objects: new Map([[signed.nextObject, '(a)']]) })
    expect(found(hideEnd(later, signed))).toContain('parser-ambiguity')
  })
})

const honest: readonly { name: string; draft: PdfDraft }[] = [
  { name: 'bytes before the header', draft: { ...signed, bytes: prependPrefix(signed.bytes) } },
  { name: 'two sections of one save', draft: sign(saveInTwoSections(plain)) },
  {
    name: 'cross-reference streams',
    draft: signPdf(signed, { cms: { signer: world.organisation }, crossReference: 'stream' }),
  },
  { name: 'a page in an object stream', draft: sign(packPage(plain)) },
  { name: 'a whole file in the data of a stream', draft: sign(embedFile(plain, signed.bytes, false)) },
  {
    name: 'a whole file in the data of a stream whose length stands elsewhere',
    draft: sign(embedFile(plain, signed.bytes, true)),
  },
  { name: 'a second body that nothing leads to, in a stream', draft: sign(hideTwin(plain)) },
]
describe('files that all readers understand alike', () => {
  for (const { name, draft } of honest) {
    test(name, () => expect(found(draft)).not.toContain('parser-ambiguity'))
  }
})

test('the same words twice under one number are told, and mean nothing', () => {
  const content = contentOf(plain)
  const same = Buffer.from(`\n${content} 0 obj\n${bodyOf(plain, content)}\nendobj\n`, 'latin1')
  const twice = sign(writeTwice(plain, same))
  expect(found(twice)).toEqual(['none'])
  expect(firstOf(twice)?.notes).toContain('shadowed-object-number')
})

test('an object that no table names and nothing refers to means nothing', () => {
  expect(found(sign(appendUnnamed(plain, Buffer.from('\n9999 0 obj\nnull\nendobj\n'))))).toEqual(['none'])
})
