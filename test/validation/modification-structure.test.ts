/** Seals in tagged documents: what their program writes into the tree of structure, and what nobody may write there. */
import { expect, test } from 'vitest'
import { addStructure, addTaggedSeal } from '../../fixtures/later-structure.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { found } from './found.ts'
import { world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const cms = { signer: world.person }
const signed = signPdf(addStructure(plain), { cms })
const tree = { paragraph: plain.nextObject + 2, page: plain.firstPage.object }
const next = signed.nextObject + 3

type Tagging = Parameters<typeof addTaggedSeal>[2]

const honest: readonly { name: string; tagging?: Tagging }[] = [
  { name: 'its element' },
  {
    name: 'its element in another paragraph',
    tagging: { documentKids: `[{paragraph} {element}]`, element: '/Lang (vi)' },
  },
  { name: 'its element, with what the picture shows', tagging: { element: '/Alt (Con dau cua UBND xa Huc)' } },
  { name: 'a tree of parents under a new number', tagging: { parentTree: next + 9 } },
]
for (const { name, tagging } of honest) {
  test(`a seal may bring ${name}`, () => expect(found(addTaggedSeal(signed, plain, tagging))).toEqual(['permitted']))
}

const attacks: readonly { name: string; tagging: Tagging }[] = [
  { name: 'another text to be read aloud', tagging: { element: '/ActualText (9.999.999)' } },
  {
    name: 'an element for content that was signed',
    tagging: { kids: `<< /Type /MCR /Pg ${tree.page} 0 R /MCID 0 >>` },
  },
  { name: 'an element for the content of a page', tagging: { kids: '0' } },
  { name: 'an element for nothing', tagging: { kids: '[]' } },
  { name: 'a paragraph that is read twice', tagging: { documentKids: '[{paragraph} {paragraph} {element}]' } },
  { name: 'a document without its paragraph', tagging: { documentKids: '[{element}]' } },
  { name: 'content that belongs to the seal', tagging: { parents: '0 [{element}] 1 {element}' } },
  { name: 'content that belongs to nothing', tagging: { parents: '1 {element}' } },
  { name: 'content twice in the tree of parents', tagging: { parents: '0 [{paragraph}] 0 [{element}]' } },
  { name: 'a tree of parents that is something else, too', tagging: { parentTreeEntries: '/Font << >>' } },
  { name: 'a page in the place of the tree of parents', tagging: { parentTree: tree.page, page: {} } },
  { name: 'a paragraph in the place of the tree of parents', tagging: { parentTree: tree.paragraph } },
  { name: 'a page that belongs to other paragraphs', tagging: { page: { '/StructParents': '7' } } },
  { name: 'a resource among the tabs', tagging: { page: { '/Tabs': '/Resources' } } },
]
for (const { name, tagging } of attacks) {
  test(`a seal must not bring ${name}`, () =>
    expect(found(addTaggedSeal(signed, plain, tagging))[0]).not.toBe('permitted'))
}
