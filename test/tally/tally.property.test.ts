import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import type { Ruling } from '../../src/tally/decision.ts'
import { countTally, type JudgedSubmission, type UnitTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { byCertificate, campaign, decided, received, report, sha, signature, unit, unknown } from './build.ts'

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

/** On files, letters and units of such a mailbox; an undoing may meet any decision, or none. */
const ruling: fc.Arbitrary<Ruling> = fc
  .record({
    action: fc.constantFrom<Ruling['action']>(
      ...(['accept', 'refuse', 'set-aside', 'assign-unit', 'merge', 'split', 'extend', 'undo'] as const),
    ),
    file: fc.nat(5),
    other: fc.nat(5),
    letter: fc.option(fc.constantFrom('letter 0 1', 'letter 1 2', 'letter 2 -1')),
    unit: fc.constantFrom('Húc', 'Xy', 'Lìa').map((id) => id as UnitId),
    hours: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ action, file, other, letter, unit: id, hours }): Ruling => {
    const document = { kind: 'document', document: sha(`${file}`) } as const
    const object = letter === null ? document : ({ kind: 'letter', letter: sha(letter) } as const)
    switch (action) {
      case 'assign-unit':
        return { action, object, unit: id }
      case 'merge':
        return { action, object: document, other: sha(`${other}`) }
      case 'split':
        return { action, object: document }
      case 'extend':
        return {
          action,
          object: { kind: 'unit', unit: id },
          deadline: (campaign.deadline + hours * 3_600_000) as Instant,
          required: null,
        }
      case 'undo':
        return { action, object, decision: other }
      default:
        return { action, object }
    }
  })
const decisions = fc.array(ruling, { maxLength: 12 }).map((all) => all.map((each, index) => decided(index, each)))

const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length })

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

  test('neither the order of submissions nor that of decisions matters, nor how often any of them is given', () => {
    const given = fc.tuple(mailbox, decisions)
    fc.assert(
      fc.property(
        given.chain(([letters, made]) => fc.tuple(fc.constant({ letters, made }), shuffled(letters), shuffled(made))),
        ([{ letters, made }, otherLetters, otherMade]) => {
          const expected = countTally(campaign, units, letters, made)
          expect(countTally(campaign, units, [...otherLetters, ...letters], [...otherMade, ...made])).toEqual(expected)
        },
      ),
    )
  })

  test('every file stands in one place under one fate, whatever people decide, and only accepted ones count unproved', () => {
    fc.assert(
      fc.property(mailbox, decisions, (letters, made) => {
        const tally = countTally(campaign, units, letters, made)
        const listed = [...tally.units.flatMap((row) => row.submissions), ...tally.unassigned]
        const keys = ({ submission: s }: JudgedSubmission): string => `${s.letter} ${s.document} ${s.partPath}`
        expect(listed.map(keys).toSorted()).toEqual([...new Set(letters.map(keys))].toSorted())
        for (const { fate, report: judged, decision } of listed) {
          if (fate.kind === 'counts')
            expect(judged?.outcome === 'valid' || decision?.ruling.action === 'accept').toBe(true)
          if (decision?.ruling.action === 'refuse') expect(fate.kind).toBe('refused')
        }
      }),
    )
  })

  test('undoing every decision, last first, leaves the count as it was without any', () => {
    fc.assert(
      fc.property(mailbox, decisions, (letters, made) => {
        const rulings = made.filter(({ ruling: { action } }) => action !== 'undo')
        const undone = rulings
          .toReversed()
          .map(({ id, ruling: { object } }, index) => decided(100 + index, { action: 'undo', object, decision: id }))
        expect(countTally(campaign, units, letters, [...rulings, ...undone])).toEqual(
          countTally(campaign, units, letters),
        )
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
