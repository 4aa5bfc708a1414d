/** Each rung of the ladder in both directions, and that neither order nor repetition matters. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import type { DocumentIdentity, IdentityReading, Stated, Traces } from '../../src/identity/identity.ts'
import { sketchOf } from '../../src/identity/likeness.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import { type Copy, groupByDocument, type Sameness } from '../../src/identity/same-document.ts'

const hash = (text: string) => sha256(Buffer.from(text))
const firm = (value: string): Stated<string> => ({ value, source: 'page-text', confidence: 'firm' })
const doubtful = (value: string): Stated<string> => ({ ...firm(value), confidence: 'doubtful' })

const NUMBERED = {
  codeNumber: firm('12'),
  codeNotation: firm('KH-UBND'),
  issuedDate: firm('2021-07-22'),
  organName: firm('ỦY BAN NHÂN DÂN XÃ HÚC'),
} as const

/** Eighty words, so many of them others. */
const wording = (others = 0, seed = 'chung'): string =>
  Array.from({ length: 80 }, (_, i) => (i < 80 - others ? `từ${i}${seed}` : `khác${i}${others}${seed}`)).join(' ')

type Plan = Partial<DocumentIdentity> & { readonly content?: string; readonly words?: string }

function reading({ content, words, ...fields }: Plan): IdentityReading {
  const identity: DocumentIdentity = { text: 'legible', pageAmount: 1, isAppendix: false, ...NO_FIELDS, ...fields }
  const traces: Traces = { content: content ? hash(content) : null, sketch: words ? sketchOf(words) : null }
  return { kind: 'read', identity, traces }
}

function copy(file: string, plan: Plan | null = null, changes: Partial<Copy> = {}): Copy {
  return { document: hash(file), signedContents: [], reading: plan && reading(plan), owner: 'húc', ...changes }
}

const grouped = (...copies: readonly Copy[]): Sameness<Copy> => groupByDocument(copies, (one) => one)

/** "1", "2", or "2, same-number": how many documents, and why a person must look. */
function verdict(...copies: readonly Copy[]): string {
  const { groups, doubts } = grouped(...copies)
  return [String(groups.length), ...new Set(doubts.map(({ kind }) => kind))].join(', ')
}

/** Eighty words, the first so many of them others. */
const draft = (others: number): string =>
  Array.from({ length: 80 }, (_, i) => (i < others ? `khác${i}` : `từ${i}`)).join(' ')

/** Two papers of one number and other content. */
const DOUBTED: readonly Copy[] = [
  copy('a', { ...NUMBERED, words: wording(), subject: firm('phòng cháy') }),
  copy('b', { ...NUMBERED, words: wording(0, 'khác'), subject: firm('tiêm chủng') }),
]

const cases: readonly { name: string; copies: readonly Copy[]; expected: string }[] = [
  // 1: the file.
  { name: 'the same file twice', copies: [copy('a'), copy('a')], expected: '1' },
  { name: 'the same file of two senders', copies: [copy('a'), copy('a', null, { owner: 'thanh' })], expected: '1' },
  { name: 'two files of which nothing is known', copies: [copy('a'), copy('b')], expected: '2' },
  {
    name: 'two files that could not be read',
    copies: [
      copy('a', null, { reading: { kind: 'unread', why: 'limit' } }),
      copy('b', null, { reading: { kind: 'unread', why: 'limit' } }),
    ],
    expected: '2',
  },
  // 2: what was signed.
  {
    name: 'one signed content in two files',
    copies: [
      copy('a', null, { signedContents: [hash('s')] }),
      copy('b', null, { signedContents: [hash('s'), hash('t')] }),
    ],
    expected: '1',
  },
  {
    name: 'two signed contents',
    copies: [copy('a', null, { signedContents: [hash('s')] }), copy('b', null, { signedContents: [hash('t')] })],
    expected: '2',
  },
  // 3: what is drawn.
  {
    name: 'one content, signed anew',
    copies: [copy('a', { content: 'c' }), copy('b', { content: 'c' })],
    expected: '1',
  },
  {
    name: 'one content, whoever sends it',
    copies: [copy('a', { content: 'c' }), copy('b', { content: 'c' }, { owner: null })],
    expected: '1',
  },
  { name: 'two contents', copies: [copy('a', { content: 'c' }), copy('b', { content: 'd' })], expected: '2' },
  // 4: number, symbol, body, year.
  {
    name: 'one number, written again with a few other words',
    copies: [copy('a', { ...NUMBERED, words: wording() }), copy('b', { ...NUMBERED, words: wording(10) })],
    expected: '1',
  },
  {
    name: 'one number, its zero left out and its body abbreviated',
    copies: [
      copy('a', { ...NUMBERED, codeNumber: firm('05'), words: wording() }),
      copy('b', { ...NUMBERED, codeNumber: firm('5'), organName: firm('UBND xã Húc'), words: wording() }),
    ],
    expected: '1',
  },
  {
    name: 'one number, with too little text to compare',
    copies: [copy('a', NUMBERED), copy('b', NUMBERED)],
    expected: '1',
  },
  {
    name: 'one number, and other content: for a person',
    copies: [copy('a', { ...NUMBERED, words: wording() }), copy('b', { ...NUMBERED, words: wording(0, 'khác') })],
    expected: '2, same-number',
  },
  {
    name: 'one number, and another subject where there is nothing else to compare: for a person',
    copies: [
      copy('a', { ...NUMBERED, subject: firm('phòng cháy') }),
      copy('b', { ...NUMBERED, subject: firm('tiêm chủng') }),
    ],
    expected: '2, same-number',
  },
  {
    name: 'another number',
    copies: [
      copy('a', { ...NUMBERED, words: wording() }),
      copy('b', { ...NUMBERED, codeNumber: firm('13'), words: wording() }),
    ],
    expected: '2',
  },
  {
    name: 'another symbol',
    copies: [copy('a', NUMBERED), copy('b', { ...NUMBERED, codeNotation: firm('BC-UBND') })],
    expected: '2',
  },
  {
    name: 'another year',
    copies: [copy('a', NUMBERED), copy('b', { ...NUMBERED, issuedDate: firm('2020-07-22') })],
    expected: '2',
  },
  {
    name: 'another body',
    copies: [copy('a', NUMBERED), copy('b', { ...NUMBERED, organName: firm('UBND HUYỆN HƯỚNG HÓA') })],
    expected: '2',
  },
  {
    name: 'one number, the place behind its body once left out',
    copies: [
      copy('a', { ...NUMBERED, words: wording() }),
      copy('b', { ...NUMBERED, organName: firm('UBND xã Húc, huyện Hướng Hóa, tỉnh Quảng Trị'), words: wording() }),
    ],
    expected: '1',
  },
  {
    name: 'one number of the district and of the province',
    copies: ['UBND huyện Hướng Hóa', 'UBND tỉnh Quảng Trị'].map((name) =>
      copy(name, { ...NUMBERED, organName: firm(name) }),
    ),
    expected: '2',
  },
  {
    name: 'one number of council and committee',
    copies: ['UBND xã Húc', 'HĐND xã Húc'].map((name) => copy(name, { ...NUMBERED, organName: firm(name) })),
    expected: '2',
  },
  {
    name: 'one number in papers of two units: a header is easily written',
    copies: [copy('a', NUMBERED), copy('b', NUMBERED, { owner: 'thanh' })],
    expected: '2',
  },
  {
    name: 'a number that was read doubtfully',
    copies: [copy('a', NUMBERED), copy('b', { ...NUMBERED, codeNumber: doubtful('12') })],
    expected: '2',
  },
  {
    name: 'no year at all',
    copies: [copy('a', { ...NUMBERED, issuedDate: null }), copy('b', { ...NUMBERED, issuedDate: null })],
    expected: '2',
  },
  {
    name: 'the year in the symbol',
    copies: [1, 2].map((i) => copy(`${i}`, { ...NUMBERED, codeNotation: firm('2021/QĐ-UBND'), issuedDate: null })),
    expected: '1',
  },
  // Phụ lục.
  {
    name: 'a phụ lục that names number and body',
    copies: [
      copy('a', { ...NUMBERED, words: wording() }),
      copy('b', { ...NUMBERED, isAppendix: true, words: wording(0, 'bảng') }),
    ],
    expected: '1',
  },
  {
    name: 'a phụ lục that gives the place of its body',
    copies: [
      copy('a', { ...NUMBERED, words: wording() }),
      copy('b', { ...NUMBERED, isAppendix: true, organName: firm('Ủy ban nhân dân xã Húc, huyện Hướng Hóa') }),
    ],
    expected: '1',
  },
  {
    name: 'a phụ lục whose signature bears the number alone',
    copies: [
      copy('a', NUMBERED),
      copy('b', { ...NUMBERED, isAppendix: true, organName: null, issuedDate: firm('2021') }),
    ],
    expected: '1',
  },
  {
    name: 'two phụ lục without their document',
    copies: ['a', 'b'].map((file) => copy(file, { ...NUMBERED, isAppendix: true, organName: null })),
    expected: '1',
  },
  {
    name: 'two papers on forms of one công văn, which is not here',
    copies: ['a', 'b'].map((seed) => copy(seed, { ...NUMBERED, isAppendix: true, words: wording(0, seed) })),
    expected: '2, same-number',
  },
  {
    name: 'two phụ lục of other words with their document',
    copies: [
      copy('c', { ...NUMBERED, words: wording() }),
      ...['a', 'b'].map((seed) => copy(seed, { ...NUMBERED, isAppendix: true, words: wording(0, seed) })),
    ],
    expected: '1',
  },
  {
    name: 'a phụ lục of another number',
    copies: [copy('a', NUMBERED), copy('b', { ...NUMBERED, isAppendix: true, codeNumber: firm('13') })],
    expected: '2',
  },
  {
    name: 'a phụ lục that may belong to documents of two bodies belongs to neither',
    copies: [
      copy('a', NUMBERED),
      copy('b', { ...NUMBERED, organName: firm('UBND HUYỆN HƯỚNG HÓA') }),
      copy('c', { ...NUMBERED, isAppendix: true, organName: null }),
    ],
    expected: '3, same-number',
  },
  // What may be one with two that are not one.
  {
    name: 'a phụ lục of two papers that are in doubt is in doubt with both',
    copies: [...DOUBTED, copy('c', { ...NUMBERED, isAppendix: true, words: wording(0, 'bảng') })],
    expected: '3, same-number',
  },
  {
    name: 'a phụ lục without its body, of two papers that are in doubt, unites neither',
    copies: [...DOUBTED, copy('c', { ...NUMBERED, isAppendix: true, organName: null })],
    expected: '3, same-number',
  },
  {
    name: 'a scan without words that may be either of two papers is neither',
    copies: [...DOUBTED, copy('c', NUMBERED)],
    expected: '3, same-number',
  },
  {
    name: 'a scan without words whose subject is that of one of two papers is that one',
    copies: [...DOUBTED, copy('c', { ...NUMBERED, subject: firm('phòng cháy') })],
    expected: '2, same-number',
  },
  {
    name: 'a scan whose content is that of one of two papers is that one',
    copies: [
      copy('a', { ...NUMBERED, words: wording(), content: 'c' }),
      copy('b', { ...NUMBERED, words: wording(0, 'khác') }),
      copy('c', { ...NUMBERED, content: 'c' }),
    ],
    expected: '2, same-number',
  },
  {
    name: 'a draft that lies between two papers unites neither',
    copies: [0, 15, 30].map((others) => copy(`${others}`, { ...NUMBERED, words: draft(others) })),
    expected: '3, same-number',
  },
  // 5: near.
  {
    name: 'nearly one text, one of them without its number: for a person',
    copies: [copy('a', { ...NUMBERED, words: wording() }), copy('b', { words: wording(3) })],
    expected: '2, near-text',
  },
  {
    name: 'nearly one text with two numbers',
    copies: [
      copy('a', { ...NUMBERED, words: wording() }),
      copy('b', { codeNumber: doubtful('13'), words: wording(3) }),
    ],
    expected: '2',
  },
  {
    name: 'nearly one text with two numbers, and the draft of one of them: it is that one alone',
    copies: [
      copy('a', { ...NUMBERED, words: wording(), content: 'c' }),
      copy('b', { codeNumber: firm('13'), words: wording(3) }),
      copy('c', { words: wording(), content: 'c' }),
    ],
    expected: '2',
  },
  {
    name: 'the same, where another unit has given the draft its number: for a person',
    copies: [
      copy('a', { ...NUMBERED, words: wording(), content: 'c' }, { owner: 'thanh' }),
      copy('b', { codeNumber: firm('13'), words: wording(3) }),
      copy('c', { words: wording(), content: 'c' }),
    ],
    expected: '2, near-text',
  },
  {
    name: 'nearly one text of two units',
    copies: [copy('a', { words: wording() }), copy('b', { words: wording(3) }, { owner: 'thanh' })],
    expected: '2',
  },
  {
    name: 'nearly one text of two months',
    copies: [
      copy('a', { words: wording(), issuedDate: firm('2021-07-22') }),
      copy('b', { words: wording(3), issuedDate: firm('2021-08-22') }),
    ],
    expected: '2',
  },
  {
    name: 'other texts of the same form',
    copies: [copy('a', { words: wording() }), copy('b', { words: wording(40) })],
    expected: '2',
  },
  {
    name: 'one title over too little text: for a person',
    copies: ['a', 'b'].map((file) => copy(file, { typeName: firm('Báo cáo'), subject: firm('tình hình dịch bệnh') })),
    expected: '2, near-text',
  },
  {
    name: 'two titles over too little text',
    copies: ['phòng cháy', 'tiêm chủng'].map((about) =>
      copy(about, { typeName: firm('Báo cáo'), subject: firm(about) }),
    ),
    expected: '2',
  },
]

describe('two files', () => {
  for (const { name, copies, expected } of cases) {
    test(`${name}: ${expected}`, () => {
      expect(verdict(...copies)).toBe(expected)
      expect(verdict(...copies.toReversed())).toBe(expected)
      expect(verdict(...copies, ...copies)).toBe(expected)
    })
  }

  test('that are one with a third are one', () => {
    const a = copy('a', { content: 'c' })
    const b = copy('b', { content: 'c' }, { signedContents: [hash('s')] })
    const c = copy('c', null, { signedContents: [hash('s')] })
    expect([verdict(a, c), verdict(a, b, c), verdict(c, a, b)]).toEqual(['2', '1', '1'])
  })

  test('of 33 drafts without a number are all in doubt with each other', () => {
    const drafts = Array.from({ length: 33 }, (_, i) => copy(`draft ${i}`, { words: `${wording()} ${i} ${i + 100}` }))
    const { groups, doubts } = grouped(...drafts)
    expect([groups.length, doubts.length]).toEqual([33, (33 * 32) / 2])
  })

  test('that are one by a stronger rung are in no doubt by a weaker', () => {
    const one = { ...NUMBERED, content: 'c' }
    expect(verdict(copy('a', { ...one, words: wording() }), copy('b', { ...one, words: wording(0, 'khác') }))).toBe('1')
  })
})

/** Few values of everything, so that files are alike in many ways. */
const anyCopy: fc.Arbitrary<Copy> = fc
  .record({
    content: fc.constantFrom(undefined, 'c', 'd', 'e', 'f'),
    number: fc.constantFrom('1', '2', '3'),
    organ: fc.constantFrom(null, firm('UBND xã Húc'), firm('UBND xã Thanh')),
    words: fc.constantFrom(undefined, wording(), wording(3), wording(0, 'khác')),
    signed: fc.subarray(['s', 't', 'u'], { maxLength: 1 }),
    owner: fc.constantFrom('húc', 'thanh', null),
    isAppendix: fc.boolean(),
  })
  .map(({ content, number, organ, words, signed, owner, isAppendix }) => {
    const plan = { ...NUMBERED, codeNumber: firm(number), organName: organ, isAppendix }
    const file = JSON.stringify([content, number, organ, words, signed, owner, isAppendix])
    const read = { ...plan, ...(content && { content }), ...(words && { words }) }
    return copy(file, read, { signedContents: signed.map(hash), owner })
  })

/** Papers of two bodies are in no doubt with each other, even where another file is what tells the body. */
const ofOneBody = anyCopy.filter(
  ({ reading: read }) => read?.kind === 'read' && read.identity.organName?.value !== 'UBND xã Thanh',
)

function withoutContent(one: Copy): Copy {
  const { reading: read } = one
  return read?.kind === 'read' ? { ...one, reading: { ...read, traces: { ...read.traces, content: null } } } : one
}

/** The files of each document, and the pairs in doubt, in an order of their own. */
function shape({ groups, doubts }: Sameness<Copy>): string {
  const files = groups.map((group) => [...new Set(group.map(({ document }) => document.slice(0, 8)))].sort().join(' '))
  const pairs = doubts.map(
    ({ kind, between }) =>
      `${kind} ${between
        .map((one) => one.slice(0, 8))
        .toSorted()
        .join(' ')}`,
  )
  return JSON.stringify([files.toSorted(), [...new Set(pairs)].sort()])
}

describe('the grouping', () => {
  test('does not depend on the order in which files are given', () => {
    const shuffled = fc
      .array(anyCopy, { maxLength: 25 })
      .chain((copies) => fc.tuple(fc.constant(copies), fc.shuffledSubarray(copies, { minLength: copies.length })))
    fc.assert(
      fc.property(shuffled, ([copies, others]) => {
        expect(shape(grouped(...others))).toBe(shape(grouped(...copies)))
      }),
    )
  })

  test('is not changed by giving a file again, and each file given is in one group', () => {
    const repeated = fc
      .array(anyCopy, { minLength: 1, maxLength: 25 })
      .chain((copies) => fc.tuple(fc.constant(copies), fc.array(fc.constantFrom(...copies), { maxLength: 10 })))
    fc.assert(
      fc.property(repeated, ([copies, again]) => {
        const all = grouped(...copies, ...again)
        expect(shape(all)).toBe(shape(grouped(...copies)))
        expect(all.groups.flat().length).toBe(copies.length + again.length)
      }),
    )
  })

  test('unites by a number only what no paper of the group speaks against', () => {
    fc.assert(
      fc.property(fc.array(anyCopy, { maxLength: 15 }), (copies) => {
        const headed = copies
          .map((one, i) => ({ ...one, document: hash(`${i}`), signedContents: [] }))
          .map(withoutContent)
        for (const group of grouped(...headed).groups) {
          // Phụ lục of other words are one only beside their document.
          const document = group.filter(({ reading: read }) => read?.kind === 'read' && !read.identity.isAppendix)
          for (const one of group)
            for (const other of group) if (one !== other) expect(verdict(one, other, ...document.slice(0, 1))).toBe('1')
        }
      }),
    )
  })

  test('parts what was one only into what is in doubt when another file is added', () => {
    fc.assert(
      fc.property(fc.array(ofOneBody, { maxLength: 15 }), ofOneBody, (copies, one) => {
        const before = grouped(...copies).groups
        const { groups, doubts } = grouped(...copies, one)
        const doubted = new Set(doubts.flatMap(({ between }) => between))
        for (const group of before) {
          const parts = groups.filter((after) => after.some((file) => group.includes(file)))
          if (parts.length > 1)
            for (const part of parts) expect(part.some(({ document }) => doubted.has(document))).toBe(true)
        }
      }),
    )
  })
})
