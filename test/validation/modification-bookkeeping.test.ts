/** What programs write as they save: entries that nobody shows, values under another number, dates. Each with what it must not carry. */
import { describe, expect, test } from 'vitest'
import { addSecurityStore, replacePageContent, setInfo } from '../../fixtures/later-change.ts'
import { addUnusedFont, setPageEntry } from '../../fixtures/later-page.ts'
import { freeObject, moveEntry, saveInTwoSections, setMetadata, setObjectEntry } from '../../fixtures/later-save.ts'
import { setCatalogEntry } from '../../fixtures/later-script.ts'
import { addSeal, sealObjects } from '../../fixtures/later-seal.ts'
import { bodyOf, referredBy } from '../../fixtures/object-body.ts'
import { openDraft, type PdfDraft, withEntry } from '../../fixtures/pdf-draft.ts'
import { appendUpdate } from '../../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { firstOf, found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const cms = { signer: world.person }
const signed = signPdf(plain, { cms })
const tree = Number.parseInt(plain.catalog.entries.get('/Pages') ?? '', 10)
const info = Number.parseInt(plain.trailer.get('/Info') ?? '', 10)
const [content = 0] = referredBy(plain, plain.firstPage.object, '/Contents')
const certified = (draft: PdfDraft, certification: 1 | 2 | 3) => signPdf(draft, { cms, certification })

describe('entries that nobody shows', () => {
  test('the version of a program in the page tree and in a page', () => {
    expect(found(setObjectEntry(signed, tree, '/ITXT', '(5.5.9)'))).toEqual(['permitted'])
    expect(found(setPageEntry(signed, '/VGCA_Version', '(5.2.1)'))).toEqual(['permitted'])
    expect(found(setPageEntry(signed, '/LastModified', "(D:20210811080000+07'00')"))).toEqual(['permitted'])
  })
  const attacks: readonly { name: string; change: PdfDraft }[] = [
    { name: 'a stream under a private key', change: setPageEntry(signed, '/ITXT', `${content} 0 R`) },
    { name: 'a list under a private key', change: setPageEntry(signed, '/ITXT', '[(5.5.9)]') },
    { name: 'a key without a prefix', change: setPageEntry(signed, '/Them', '(5.5.9)') },
    { name: 'contents spelled like a private key', change: setPageEntry(signed, '/#43onten#74s', '(5.5.9)') },
    { name: 'a page less beside the private key', change: setObjectEntry(signed, tree, '/ITXT (5) /Kids', '[]') },
    {
      name: 'a box for all pages beside the private key',
      change: setObjectEntry(signed, tree, '/ITXT (5) /CropBox', '[0 0 9 9]'),
    },
  ]
  for (const { name, change } of attacks) test(`not ${name}`, () => expect(found(change)[0]).not.toBe('permitted'))
})

describe('values under another number', () => {
  for (const name of ['/Resources', '/MediaBox', '/Contents'])
    test(`${name} of a page`, () => {
      const array = (value: string) => (name === '/Contents' ? `[${value.replaceAll(/[[\]]/g, '')}]` : value)
      const base = signPdf(setPageEntry(plain, name, array(plain.firstPage.entries.get(name) ?? '')), { cms })
      expect(found(moveEntry(base, name))).toEqual(['permitted'])
    })
  test('not with another font in them', () => {
    const base = signPdf(addUnusedFont(plain), { cms })
    const other = moveEntry(base, '/Resources', (value) => value.replace('/Courier', '/Symbol'))
    expect(found(other)[0]).not.toBe('permitted')
  })
  test('not the content twice', () => {
    const base = signPdf(setPageEntry(plain, '/Contents', `[${content} 0 R]`), { cms })
    expect(found(moveEntry(base, '/Contents', (value) => value.replace(']', ` ${content} 0 R]`)))[0]).not.toBe(
      'permitted',
    )
  })
})

describe('objects that are freed', () => {
  const unused = appendUpdate(plain, { objects: new Map([[plain.nextObject, '(khong dung den)']]) })
  test('that nothing refers to are told and no more', () => {
    const freed = freeObject(signPdf(unused, { cms }), plain.nextObject)
    expect(found(freed)).toEqual(['permitted'])
    expect(firstOf(freed)?.notes).toContain('freed-unused-object')
  })
  test('that something refers to are missed', () => {
    expect(found(freeObject(signed, content))[0]).not.toBe('permitted')
    expect(found(freeObject(signed, signed.fields[0] ?? 0))[0]).not.toBe('permitted')
  })
})

describe('the date of the last save', () => {
  const stamp = bodyOf(plain, info).replace(/>>$/, '/ModDate (D:20210811080000) /Producer (VGCA) >>')
  test('comes with long-term data even where nothing may be changed', () => {
    expect(found(setInfo(certified(plain, 1), stamp, true))).toEqual(['permitted'])
    expect(firstOf(setInfo(certified(plain, 1), stamp, true))?.notes).toContain('metadata-changed')
  })
  const more = [
    { name: 'alone', change: setInfo(certified(plain, 1), stamp) },
    { name: 'with a title', change: setInfo(certified(plain, 1), '<< /Title (Khac) /ModDate (D:2021) >>', true) },
    { name: 'that is no text', change: setInfo(certified(plain, 1), `<< /ModDate ${content} 0 R >>`, true) },
  ]
  for (const { name, change } of more) {
    test(`is forbidden there ${name}`, () => expect(found(change)).toEqual(['suspicious', 'certification-violated']))
  }
  test('in the description by XMP counts as little', () => {
    const dated = (date: string, title = 'Ke hoach') =>
      `<rdf:Description xmp:MetadataDate="${date}"><xmp:ModifyDate>${date}</xmp:ModifyDate><dc:title>${title}</dc:title></rdf:Description>`
    const base = certified(setMetadata(plain, dated('2021-08-10')), 1)
    const stored = (draft: PdfDraft) => addSecurityStoreWith(draft)
    expect(found(stored(setMetadata(base, dated('2021-08-11'))))).toEqual(['suspicious', 'certification-violated'])
    expect(found(setMetadataWithStore(base, dated('2021-08-11')))).toEqual(['permitted'])
    expect(found(setMetadataWithStore(base, dated('2021-08-11', 'Khac')))).toEqual([
      'suspicious',
      'certification-violated',
    ])
  })
})

const addSecurityStoreWith = (draft: PdfDraft) =>
  addSecurityStore(draft, { certificates: [world.issuer.certificate], certificateLists: [] })

/** In one update. */
function setMetadataWithStore(draft: PdfDraft, properties: string): PdfDraft {
  const catalog = { ...draft.catalog, entries: withEntry(draft.catalog.entries, '/DSS', '<< /Type /DSS >>') }
  return setMetadata({ ...draft, catalog }, properties)
}

describe('the description of the document', () => {
  test('that an older section of the same save names, too, is named once', () => {
    const base = signPdf(saveInTwoSections(plain), { cms })
    expect(found(appendUpdate(base, { objects: new Map([[info, '<< /Title (Khac) >>']]) }))).toEqual(['permitted'])
  })
  test('that a page shows as its content is none', () => {
    const base = signPdf(setPageEntry(plain, '/Resources', `${info} 0 R`), { cms })
    expect(found(appendUpdate(base, { objects: new Map([[info, '<< /Title (Khac) >>']]) }))[0]).not.toBe('permitted')
  })
})

describe('the catalog', () => {
  test('may say that the document is tagged', () => {
    expect(found(setCatalogEntry(signed, '/MarkInfo', '<< /Marked true >>'))).toEqual(['permitted'])
    expect(found(setCatalogEntry(signed, '/MarkInfo', `<< /Marked ${content} 0 R >>`))[0]).not.toBe('permitted')
    expect(found(setCatalogEntry(signed, '/MarkInfo', '<< /Contents true >>'))[0]).not.toBe('permitted')
  })
  test('may name a certification that comes with it', () => {
    const { value } = sealObjects(signed)
    const perms = (text: string) => addSeal(signed, { catalog: { '/Perms': text } })
    expect(found(perms(`<< /DocMDP ${value} 0 R >>`))).toEqual(['permitted'])
    expect(found(perms(`<< /DocMDP ${content} 0 R >>`))[0]).not.toBe('permitted')
    expect(found(perms(`<< /DocMDP ${value} 0 R /UR3 ${value} 0 R >>`))[0]).not.toBe('permitted')
  })
  test('may not lose its security store', () => {
    const stored = addSecurityStoreWith(signed)
    expect(found(stored)).toEqual(['permitted'])
    expect(found(setCatalogEntry(stored, '/DSS', 'null'))).toEqual(['unknown', 'later-change-unknown'])
  })
})

test('each unexplained change says where it is met and what it does', () => {
  const facts = (draft: PdfDraft) => firstOf(draft)?.findings.find(({ code }) => code === 'later-change-unknown')?.facts
  expect(facts(setCatalogEntry(signed, '/Lang', '(vi)'))).toMatchObject({ where: 'catalog', what: 'catalog Lang' })
  expect(facts(addUnusedFont(signed))).toEqual({
    object: String(plain.firstPage.object),
    where: 'page',
    page: '1',
    part: 'page',
    what: 'rewritten',
  })
  expect(facts(freeObject(signed, signed.fields[0] ?? 0))).toMatchObject({ where: 'form', what: 'freed' })
  expect(facts(replacePageContent(signed, 'BT (9) Tj ET'))).toBeUndefined()
})
