import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { countTally, type JudgedSubmission, type UnitTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { byCertificate, campaign, received, report, sha, signature, unit, unknown } from './build.ts'

const units = ['Húc', 'Xy', 'Lìa'].map((name) => unit(name))
const codes = [
  'valid',
  'revocation-unknown',
  'not-signed',
  'password-needed',
  'page-added',
  'annotation-added',
] as const

/** A file's report and the unit its certificate names depend on the file alone, as in the real pipeline. */
const judgedFile = fc.record({
  code: fc.constantFrom<Code | null>(...codes, null),
  contents: fc.subarray(['s', 't', 'u', 'v'], { maxLength: 2 }),
  owner: fc.constantFrom('Húc', 'Xy', 'Lìa', null),
})

const mailbox: fc.Arbitrary<readonly JudgedSubmission[]> = fc
  .array(judgedFile, { minLength: 6, maxLength: 6 })
  .chain((files) =>
    fc.array(
      fc
        .record({ file: fc.nat(5), hours: fc.integer({ min: -3, max: 9 }), letter: fc.nat(3) })
        .map(({ file, hours, letter }) => {
          const { code, contents, owner } = files[file] ?? { code: null, contents: [], owner: null }
          const signatures = contents.map((content) =>
            signature(code ?? 'valid', { signedContent: sha(content), integrity: 'intact' }),
          )
          const judged = code === null ? null : report(`${file}`, code, signatures)
          return received(`${file}`, hours, owner ? byCertificate(owner) : unknown, judged, `letter ${letter} ${hours}`)
        }),
      { maxLength: 20 },
    ),
  )

const numbersOf = ({
  unit: { id },
  valid,
  provisional,
  refused,
  review,
  late,
  pending,
  missing,
  state,
}: UnitTally) => ({
  id,
  valid,
  provisional,
  refused,
  review,
  late,
  pending,
  missing,
  state,
})

describe('countTally, for any mailbox', () => {
  test('the order of submissions does not matter', () => {
    fc.assert(
      fc.property(
        mailbox.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray([...given], { minLength: given.length })),
        ),
        ([given, shuffled]) => {
          expect(countTally(campaign, units, shuffled)).toEqual(countTally(campaign, units, given))
        },
      ),
    )
  })

  test('a submission given twice is one submission', () => {
    fc.assert(
      fc.property(mailbox, (given) => {
        expect(countTally(campaign, units, [...given, ...given])).toEqual(countTally(campaign, units, given))
      }),
    )
  })

  test('sending everything again later changes no number of documents', () => {
    fc.assert(
      fc.property(mailbox, (given) => {
        const again = given.map((item) => {
          const { receivedAt, letter } = item.submission
          const later = (receivedAt + 864_000_000) as Instant
          return {
            ...item,
            submission: { ...item.submission, receivedAt: later, letter: sha(`again ${letter.slice(0, 40)}`) },
          }
        })
        const before = countTally(campaign, units, given).units.map(numbersOf)
        expect(countTally(campaign, units, [...given, ...again]).units.map(numbersOf)).toEqual(before)
      }),
    )
  })

  test('every submission is listed once, and only valid files in time count', () => {
    fc.assert(
      fc.property(mailbox, (given) => {
        const tally = countTally(campaign, units, given)
        const listed = [...tally.units.flatMap((row) => row.submissions), ...tally.unassigned]
        const keys = ({ submission: s }: JudgedSubmission): string => `${s.letter} ${s.document} ${s.partPath}`
        expect(listed.map(keys).toSorted()).toEqual([...new Set(given.map(keys))].toSorted())
        for (const { fate, report: judged, submission: s } of listed.filter(
          ({ fate: { kind } }) => kind === 'counts',
        )) {
          expect([fate.kind, judged?.outcome, s.receivedAt < campaign.deadline]).toEqual(['counts', 'valid', true])
        }
      }),
    )
  })

  test('no file and no signed content counts twice, within a unit or across units', () => {
    fc.assert(
      fc.property(mailbox, (given) => {
        const counted = countTally(campaign, units, given)
          .units.flatMap((row) => row.submissions)
          .filter(({ fate }) => fate.kind === 'counts')
        const contents = counted.flatMap(({ report: judged }) => [
          ...new Set([judged?.sha256, ...(judged?.signatures ?? []).map((each) => each.signedContent)]),
        ])
        expect(new Set(contents).size).toBe(contents.length)
      }),
    )
  })
})
