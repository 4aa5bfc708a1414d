import { expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import { countTally, type JudgedSubmission, type UnitTally } from '../../src/tally/tally.ts'
import { byCertificate, campaign, otherBody, received, report, sha, signature, traced, unit, unknown } from './build.ts'

const units = [unit('Húc'), unit('Xy')]
const huc = byCertificate('Húc')
const xy = byCertificate('Xy')

const rowOf = (id: string, submissions: readonly JudgedSubmission[]): UnitTally => {
  const row = countTally(campaign, units, submissions).units.find((each) => each.unit.id === id)
  if (!row) throw new Error(`no row for ${id}`)
  return row
}

/** The numbers that are not zero, and the unit's word. */
const shown = (row: UnitTally): string => {
  const { valid, provisional, refused, review, duplicate, late, pending } = row
  const numbers = Object.entries({ valid, provisional, refused, review, duplicate, late, pending })
  return [
    ...numbers.filter(([, n]) => n > 0).map(([name, n]) => `${name} ${n}`),
    `missing ${row.missing}`,
    row.state,
  ].join(', ')
}

/** Two copies of one document: other bytes, the same signed content. */
const copy = (file: string, of: string) => report(file, 'valid', [signature('valid', { signedContent: sha(of) })])

const cases: readonly { name: string; given: readonly JudgedSubmission[]; expected: string }[] = [
  { name: 'nothing received', given: [], expected: 'missing 3, none' },
  {
    name: 'three distinct documents complete the unit',
    given: [received('a', 3, huc), received('b', 2, huc), received('c', 1, huc)],
    expected: 'valid 3, missing 0, complete',
  },
  {
    name: 'a fourth document leaves nothing missing',
    given: ['a', 'b', 'c', 'd'].map((name) => received(name, 1, huc)),
    expected: 'valid 4, missing 0, complete',
  },
  { name: 'one document is not enough', given: [received('a', 1, huc)], expected: 'valid 1, missing 2, partial' },
  {
    name: 'the same file in two letters counts once',
    given: [received('a', 2, huc), received('a', 1, huc)],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a copy that was re-saved or sealed once more counts once',
    given: [received('a', 2, huc, copy('a', 's')), received('b', 1, huc, copy('b', 's'))],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'copies that are linked only through a third are one document',
    given: [
      received('a', 3, huc, copy('a', 's')),
      received('b', 2, huc, copy('b', 't')),
      received(
        'c',
        1,
        huc,
        report('c', 'valid', [
          signature('valid', { signedContent: sha('s') }),
          signature('valid', { signedContent: sha('t') }),
        ]),
      ),
    ],
    expected: 'valid 1, duplicate 2, missing 2, partial',
  },
  {
    name: 'what a broken signature claims to sign links nothing',
    given: [
      received('a', 2, huc, copy('a', 's')),
      received(
        'b',
        1,
        huc,
        report('b', 'document-digest-mismatch', [
          signature('document-digest-mismatch', { signedContent: sha('s'), integrity: 'broken' }),
        ]),
      ),
    ],
    expected: 'valid 1, refused 1, missing 2, partial',
  },
  {
    name: 'the deadline itself is late',
    given: [received('a', 0, huc)],
    expected: 'late 1, missing 3, partial',
  },
  {
    name: 'two records of one receipt on both sides of the deadline need a person',
    given: [traced(received('a', 1, huc), -1), traced(received('b', -1, huc), 1)],
    expected: 'review 2, missing 3, needs-person',
  },
  {
    name: 'records that differ by ten minutes agree, and by a moment more they do not',
    given: [traced(received('a', -5 / 60, huc), 5 / 60), traced(received('b', -5 / 60, huc), 5.001 / 60)],
    expected: 'review 1, late 1, missing 3, needs-person',
  },
  {
    name: 'records that differ by days on one side of the deadline decide nothing',
    given: [traced(received('a', 1, huc), 100), traced(received('b', -1, huc), -100)],
    expected: 'valid 1, late 1, missing 2, partial',
  },
  {
    name: 'a copy whose receipt is certain counts beside one whose receipt is not',
    given: [traced(received('a', 2, huc), -1), received('a', 1, huc)],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a refused document is refused whatever its receipt',
    given: [traced(received('a', 1, huc, report('a', 'not-signed')), -1)],
    expected: 'refused 1, missing 3, partial',
  },
  {
    name: 'a late copy of a document that came in time is a duplicate',
    given: [received('a', 1, huc), received('a', -5, huc)],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a document that waits for revocation data is provisional, and does not count',
    given: [received('a', 1, huc, report('a', 'revocation-unknown'))],
    expected: 'provisional 1, missing 3, checking',
  },
  {
    name: 'the valid copy of a provisional document counts, though it came second',
    given: [
      received(
        'a',
        2,
        huc,
        report('a', 'revocation-unknown', [signature('revocation-unknown', { signedContent: sha('s') })]),
      ),
      received('b', 1, huc, copy('b', 's')),
    ],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a document not yet judged is being checked',
    given: [received('a', 1, huc, null)],
    expected: 'missing 3, pending 1, checking',
  },
  {
    name: 'an unsigned file is refused, and the unit has still sent something',
    given: [received('a', 1, huc, report('a', 'not-signed'))],
    expected: 'refused 1, missing 3, partial',
  },
  {
    name: 'the same refused file twice is one refused document',
    given: [received('a', 2, huc, report('a', 'not-signed')), received('a', 1, huc, report('a', 'not-signed'))],
    expected: 'refused 1, missing 3, partial',
  },
  {
    name: 'a refused altered copy beside the good one takes nothing away',
    given: [
      received(
        'a',
        2,
        huc,
        report('a', 'page-added', [signature('page-added', { integrity: 'intact', signedContent: sha('s') })]),
      ),
      received('b', 1, huc, copy('b', 's')),
    ],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'a file that a person must look at comes before what is being checked',
    given: [received('a', 2, huc, report('a', 'password-needed')), received('b', 1, huc, null)],
    expected: 'review 1, missing 3, pending 1, needs-person',
  },
  {
    name: 'a complete unit stays complete with open work',
    given: [
      ...['a', 'b', 'c'].map((name) => received(name, 1, huc)),
      received('d', 1, huc, report('d', 'password-needed')),
    ],
    expected: 'valid 3, review 1, missing 0, complete',
  },
  {
    name: 'a document that two units sent counts for neither',
    given: [received('a', 2, huc), received('a', 1, xy)],
    expected: 'review 1, missing 3, needs-person',
  },
  {
    name: 'an altered copy from another unit cannot spoil the document',
    given: [
      received('a', 2, huc, copy('a', 's')),
      received(
        'b',
        1,
        xy,
        report('b', 'page-added', [signature('page-added', { integrity: 'intact', signedContent: sha('s') })]),
      ),
    ],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'a copy from a stranger does not take the place of the unit’s own, though it came first',
    given: [received('a', 5, unknown), received('a', 1, huc)],
    expected: 'valid 1, missing 2, partial',
  },
]
for (const { name, given, expected } of cases) {
  test(`countTally: ${name}`, () => {
    const sorted = (text: string): string[] => text.split(', ').toSorted()
    expect(sorted(shown(rowOf('Húc', given)))).toEqual(sorted(expected))
    expect(rowOf('Húc', given.toReversed())).toEqual(rowOf('Húc', given))
  })
}

const fatesOf = (submissions: readonly JudgedSubmission[]): string[] =>
  rowOf('Húc', submissions).submissions.map(({ fate }) => fate.kind)

test('the list is newest first, and of equal copies the earliest counts', () => {
  expect(fatesOf([received('a', 1, huc), received('b', 9, huc), received('a', 5, huc)])).toEqual([
    'duplicate',
    'counts',
    'counts',
  ])
})

test('a refused file and its good successor are both listed', () => {
  const refused = received('a', 2, huc, report('a', 'not-signed'))
  expect(fatesOf([refused, received('b', 1, huc)])).toEqual(['counts', 'refused'])
})

test('submissions of no unit, or of one that left the register, are listed apart', () => {
  const tally = countTally(campaign, units, [received('a', 2, unknown), received('b', 1, byCertificate('Lìa'))])
  expect(tally.unassigned.map(({ submission }) => submission.document)).toEqual([sha('b'), sha('a')])
  expect(tally.units.map(({ state }) => state)).toEqual(['none', 'none'])
})

test('an unassigned copy of a counted document is its duplicate, one that came in time of a late document is not', () => {
  const counted = countTally(campaign, units, [received('a', 5, unknown), received('a', 1, huc)])
  expect(counted.unassigned.map(({ fate }) => fate)).toEqual([
    { kind: 'duplicate', code: 'duplicate-submission', of: sha('a'), ofReceivedAt: expect.any(Number) },
  ])
  const late = countTally(campaign, units, [received('a', 5, unknown), received('a', -1, huc)])
  expect(late.unassigned.map(({ fate }) => fate)).toEqual([{ kind: 'counts', isLate: false }])
  expect(late.units[0]?.late).toBe(1)
})

test('a good document of a body outside of the register counts for nobody, and says so', () => {
  const { unassigned } = countTally(campaign, units, [received('a', 5, otherBody)])
  expect(unassigned.map(({ fate }) => fate)).toEqual([{ kind: 'refused', code: 'signer-not-entitled' }])
})

test('the rows stand in the order of the register and carry the last receipt', () => {
  const tally = countTally(campaign, units, [received('a', 2, xy), received('b', 1, xy)])
  expect(tally.units.map((row) => row.unit.id)).toEqual(['Húc', 'Xy'] as UnitId[])
  expect(tally.units.map((row) => row.lastReceivedAt)).toEqual([null, campaign.deadline - 3_600_000])
})
