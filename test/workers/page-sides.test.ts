/** Which page of which revision each side of a picture shows. */
import { describe, expect, test } from 'vitest'
import { prependPrefix, replacePageContent } from '../../fixtures/later-change.ts'
import { addPage, exchangeFirstPage, removeLastPage, reversePages } from '../../fixtures/later-page.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { toLatin1 } from '../../src/bytes.ts'
import type { PagePicture } from '../../src/validation/modification/page-pictures.ts'
import { type Side, sidesOf } from '../../workers/page-sides.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2', 'Trang 3'))
const edited = replacePageContent(plain, 'BT ET')

const picture = (changes: Partial<PagePicture>): PagePicture => ({
  ...{ signature: 1, page: 1, change: 'changed', before: 1, after: null, places: [], compared: true, seals: [] },
  ...changes,
})

/** "page of bytes" of both sides. */
function told({ bytes }: Pick<PdfDraft, 'bytes'>, changes: Partial<PagePicture>): string {
  const sides = sidesOf(bytes, picture(changes))
  if (typeof sides === 'string') return sides
  const one = (side: Side | null) => (side ? `${side.page} of ${side.bytes.length}` : 'none')
  return `${one(sides.before)}, ${one(sides.after)}`
}

const signed = plain.bytes.length
const whole = (draft: PdfDraft) => draft.bytes.length

const cases: readonly { name: string; file: PdfDraft; picture: Partial<PagePicture>; expected: string }[] = [
  {
    name: 'what was signed and the file as it is',
    file: edited,
    picture: {},
    expected: `1 of ${signed}, 1 of ${whole(edited)}`,
  },
  {
    name: 'two revisions in the middle of the file',
    file: replacePageContent(edited, 'q Q'),
    picture: { after: 2 },
    expected: `1 of ${signed}, 1 of ${whole(edited) - 1}`,
  },
  {
    name: 'a page that was added',
    file: addPage(plain),
    picture: { page: 4, change: 'added' },
    expected: `none, 4 of ${whole(addPage(plain))}`,
  },
  {
    name: 'a page that was taken away',
    file: removeLastPage(plain),
    picture: { page: 3, change: 'removed' },
    expected: `3 of ${signed}, none`,
  },
  {
    name: 'a page that moved is found by its object',
    file: reversePages(plain),
    picture: { page: 3 },
    expected: `1 of ${signed}, 3 of ${whole(reversePages(plain))}`,
  },
  {
    name: 'the order of pages is shown place by place',
    file: reversePages(plain),
    picture: { page: 3, change: 'moved' },
    expected: `3 of ${signed}, 3 of ${whole(reversePages(plain))}`,
  },
  {
    name: 'another page in the same place',
    file: exchangeFirstPage(plain, 'BT ET'),
    picture: {},
    expected: `1 of ${signed}, 1 of ${whole(exchangeFirstPage(plain, 'BT ET'))}`,
  },
  {
    name: 'a page that nobody added and that was not there',
    file: addPage(plain),
    picture: { page: 4 },
    expected: `none, 4 of ${whole(addPage(plain))}`,
  },
  { name: 'a page that there is not', file: edited, picture: { page: 1_000_000_000 }, expected: 'no-page' },
  { name: 'a revision that there is not', file: edited, picture: { before: 9 }, expected: 'unreadable' },
  { name: 'a later revision that there is not', file: edited, picture: { after: 9 }, expected: 'unreadable' },
]

describe('the sides of a picture', () => {
  for (const { name, file, picture, expected } of cases) test(name, () => expect(told(file, picture)).toBe(expected))

  test('begin at the header, whatever stands before it', () => {
    const sides = sidesOf(prependPrefix(edited.bytes), picture({}))
    if (typeof sides === 'string') throw new Error(sides)
    for (const side of [sides.before, sides.after])
      expect(toLatin1(side?.bytes.subarray(0, 5) ?? new Uint8Array())).toBe('%PDF-')
    expect(sides.before?.bytes).toHaveLength(signed)
  })

  test('of a file whose revisions had to be searched for are unknown', () => {
    const damaged = Buffer.from(toLatin1(edited.bytes).replaceAll('startxref', 'startxxxx'), 'latin1')
    expect(sidesOf(damaged, picture({}))).toBe('unreadable')
  })

  test('of what is no PDF are unknown', () => {
    expect(sidesOf(Buffer.from('no document'), picture({}))).toBe('unreadable')
  })
})
