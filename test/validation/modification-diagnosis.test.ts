/** Each kind of later change under each kind of permission: the code that names it, and that it never passes. */
import { describe, expect, test } from 'vitest'
import { addTextField } from '../../fixtures/form.ts'
import {
  addNote,
  editAnnotation,
  redraw,
  removeAnnotation,
  renumberAnnotation,
} from '../../fixtures/later-annotation.ts'
import { addAnnotation, addEmptySignatureField, changeInfo, replacePageContent } from '../../fixtures/later-change.ts'
import {
  addPage,
  addUnusedFont,
  exchangeFirstPage,
  exchangeFont,
  overwriteContent,
  removeLastPage,
  reversePages,
  setPageEntry,
} from '../../fixtures/later-page.ts'
import {
  addAnnotationAction,
  addDocumentAction,
  addNamedScript,
  addOpenAction,
  addPageAction,
  setCatalogEntry,
} from '../../fixtures/later-script.ts'
import { referredBy } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import {
  addLayer,
  hideContent,
  hidePage,
  hideTwin,
  redirectToTwin,
  showContent,
  showPage,
  switchLayer,
} from '../../fixtures/prepared-content.ts'
import {
  packPage,
  recompressContent,
  respellPage,
  rewriteUnchanged,
  stateDefaults,
} from '../../fixtures/rewritten-object.ts'
import { type SignedBase, signedBases } from '../../fixtures/signed-bases.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { decodeStream } from '../../src/format/pdf/decode-stream.ts'
import { readPdf } from '../../src/format/pdf/file.ts'
import { asStream } from '../../src/format/pdf/narrow.ts'
import { CODES, type Code } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import { given, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2', 'Trang 3'))
const cms = { signer: world.person }
const noted = addNote(plain, 'Goc')

/** What came after the first signature, and the codes that decide about it, each once. */
function found({ bytes }: PdfDraft): readonly string[] {
  const { report } = judge(bytes, given())
  const [first] = report.signatures
  const codes = (first?.findings ?? []).map(({ code }) => code).filter((code) => CODES[code].effect !== 'note')
  return [first?.modification ?? '', ...new Set(codes)]
}

function facts({ bytes }: PdfDraft, code: Code): Readonly<Record<string, string>> | undefined {
  return judge(bytes, given()).report.signatures[0]?.findings.find((finding) => finding.code === code)?.facts
}

/** From which P on the change is permitted; 4 where no certification permits it. */
type PermittedFrom = 2 | 3 | 4

type Kind = {
  readonly name: string
  /** Before the signature; the plain document where absent. */
  readonly base?: PdfDraft
  readonly change: (signed: PdfDraft) => PdfDraft
  readonly code: Code
  readonly permittedFrom: PermittedFrom
  /** What a person has to look at; everything else is refused. */
  readonly review?: boolean
  /** Where the page shows nothing: whoever permits annotations is told of it, and no more. */
  readonly isClear?: boolean
  readonly facts: Readonly<Record<string, string>>
}

const content = 'BT /F1 14 Tf 72 740 Td (1.000.000) Tj ET'
const changed = { code: 'document-changed-after-signing', permittedFrom: 4 } as const
const annotated = { code: 'annotation-added', permittedFrom: 3, review: true } as const
const beside = { ...annotated, isClear: true } as const
const active = { code: 'active-content-added', permittedFrom: 4 } as const

const kinds: readonly Kind[] = [
  { name: 'a page is added', change: addPage, code: 'page-added', permittedFrom: 4, facts: { page: '4' } },
  {
    name: 'the last page is removed',
    change: removeLastPage,
    code: 'page-removed',
    permittedFrom: 4,
    facts: { page: '3' },
  },
  {
    name: 'the pages are reversed',
    change: reversePages,
    code: 'page-order-changed',
    permittedFrom: 4,
    facts: { page: '1, 3' },
  },
  {
    name: 'page 1 points to another content',
    change: (one) => replacePageContent(one, content),
    ...changed,
    facts: { page: '1', what: 'content' },
  },
  {
    name: 'the content of page 1 is overwritten',
    change: (one) => overwriteContent(one, Buffer.from(content)),
    ...changed,
    facts: { page: '1', what: 'content' },
  },
  {
    name: 'page 1 is exchanged for another',
    change: (one) => exchangeFirstPage(one, content),
    ...changed,
    facts: { page: '1', what: 'content' },
  },
  { name: 'a font is exchanged', change: exchangeFont, ...changed, facts: { page: '1, 2, 3', what: 'content' } },
  {
    name: 'page 1 is cropped',
    change: (one) => setPageEntry(one, '/CropBox', '[0 0 595 500]'),
    ...changed,
    facts: { page: '1', what: 'CropBox' },
  },
  {
    name: 'the paper of page 1 is enlarged',
    change: (one) => setPageEntry(one, '/MediaBox', '[0 0 595 1000]'),
    ...changed,
    facts: { page: '1', what: 'MediaBox' },
  },
  {
    name: 'page 1 is turned',
    change: (one) => setPageEntry(one, '/Rotate', '180'),
    ...changed,
    facts: { page: '1', what: 'Rotate' },
  },
  {
    name: 'the unit of page 1 is changed',
    change: (one) => setPageEntry(one, '/UserUnit', '2'),
    ...changed,
    facts: { page: '1', what: 'UserUnit' },
  },
  {
    name: 'a stamp is added',
    change: addAnnotation,
    ...beside,
    facts: { page: '1', subtype: 'Stamp', what: 'added' },
  },
  {
    name: 'a note is added',
    change: (one) => addNote(one, 'Them'),
    ...beside,
    facts: { page: '1', subtype: 'FreeText', what: 'added' },
  },
  {
    name: 'a note is edited',
    base: noted,
    change: (one) => editAnnotation(one, '/Contents', '(Khac)'),
    ...beside,
    facts: { page: '1', subtype: 'FreeText', what: 'edited' },
  },
  {
    name: 'a note is moved',
    base: noted,
    change: (one) => editAnnotation(one, '/Rect', '[0 0 595 842]'),
    ...annotated,
    facts: { page: '1', subtype: 'FreeText', what: 'edited' },
  },
  {
    name: 'a note is hidden',
    base: noted,
    change: (one) => editAnnotation(one, '/F', '2'),
    ...beside,
    facts: { page: '1', subtype: 'FreeText', what: 'edited' },
  },
  {
    name: 'a note is removed',
    base: noted,
    change: removeAnnotation,
    ...beside,
    facts: { page: '1', subtype: 'FreeText', what: 'removed' },
  },
  {
    name: 'a text field is added',
    change: addTextField,
    ...annotated,
    facts: { page: '1', subtype: 'Widget', what: 'added' },
  },
  {
    name: 'an empty signature field is added',
    change: addEmptySignatureField,
    ...annotated,
    permittedFrom: 2,
    facts: { page: '1', subtype: 'Widget', what: 'added' },
  },
  { name: 'a script runs on opening', change: addOpenAction, ...active, facts: { where: 'catalog OpenAction' } },
  {
    name: 'an address is called on opening',
    change: (one) => addOpenAction(one, '<< /S /URI /URI (https://ubnd.example) >>'),
    ...active,
    facts: { where: 'catalog OpenAction' },
  },
  {
    name: 'a script hangs behind a harmless action',
    change: (one) => addOpenAction(one, '<< /S /GoTo /D (a) /Next << /S /JavaScript /JS (x) >> >>'),
    ...active,
    facts: { where: 'catalog OpenAction' },
  },
  { name: 'a script runs on closing', change: addDocumentAction, ...active, facts: { where: 'catalog AA' } },
  { name: 'a script has a name', change: addNamedScript, ...active, facts: { where: 'catalog Names JavaScript' } },
  { name: 'a script runs on page 1', change: addPageAction, ...active, facts: { page: '1', where: 'page AA' } },
  {
    name: 'a script waits for a click',
    base: noted,
    change: addAnnotationAction,
    ...active,
    facts: { page: '1', where: 'annotation A' },
  },
  {
    name: 'a program is started by a click',
    base: noted,
    change: (one) => addAnnotationAction(one, '/A', '<< /S /Launch /F (a.exe) >>'),
    ...active,
    facts: { page: '1', where: 'annotation A' },
  },
]

for (const { name, base = plain, change, code, permittedFrom, review = false, isClear, facts: expected } of kinds) {
  describe(name, () => {
    for (const { name: permission, signed, certified } of signedBases(base, cms)) {
      if (isClear && certified === 3) {
        test(`${permission}: permitted, and told`, () => {
          const [first] = judge(change(signed).bytes, given()).report.signatures
          expect([first?.modification, first?.code]).toEqual(['permitted', 'valid-later-signature'])
          expect(first?.notes).toContain(code)
        })
        continue
      }
      const isForbidden = certified !== null && certified < permittedFrom
      test(`${permission}: ${code}${isForbidden ? ', which the author forbade' : ''}`, () => {
        const [state, ...codes] = found(change(signed))
        expect(codes).toEqual([code, ...(isForbidden ? ['certification-violated'] : [])])
        expect(state).toBe(review && !isForbidden ? 'unknown' : 'suspicious')
        expect(facts(change(signed), code)).toMatchObject(expected)
      })
    }
    test('stays named when somebody signs after it', () => {
      const [approval] = signedBases(base, cms)
      expect(found(signPdf(change(approval?.signed ?? base), { cms }))).toContain(code)
    })
  })
}

/** What the signed file held unseen, and what brings it to the front. */
const prepared: readonly {
  name: string
  base: PdfDraft
  change: (signed: PdfDraft) => PdfDraft
  codes: readonly Code[]
}[] = [
  {
    name: 'a stream that nothing referred to is shown by page 1',
    base: hideContent(plain),
    change: (signed) => showContent(signed, plain),
    codes: ['document-changed-after-signing', 'shadow-content'],
  },
  {
    name: 'a page that no tree led to is shown',
    base: hidePage(plain),
    change: (signed) => showPage(signed, plain),
    codes: ['page-added', 'shadow-content'],
  },
  {
    name: 'the cross-reference leads to a second body inside the signed bytes',
    base: hideTwin(plain),
    change: redirectToTwin,
    codes: ['parser-ambiguity', 'document-changed-after-signing', 'shadow-content'],
  },
  {
    name: 'a layer that was off is switched on',
    base: addLayer(plain, 'OFF'),
    change: (signed) => switchLayer(signed, plain, 'ON'),
    codes: ['shadow-content'],
  },
  {
    name: 'a layer that was on is switched off',
    base: addLayer(plain, 'ON'),
    change: (signed) => switchLayer(signed, plain, 'OFF'),
    codes: ['document-changed-after-signing'],
  },
]
for (const { name, base, change, codes } of prepared) {
  for (const { name: permission, signed, certified } of signedBases(base, cms)) {
    test(`shadow attack, ${permission}: ${name}`, () => {
      const [, ...named] = found(change(signed))
      expect(named.filter((code) => code !== 'certification-violated' && code !== 'later-change-unknown')).toEqual(
        codes,
      )
      if (certified !== null) expect(named).toContain('certification-violated')
    })
  }
}

test('content added only after the signature is no shadow of it', () => {
  const signed = signPdf(plain, { cms })
  const later = showContent(hideContent(signed), signed)
  expect(found(later)).toEqual(['suspicious', 'document-changed-after-signing'])
})

/** Nothing that a page shows is changed: some are understood, others a person looks at, and none is refused. */
const harmless: readonly {
  name: string
  change: (signed: SignedBase['signed']) => PdfDraft
  state: 'permitted' | 'unknown'
  addsObject?: boolean
}[] = [
  { name: 'objects written again as they were', change: rewriteUnchanged, state: 'permitted' },
  { name: 'a page written with 595.0 for 595', change: respellPage, state: 'permitted' },
  { name: 'a page moved into an object stream', change: packPage, state: 'permitted' },
  { name: 'a content compressed anew', change: (one) => recompressContent(one, contentOf(one)), state: 'permitted' },
  {
    name: 'a content with other white-space',
    change: (one) => recompressContent(one, Buffer.concat([Buffer.from(' \n'), contentOf(one)])),
    state: 'unknown',
  },
  {
    name: 'a content put between q and Q',
    change: (one) => recompressContent(one, Buffer.concat([Buffer.from('q\n'), contentOf(one), Buffer.from('\nQ')])),
    state: 'unknown',
  },
  { name: 'boxes stated that held anyway', change: stateDefaults, state: 'unknown' },
  { name: 'a page object exchanged for its equal', change: exchangeFirstPage, state: 'unknown', addsObject: true },
  { name: 'a font that no page uses', change: addUnusedFont, state: 'unknown' },
  {
    name: 'a view to begin with',
    change: (one) => addOpenAction(one, `[${one.firstPage.object} 0 R /Fit]`),
    state: 'unknown',
  },
  {
    name: 'a jump to begin with',
    change: (one) => addOpenAction(one, `<< /S /GoTo /D [${one.firstPage.object} 0 R /Fit] >>`),
    state: 'unknown',
  },
  { name: 'a language', change: (one) => setCatalogEntry(one, '/Lang', '(vi)'), state: 'unknown' },
]
for (const { name, change, state, addsObject = false } of harmless) {
  for (const { name: permission, signed, certified } of signedBases(plain, cms)) {
    // P=1 permits not even an object that serves nothing.
    if (addsObject && certified === 1) continue
    test(`${permission}: ${name} is ${state === 'permitted' ? 'no change' : 'not called a change'}`, () => {
      expect(found(change(signed))).toEqual(state === 'permitted' ? ['permitted'] : ['unknown', 'later-change-unknown'])
    })
  }
}

test('the picture of a signature is a part of what was signed', () => {
  const seal = { box: [400, 650, 90, 90] as const, lines: ['UBND XA HUC'] }
  const signed = signPdf(plain, { cms, appearance: seal })
  expect(found(redraw(signed, signed.fields[0] ?? 0, '1 0 0 rg 0 0 90 90 re f'))).toEqual([
    'suspicious',
    'document-changed-after-signing',
  ])
})

test('a stamp emptied to uncover what it covered is called edited', () => {
  const stamped = addAnnotation(plain)
  const signed = signPdf(stamped, { cms })
  expect(found(redraw(signed, stamped.annotations[0] ?? 0, ''))).toEqual(['unknown', 'annotation-added'])
})

test('of pages that a viewer makes anew by itself nothing is said', () => {
  const described = setCatalogEntry(signPdf(plain, { cms }), '/AcroForm', '<< /Fields [] /XFA [] >>')
  expect(found(addPage(replacePageContent(described, content)))).not.toContain('page-added')
  const templates = setCatalogEntry(plain, '/Names', '<< /Templates << /Names [(a) 1 0 R] >> >>')
  expect(found(addPage(signPdf(templates, { cms })))).toEqual(['unknown', 'later-change-unknown'])
})

test('a note whose date, lock or number alone changes is not called edited', () => {
  const signed = signPdf(noted, { cms })
  const redated = editAnnotation(signed, '/M', '(D:20210811)')
  for (const changed of [redated, editAnnotation(signed, '/F', '132'), renumberAnnotation(signed)])
    expect(found(changed)).toEqual(['unknown', 'later-change-unknown'])
})

test('a link to an address is an annotation, not a script', () => {
  const signed = signPdf(plain, { cms })
  const link = addNote(signed, 'Xem', '/F 4 /A << /S /URI /URI (https://ubnd.example) >>')
  expect(found(link)).toEqual(['unknown', 'annotation-added'])
})

test('the order of tabs is a matter of annotations', () => {
  const tabs = (certification?: 1 | 2 | 3) =>
    found(setPageEntry(signPdf(plain, { cms, ...(certification && { certification }) }), '/Tabs', '/R'))
  expect(tabs()).toEqual(['unknown', 'later-change-unknown'])
  expect(tabs(2)).toEqual(['suspicious', 'certification-violated', 'later-change-unknown'])
  expect(tabs(3)).toEqual(['permitted'])
})

test('a script that the signer saw and that is written again is not called new', () => {
  const signed = signPdf(addOpenAction(plain), { cms })
  expect(found(setCatalogEntry(addOpenAction(signed), '/Lang', '(vi)'))).toEqual(['unknown', 'later-change-unknown'])
})

test('several kinds of change are all named, and what has no name is kept beside what a person looks at', () => {
  const signed = signPdf(plain, { cms })
  expect(found(addPage(addAnnotation(signed)))).toEqual(['suspicious', 'annotation-added', 'page-added'])
  expect(found(setCatalogEntry(addAnnotation(signed), '/Lang', '(vi)'))).toEqual([
    'unknown',
    'annotation-added',
    'later-change-unknown',
  ])
})

test('what came before the signature is not held against it', () => {
  const twice = signPdf(changeInfo(addPage(signPdf(plain, { cms })), 'Khac'), { cms })
  const [first, second] = judge(twice.bytes, given()).report.signatures
  expect([first?.modification, second?.modification]).toEqual(['suspicious', 'none'])
})

function contentOf(draft: PdfDraft): Buffer {
  const read = readPdf(draft.bytes)
  if (!read.ok) throw read.error
  const [object = 0] = referredBy(draft, draft.firstPage.object, '/Contents')
  const stream = asStream(read.value.object(object, read.value.revisions.length)?.value)
  return Buffer.from(stream ? decodeStream(read.value, stream, read.value.revisions.length) : [])
}
