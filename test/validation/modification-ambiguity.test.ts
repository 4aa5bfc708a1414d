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
  loopBack,
  packUnnamed,
  redirectToString,
  writeTwice,
} from '../../fixtures/later-ambiguity.ts'
import { prependPrefix } from '../../fixtures/later-change.ts'
import { freeObject, saveInTwoSections, setMetadata } from '../../fixtures/later-save.ts'
import { setCatalogEntry } from '../../fixtures/later-script.ts'
import { bodyOf } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { hideTwin, redirectToTwin } from '../../fixtures/prepared-content.ts'
import { packPage } from '../../fixtures/rewritten-object.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { fromLatin1, toLatin1 } from '../../src/bytes.ts'
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

const content = contentOf(plain)
const contentWith = (length: string) => (draft: PdfDraft) => {
  const objects = new Map([[content, bodyOf(draft, content).replace(/ ?\/Length \d+/u, length)]])
  return appendUpdate(draft, { objects })
}
const page = plain.firstPage.object
const rewritePage = (find: RegExp, put: string) => (draft: PdfDraft) =>
  appendUpdate(draft, { objects: new Map([[page, bodyOf(draft, page).replace(find, put)]]) })
/** The row of page 1 or its head says that it is of generation 1. */
const ofGeneration = (find: RegExp, put: string) => (draft: PdfDraft) => {
  const later = appendUpdate(draft, { objects: new Map([[page, bodyOf(draft, page)]]) })
  const added = toLatin1(later.bytes.subarray(draft.bytes.length)).replace(find, put)
  return { ...later, bytes: Buffer.concat([draft.bytes, fromLatin1(added)]) }
}

/** The only row of the update is that of object 1, with the generation of the head: some readers shift such a section by one. */
const freeWithoutHead = (draft: PdfDraft) => {
  const text = toLatin1(freeObject(draft, 1).bytes.subarray(draft.bytes.length))
  const row = text.replace(/(xref\n)0 1\n.*\n/u, '$1').replace('00001 f', '65535 f')
  return { ...draft, bytes: Buffer.concat([draft.bytes, fromLatin1(row)]) }
}

/** After the signature, what was signed being written again as it was but for this. */
const doubtful: readonly { name: string; change: (draft: PdfDraft) => PdfDraft; what: string }[] = [
  { name: 'a stream of no length', change: contentWith(' /Length 0'), what: 'a length that does not hold' },
  { name: 'a stream whose length is left out', change: contentWith(''), what: 'a length that does not hold' },
  { name: 'a stream of half its length', change: contentWith(' /Length 40'), what: 'a length that does not hold' },
  {
    name: 'a description of a generation that it does not have',
    change: (draft) =>
      setCatalogEntry(draft, '/Metadata', (draft.catalog.entries.get('/Metadata') ?? '').replace(' 0 R', ' 1 R')),
    what: 'another generation',
  },
  { name: 'a page of another generation', change: ofGeneration(/ 0 obj/u, ' 1 obj'), what: 'another generation' },
  { name: 'a row of another generation', change: ofGeneration(/ 00000 n/u, ' 00001 n'), what: 'another generation' },
  {
    name: 'a free row that may be the head of the list or object 1',
    change: freeWithoutHead,
    what: 'listed at two places',
  },
]
const described = sign(setMetadata(plain, '<dc:title>Ke hoach</dc:title>'))
describe('what an update makes doubtful', () => {
  for (const { name, change, what } of doubtful) {
    test(name, () => {
      const ambiguous = firstOf(change(described))?.findings.filter(({ code }) => code === 'parser-ambiguity') ?? []
      expect(ambiguous.map(({ facts }) => facts.what)).toContain(what)
    })
  }
  test('a freed tree of pages, with the head of the list before it', () => {
    expect(found(freeObject(signed, 1))[0]).toBe('suspicious')
  })
  test('words that were doubtful when they were signed, written again as they were', () => {
    const write = (draft: PdfDraft, body: string) =>
      appendUpdate(draft, { objects: new Map([[plain.nextObject, body]]) })
    const draft = sign(write(plain, '[0.-5]'))
    expect(found(write(draft, '[0.-5]'))).toEqual(['permitted'])
    expect(found(write(draft, '[ 0.-5]'))).toContain('parser-ambiguity')
  })
  test('a reference to a generation that was doubtful when it was signed', () => {
    const draft = sign(rewritePage(/\/Contents \d+ 0 R/u, `/Contents ${content} 1 R`)(plain))
    expect(found(rewritePage(/\/Rotate \d+|(?=>>$)/u, '/Rotate 0')(draft))).not.toContain('parser-ambiguity')
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
  const same = Buffer.from(`\n${content} 0 obj\n${bodyOf(plain, content)}\nendobj\n`, 'latin1')
  const twice = sign(writeTwice(plain, same))
  expect(found(twice)).toEqual(['none'])
  expect(firstOf(twice)?.notes).toContain('shadowed-object-number')
})

/** Signed to the last byte. */
describe('a cross-reference that leads back to itself', () => {
  const repaired: readonly { name: string; draft: PdfDraft; what: readonly string[] }[] = [
    {
      name: 'and names all that counts',
      draft: appendUpdate(plain, { objects: new Map([[page, bodyOf(plain, page)]]) }),
      what: [],
    },
    { name: 'and names the first of two bodies', draft: writeTwice(plain), what: ['other object of the same number'] },
    {
      name: 'and does not name two bodies',
      draft: appendUnnamed(plain),
      what: ['other object of the same number'],
    },
    { name: 'and frees what is shown', draft: freeObject(plain, content), what: ['other object of the same number'] },
  ]
  for (const { name, draft, what } of repaired) {
    test(name, () => {
      const file = sign(loopBack(draft))
      const ambiguous = firstOf(file)?.findings.filter(({ code }) => code === 'parser-ambiguity') ?? []
      expect(ambiguous.map(({ facts }) => facts.what)).toEqual(what)
      expect(found(file)[0]).toBe(what.length > 0 ? 'unknown' : 'none')
    })
  }
})

test('an object that no table names and nothing refers to means nothing', () => {
  expect(found(sign(appendUnnamed(plain, Buffer.from('\n9999 0 obj\nnull\nendobj\n'))))).toEqual(['none'])
})
