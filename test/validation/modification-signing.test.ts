/** Signing after signing: seals, numbers and dates in fields of their own, fields that waited for it, and long-term data in every layout. */
import { describe, expect, test } from 'vitest'
import { addAnnotationOf } from '../../fixtures/later-annotation.ts'
import { addAnnotation, addEmptySignatureField } from '../../fixtures/later-change.ts'
import { setObjectEntry } from '../../fixtures/later-save.ts'
import { setCatalogEntry } from '../../fixtures/later-script.ts'
import { addSeal, fillSeal, sealObjects } from '../../fixtures/later-seal.ts'
import { bodyOf } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft, references, stream, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { addDocumentTimeStamp, signPdf } from '../../fixtures/signed-pdf.ts'
import { fromLatin1, toLatin1 } from '../../src/bytes.ts'
import { judge } from '../../src/validation/judge.ts'
import { found } from './found.ts'
import { given, SIGNED_AT, verdict, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('So: /KH-UBND', 'Trang 2'))
const person = { cms: { signer: world.person } }
const organisation = { cms: { signer: world.organisation } }

/** As an office signs: the leader certifies, then number, day, month and seal, each a signature with a small picture. */
function issue(): PdfDraft {
  const parts = [
    { box: [100, 735, 40, 14] as const, lines: ['322'] },
    { box: [300, 735, 20, 14] as const, lines: ['10'] },
    { box: [340, 735, 20, 14] as const, lines: ['8'] },
    { box: [400, 80, 90, 90] as const, lines: [], seal: true },
  ]
  const leader = signPdf(plain, {
    ...person,
    certification: 2,
    appearance: { box: [60, 780, 180, 40], lines: ['Ky boi'] },
  })
  return parts.reduce((draft, appearance) => signPdf(draft, { ...organisation, appearance }), leader)
}

test('a leader, number, day, month and seal are five signatures, each with what came after it permitted', () => {
  const { signatures, outcome } = judge(issue().bytes, given()).report
  expect(outcome).toBe('valid')
  expect(signatures.map(({ modification }) => modification)).toEqual([
    'permitted',
    'permitted',
    'permitted',
    'permitted',
    'none',
  ])
})

/** What came after the signature that holds: the other is a form without a value. */
const intact = ({ bytes }: PdfDraft) =>
  judge(bytes, given()).report.signatures.find(({ integrity }) => integrity === 'intact')?.modification

describe('a field that waited for a signature', () => {
  const field = plain.nextObject
  const waiting = signPdf(addEmptySignatureField(plain), person)
  const drawn = (draft: PdfDraft) =>
    appendUpdate(draft, {
      objects: new Map<number, string | Uint8Array>([
        [draft.nextObject, stream(Buffer.from(''), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')],
        [
          field,
          `<< /Type /Annot /Subtype /Widget /F 4 /Rect [0 0 90 90] /FT /Sig /T (a) /AP << /N ${draft.nextObject} 0 R >> >>`,
        ],
      ]),
    })
  test('may be signed, with a picture that it had not', () =>
    expect(intact(fillSeal(waiting, field))).toBe('permitted'))
  test('may be signed, its picture written over in place', () => {
    expect(intact(fillSeal(signPdf(drawn(addEmptySignatureField(plain)), person), field))).toBe('permitted')
  })
  test('may say its place in the structure', () => {
    expect(intact(fillSeal(waiting, field, '/StructParent 3'))).toBe('permitted')
  })
  test('must not act', () =>
    expect(intact(fillSeal(waiting, field, '/AA << /U << /S /Hide /T (a) >> >>'))).not.toBe('permitted'))
  test('must not get another name', () => {
    const renamed = appendUpdate(fillSeal(waiting, field), {
      objects: new Map([[field, '<< /Type /Annot /Subtype /Widget /FT /Sig /T (b) >>']]),
    })
    expect(intact(renamed)).not.toBe('permitted')
  })
  test('must not write over a picture that the page shows, too', () => {
    const base = drawn(addEmptySignatureField(plain))
    const resources = (base.firstPage.entries.get('/Resources') ?? '').replace(
      />>\s*$/,
      `/XObject << /Fm0 ${base.nextObject - 1} 0 R >> >>`,
    )
    const shown = appendUpdate(base, {
      objects: new Map(),
      firstPage: { ...base.firstPage, entries: withEntry(base.firstPage.entries, '/Resources', resources) },
    })
    expect(intact(fillSeal(signPdf(shown, person), field))).not.toBe('permitted')
  })
})

describe('what a new signature brings:', () => {
  const signed = signPdf(plain, person)
  const shown = { box: [60, 720, 200, 50] as const, lines: ['9.999.999'], size: 20 }
  const aside = { ...shown, box: [300, 100, 180, 72] as const }
  const stamp = { authority: world.timeStampAuthority, genTime: SIGNED_AT }
  const stateOf = ({ bytes }: PdfDraft) => judge(bytes, given()).report.signatures[0]?.modification

  test('thirty signers, each with a seal of the usual size', () => {
    let draft = signed
    for (let signer = 0; signer < 30; signer++) {
      const box = [40 + (signer % 3) * 185, 20 + Math.floor(signer / 3) * 74, 180, 72] as const
      draft = signPdf(draft, { cms: organisation.cms, contentsSize: 2_048, appearance: { ...shown, box } })
    }
    expect(stateOf(draft)).toBe('permitted')
  })
  test('a time-stamp in a place where nothing is drawn', () => {
    const unseen = addDocumentTimeStamp(signed, { ...stamp, appearance: aside })
    const text = toLatin1(unseen.bytes).replace(/\/AP << \/N (\d+) 0 R >>/u, (drawn) => drawn.replace('/AP', '/XX'))
    expect(stateOf({ ...unseen, bytes: fromLatin1(text) })).toBe('permitted')
  })
  for (const [where, appearance] of Object.entries({ 'over the text': shown, 'a figure before a sum': aside })) {
    test(`no time-stamp that is drawn, which nobody answers for: ${where}`, () => {
      expect(stateOf(addDocumentTimeStamp(signed, { ...stamp, appearance }))).not.toBe('permitted')
    })
  }

  const kidded = (kid: string) => {
    const { field, free } = sealObjects(signed)
    const annotations = [...signed.annotations, field, free]
    return addSeal(signed, {
      field: `/Kids [${free} 0 R]`,
      objects: new Map([[free, `<< /Type /Annot /F 4 /Parent ${field} 0 R ${kid} >>`]]),
      page: { '/Annots': references(annotations) },
    })
  }
  test('a widget of its own', () => expect(intact(kidded('/Subtype /Widget /Rect [9 9 99 99]'))).toBe('permitted'))
  const others: readonly string[] = [
    '/Subtype /Polygon /Rect [0 0 0 0] /IC [1 1 1] /Vertices [60 725 360 725 360 765 60 765]',
    '/Subtype /Highlight /Rect [0 0 0 0] /C [0 0 0] /QuadPoints [0 842 595 842 0 0 595 0]',
    '/Subtype /FreeText /Rect [60 725 360 765] /DA (0 g /Helv 16 Tf) /Contents (9.999.999)',
    '/Subtype /Square /Rect [60 725 360 765] /IC [1 1 1]',
    '/Subtype /Widget /Rect [60 725 360 765] /FT /Tx /T (x) /V (9.999.999)',
    '/Subtype /Widget /Rect [60 725 360 765] /FT /Tx /V (9.999.999)',
    '/Subtype /Widget /Rect [60 725 360 765] /T (x)',
    '/Subtype /Widget /Rect [60 725 360 765] /Kids []',
    '/Subtype /Widget /Rect [60 725 360]',
    '/Rect [60 725 360 765]',
  ]
  for (const kid of others) {
    test(`nothing else: ${kid}`, () => expect(intact(kidded(kid))).not.toBe('permitted'))
  }
})

test('a new signature draws no page anew, in however many widgets, each of them as small as a seal', () => {
  const signed = signPdf(plain, person)
  const { field, free } = sealObjects(signed)
  const inStrips = (count: number) => {
    const kids = Array.from({ length: count }, (_, strip) => free + strip)
    const drawn = kids.map((kid, strip): [number, string] => [
      kid,
      `<< /Type /Annot /Subtype /Widget /F 4 /Parent ${field} 0 R /Rect [0 ${strip * 41} 595 ${strip * 41 + 41}] >>`,
    ])
    return addSeal(signed, {
      field: `/Kids ${references(kids)}`,
      objects: new Map(drawn),
      page: { '/Annots': references([...signed.annotations, field, ...kids]) },
    })
  }
  expect(intact(inStrips(4))).toBe('permitted')
  expect(intact(inStrips(20))).not.toBe('permitted')
  const before = signPdf(inStrips(4), {
    ...organisation,
    fieldName: 'c',
    appearance: { box: [0, 400, 595, 60], lines: ['x'] },
  })
  expect(intact(before)).not.toBe('permitted')
})

describe('beside annotations that the list of the page spells itself, as some writers do,', () => {
  const link = (y: number) =>
    `<< /Type /Annot /Subtype /Link /Rect [72 ${y} 99 ${y + 9}] /Border [0 0 0] /A << /S /URI /URI (a) >> >>`
  const listed = appendUpdate(plain, {
    objects: new Map(),
    firstPage: {
      ...plain.firstPage,
      entries: withEntry(plain.firstPage.entries, '/Annots', `[${link(600)} ${link(500)}]`),
    },
  })
  // The first signature has its widget on no page.
  const signed = signPdf({ ...listed, firstPage: { object: plain.nextObject + 20, entries: new Map() } }, person)
  const added = (first: string, second: string) => {
    const annotations = `[${first} ${sealObjects(signed).field} 0 R ${second}]`
    return intact(addSeal({ ...signed, firstPage: listed.firstPage }, { page: { '/Annots': annotations } }))
  }
  test('a new widget is one more', () => expect(added(link(600), link(500))).toBe('permitted'))
  test('none of them may be another', () => expect(added(link(600), link(400))).not.toBe('permitted'))
  test('nor change places', () => expect(added(link(500), link(600))).not.toBe('permitted'))
  test('nor be gone', () => expect(added(link(600), '')).not.toBe('permitted'))
  test('nor come twice', () => expect(added(link(600), `${link(500)} ${link(500)}`)).not.toBe('permitted'))
})

describe('a widget of a new signature lies', () => {
  const signed = signPdf(plain, person)
  const { field } = sealObjects(signed)
  const twice = (annotations: readonly number[]) =>
    intact(addSeal(signed, { page: { '/Annots': references(annotations) } }))
  test('on one page once', () => {
    expect(twice([...signed.annotations, field])).toBe('permitted')
    expect(twice([...signed.annotations, field, field])).not.toBe('permitted')
  })
  test('on one page alone', () => {
    const [, second = 0] = [...toLatin1(plain.bytes).matchAll(/(\d+) 0 obj\s*<<\s*\/Type \/Page\s/g)].map(
      ([, number]) => Number(number),
    )
    const listed = bodyOf(plain, second).replace(/>>$/u, `/Annots [${field} 0 R] >>`)
    expect(intact(addSeal(signed, { objects: new Map([[second, listed]]) }))).not.toBe('permitted')
  })
  test('on a quarter of its page, however small that is', () => {
    const shown = { box: [0, 0, 297, 420] as const, lines: ['Dau'] }
    const small = (paper: string) => {
      const entries = withEntry(plain.firstPage.entries, '/MediaBox', paper)
      const page = appendUpdate(plain, { objects: new Map(), firstPage: { ...plain.firstPage, entries } })
      const { bytes } = signPdf(signPdf(page, person), { ...organisation, appearance: shown })
      return judge(bytes, given()).report.signatures[0]?.modification
    }
    expect(small('[0 0 297 420]')).not.toBe('permitted')
    expect(small('[0 0 842 1191]')).toBe('permitted')
  })
})

describe('a field that waited for a signature is nothing else:', () => {
  const first = plain.nextObject
  const put = (objects: ReadonlyMap<number, string | Uint8Array>, entries: Readonly<Record<string, string>> = {}) =>
    appendUpdate(plain, {
      objects,
      fields: [first],
      firstPage: {
        ...plain.firstPage,
        entries: new Map([...plain.firstPage.entries, ...Object.entries(entries)]),
      },
    })
  const picture = stream(Buffer.from(''), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')
  const widget = (rest: string) => `<< /Type /Annot /Subtype /Widget /F 4 /Rect [0 0 90 90] ${rest} >>`
  const waits = (rest: string) => widget(`/FT /Sig /T (a) ${rest}`)
  const roles: readonly {
    readonly name: string
    readonly draft: PdfDraft
    readonly beside: ReadonlyMap<number, string | Uint8Array>
  }[] = [
    {
      name: 'the list of its appearances is the list of pictures of a page',
      draft: put(
        new Map<number, string | Uint8Array>([
          [first, waits(`/AP ${first + 1} 0 R`)],
          [first + 1, `<< /N ${first + 2} 0 R >>`],
          [first + 2, picture],
        ]),
        { '/Resources': `<< /XObject ${first + 1} 0 R >>` },
      ),
      beside: new Map([
        [first + 2, stream(Buffer.from('0 0 9 9 re f'), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')],
      ]),
    },
    {
      name: 'its kid is the content of a page',
      draft: put(
        new Map<number, string | Uint8Array>([
          [first, `<< /FT /Sig /T (a) /Kids [${first + 1} 0 R] >>`],
          [first + 1, stream(Buffer.from('0 0 9 9 re f'))],
        ]),
        { '/Contents': `${first + 1} 0 R` },
      ),
      beside: new Map([[first + 1, stream(Buffer.from('0 0 99 99 re f'))]]),
    },
    {
      name: 'its kid is a field of another kind',
      draft: put(
        new Map<number, string | Uint8Array>([
          [first, `<< /FT /Sig /T (a) /Kids [${first + 1} 0 R ${first + 2} 0 R] >>`],
          [first + 1, widget(`/FT /Tx /T (b) /V (1) /Parent ${first} 0 R`)],
          [first + 2, `<< /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /Parent ${first} 0 R >>`],
        ]),
      ),
      beside: new Map([[first + 1, widget(`/FT /Tx /T (b) /V (9) /Parent ${first} 0 R`)]]),
    },
  ]
  for (const { name, draft, beside } of roles) {
    const signed = signPdf(draft, person)
    test(name, () => {
      expect(intact(fillSeal(signed, first, '', beside))).not.toBe('permitted')
    })
  }

  test('it is a page', () => {
    const page = plain.firstPage.object
    const signed = signPdf(
      appendUpdate(plain, {
        objects: new Map(),
        fields: [page],
        firstPage: {
          ...plain.firstPage,
          entries: new Map([...plain.firstPage.entries, ['/FT', '/Sig'], ['/T', '(a)']]),
        },
      }),
      person,
    )
    expect(intact(fillSeal(signed, page))).not.toBe('permitted')
  })
})

describe('a security store', () => {
  const signed = signPdf(plain, person)
  const store = signed.nextObject
  const stored = appendUpdate(signed, {
    objects: new Map<number, string | Uint8Array>([
      [store, `<< /Type /DSS /Certs ${store + 1} 0 R /VRI ${store + 2} 0 R >>`],
      [store + 1, references([store + 4])],
      [store + 2, `<< /Type /VRI /AA ${store + 3} 0 R /BB << /Cert [${store + 4} 0 R] >> >>`],
      [store + 3, `<< /Cert [${store + 4} 0 R] /TU (D:2021) >>`],
      [store + 4, stream(world.issuer.certificate)],
    ]),
    catalog: { ...signed.catalog, entries: withEntry(signed.catalog.entries, '/DSS', `${store} 0 R`) },
  })
  const base = signPdf(stored, organisation)
  const change = (object: number, body: string) => appendUpdate(base, { objects: new Map([[object, body]]) })
  const second = ({ bytes }: PdfDraft) => judge(bytes, given()).report.signatures[1]?.modification

  const extended: readonly { name: string; draft: PdfDraft }[] = [
    { name: 'a list under its number', draft: change(store + 1, `[${store + 4} 0 R ${store + 4} 0 R]`) },
    { name: 'an entry of a signature under its number', draft: setObjectEntry(base, store + 3, '/OCSP', '[]') },
    {
      name: 'the entries of all signatures under their number',
      draft: setObjectEntry(base, store + 2, '/CC', '<< >>'),
    },
    { name: 'the store itself under its number', draft: setObjectEntry(base, store, '/CRLs', '[]') },
    { name: 'another store with the same parts', draft: setCatalogEntry(base, '/DSS', `<< /VRI ${store + 2} 0 R >>`) },
    { name: 'a time-stamp of an entry', draft: setObjectEntry(base, store + 3, '/TS', `${store + 4} 0 R`) },
  ]
  for (const { name, draft } of extended) test(`may get ${name}`, () => expect(second(draft)).toBe('permitted'))

  const narrowed: readonly { name: string; draft: PdfDraft }[] = [
    { name: 'an entry', draft: change(store + 2, `<< /Type /VRI /AA ${store + 3} 0 R >>`) },
    { name: 'a list of an entry', draft: change(store + 3, '<< /TU (D:2021) >>') },
    { name: 'a certificate', draft: change(store + 4, '(khong con)') },
    { name: 'itself', draft: setCatalogEntry(base, '/DSS', 'null') },
  ]
  for (const { name, draft } of narrowed) test(`must not lose ${name}`, () => expect(second(draft)).toBe('unknown'))

  test('must not be something else at the same time', () => {
    const shared = signPdf(setCatalogEntry(stored, '/Names', `${store + 3} 0 R`), organisation)
    expect(second(setObjectEntry(shared, store + 3, '/OCSP', '[]'))).toBe('unknown')
  })
})

test('annotations by leave of a stranger are shown to a person', () => {
  const open = signPdf(plain, { ...person, certification: 3 })
  expect(verdict(addAnnotation(signPdf(open, organisation)).bytes)[0]).toBe('valid valid-later-signature')
  const stranger = { ...given().trust, anchors: [] }
  const noted = addAnnotationOf(open, '/Subtype /Text /Rect [300 300 320 320]')
  expect(verdict(noted.bytes, { trust: stranger })[0]).not.toMatch(/^valid/)
})

test('a seal that covers more than signatures do is shown to a person', () => {
  const large = addSeal(signPdf(plain, person), { field: '/Rect [0 0 595 842]' })
  expect(found(large)[0]).not.toBe('permitted')
})
