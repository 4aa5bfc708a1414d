/** Which pages of a report are worth a picture. */
import { describe, expect, test } from 'vitest'
import type { Code } from '../../src/validation/code.ts'
import { finding } from '../../src/validation/finding.ts'
import { PICTURE_BUDGET, picturesOf } from '../../src/validation/modification/page-pictures.ts'
import type { DocumentReport, SignatureReport } from '../../src/validation/report.ts'
import { report, signature } from '../tally/build.ts'

type Facts = Readonly<Record<string, string>>

function signed(revision: number | null, ...found: readonly (readonly [Code, Facts])[]): SignatureReport {
  const findings = found.map(([code, facts]) => finding(code, 'ISO 32000-2, 12.8.2', facts))
  return signature('document-changed-after-signing', { revision, findings })
}

const reportOf = (...signatures: readonly SignatureReport[]): DocumentReport =>
  report('x', 'document-changed-after-signing', signatures)

/** "signature: page change before>after, compared or not, places". */
const told = (document: DocumentReport) =>
  picturesOf(document).map(({ signature, page, change, before, after, compared, places }) => {
    const where = places.map(({ rectangle }) => rectangle.join(' ')).join('; ')
    return `${signature}: ${page} ${change} ${before}>${after ?? 'now'}${compared ? ' compared' : ''}${where && ` [${where}]`}`
  })

const cases: readonly { name: string; findings: readonly (readonly [Code, Facts])[]; expected: readonly string[] }[] = [
  { name: 'a finding without a page has no picture', findings: [['later-change-unknown', {}]], expected: [] },
  {
    name: 'a change of content is looked for by comparing',
    findings: [['document-changed-after-signing', { page: '2', what: 'content' }]],
    expected: ['1: 2 changed 1>now compared'],
  },
  {
    name: 'a note lies where its rectangle says',
    findings: [['annotation-added', { page: '1', what: 'added', rectangle: '100 300 300 340' }]],
    expected: ['1: 1 changed 1>now [100 300 300 340]'],
  },
  {
    name: 'a note whose place is not told is looked for',
    findings: [['annotation-added', { page: '1', what: 'added' }]],
    expected: ['1: 1 changed 1>now compared'],
  },
  {
    name: 'a rectangle may begin at any corner, and there may be several',
    findings: [['annotation-added', { page: '1', rectangle: '300 340 100 300, -1.5 0 20 10' }]],
    expected: ['1: 1 changed 1>now [100 300 300 340; -1.5 0 20 10]'],
  },
  {
    name: 'three numbers are no rectangle',
    findings: [['annotation-added', { page: '1', rectangle: '1 2 3' }]],
    expected: ['1: 1 changed 1>now compared'],
  },
  {
    name: 'all that happened to one page is in one picture',
    findings: [
      ['document-changed-after-signing', { page: '1', what: 'content' }],
      ['annotation-added', { page: '1', rectangle: '1 2 3 4' }],
      ['annotation-added', { page: '1', rectangle: '5 6 7 8' }],
    ],
    expected: ['1: 1 changed 1>now compared [1 2 3 4; 5 6 7 8]'],
  },
  {
    name: 'several pages of one finding have a picture each, in their order',
    findings: [
      ['document-changed-after-signing', { page: '3, 7' }],
      ['annotation-added', { page: '1', rectangle: '1 2 3 4' }],
    ],
    expected: ['1: 1 changed 1>now [1 2 3 4]', '1: 3 changed 1>now compared', '1: 7 changed 1>now compared'],
  },
  {
    name: 'a page that was added is shown alone',
    findings: [['page-added', { page: '4' }]],
    expected: ['1: 4 added 1>now'],
  },
  {
    name: 'a page that was added says more than a note on it',
    findings: [
      ['annotation-added', { page: '4', rectangle: '1 2 3 4' }],
      ['page-added', { page: '4' }],
    ],
    expected: ['1: 4 added 1>now [1 2 3 4]'],
  },
  {
    name: 'a page that was taken away is counted in another file than the one in its place',
    findings: [
      ['page-removed', { page: '2' }],
      ['document-changed-after-signing', { page: '2' }],
    ],
    expected: ['1: 2 removed 1>now', '1: 2 changed 1>now compared'],
  },
  {
    name: 'pages in another order are compared place by place',
    findings: [['page-order-changed', { page: '1, 3' }]],
    expected: ['1: 1 moved 1>now compared', '1: 3 moved 1>now compared'],
  },
  {
    name: 'a finding that knows the revision is shown by that',
    findings: [['document-changed-after-signing', { page: '1', revision: '3' }]],
    expected: ['1: 1 changed 1>3 compared'],
  },
  {
    name: 'a script has no picture',
    findings: [['active-content-added', { page: '1', where: 'page AA' }]],
    expected: [],
  },
  { name: 'page 0 and page "x" are none', findings: [['page-added', { page: '0, x' }]], expected: [] },
  {
    name: 'a number that no file can have is no page',
    findings: [['page-added', { page: '9'.repeat(30) }]],
    expected: [],
  },
]

describe('pictures of a report', () => {
  for (const { name, findings, expected } of cases) {
    test(name, () => expect(told(reportOf(signed(1, ...findings)))).toEqual(expected))
  }

  test('each signature has its own, from the revision that it closes', () => {
    const change = ['document-changed-after-signing', { page: '1' }] as const
    expect(told(reportOf(signed(1, change), signed(3), signed(4, change)))).toEqual([
      '1: 1 changed 1>now compared',
      '3: 1 changed 4>now compared',
    ])
  })

  test('a signature that closes no revision has none', () => {
    expect(told(reportOf(signed(null, ['document-changed-after-signing', { page: '1' }])))).toEqual([])
  })

  test('never more than the budget, whatever is named', () => {
    const pages = Array.from({ length: 40 }, (_, index) => index + 1).join(', ')
    const change = ['document-changed-after-signing', { page: pages }] as const
    const rectangles = ['annotation-added', { page: '1', rectangle: '1 2 3 4 '.repeat(50) }] as const
    const pictures = picturesOf(reportOf(...Array.from({ length: 13 }, () => signed(1, change, rectangles))))
    expect(pictures).toHaveLength(PICTURE_BUDGET.pagesOfFile)
    expect(pictures.filter(({ signature }) => signature === 1)).toHaveLength(PICTURE_BUDGET.pages)
    expect(pictures[0]?.places).toHaveLength(PICTURE_BUDGET.places)
  })
})

describe('a later signature explains what it shows', () => {
  const content = ['document-changed-after-signing', { page: '1', what: 'content' }] as const
  const second = (changes: Partial<SignatureReport>) =>
    signature('valid', { field: 'Signature2', revision: 2, ...changes })
  const cases: readonly { name: string; later: SignatureReport; expected: readonly string[] }[] = [
    { name: 'where it holds', later: second({}), expected: ['Signature2'] },
    { name: 'not where nobody trusts it', later: second({ outcome: 'indeterminate' }), expected: [] },
    { name: 'not where it is broken', later: second({ integrity: 'broken' }), expected: [] },
    { name: 'not where it came before', later: second({ revision: 1 }), expected: [] },
  ]
  test.each(cases)('$name', ({ later, expected }) => {
    const [picture] = picturesOf(reportOf(signed(1, content), later))
    expect(picture?.seals.map(({ field }) => field)).toEqual(expected)
  })
})
