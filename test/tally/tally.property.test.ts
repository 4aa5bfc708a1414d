import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { tallyAsFrozen } from '../../src/tally/as-frozen.ts'
import type { Decision } from '../../src/tally/decision.ts'
import { compareWithFrozen, type FrozenTally, fatesOf, numbersOf as keptNumbers } from '../../src/tally/frozen.ts'
import {
  type CountedSubmission,
  countTally,
  type JudgedSubmission,
  type Tally,
  type UnitTally,
} from '../../src/tally/tally.ts'
import { decisions, hashOf, mailbox, merged, paper, papers, papersDecided, register, units } from './any-mailbox.ts'
import { byCertificate, campaign, decided, received, sha } from './build.ts'

const LAST = (campaign.deadline - 1) as Instant

/** With a number of a body, or of the document that it is appended to. */
function isNumbered({ reading }: JudgedSubmission): boolean {
  if (reading?.kind !== 'read') return false
  const { codeNumber, organName, isAppendix } = reading.identity
  return codeNumber !== null && (organName !== null || isAppendix)
}

/** An appendix, or a scan. */
function saysLittle({ reading }: JudgedSubmission): boolean {
  return reading?.kind === 'read' && (reading.identity.isAppendix || reading.traces.sketch === null)
}

/** Signed anew and sent when all others are there. */
function writtenAnew(item: JudgedSubmission): JudgedSubmission {
  const file = hashOf(['anew', item.submission.document])
  return { ...received(file, 0.5, item.attribution), reading: item.reading }
}

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

  test('neither order nor repetition matters where papers are in doubt, with appendices and heirs', () => {
    fc.assert(
      fc.property(
        papers.chain((given) => fc.tuple(fc.constant(given), shuffled(given))),
        ([given, others]) => {
          const expected = countTally(campaign, register, given)
          expect(countTally(campaign, register, others)).toEqual(expected)
          expect(countTally(campaign, register, [...others, ...given])).toEqual(expected)
        },
      ),
    )
  })

  test('a paper that is written anew and sent once more, by its unit or its heir, adds no valid one', () => {
    fc.assert(
      fc.property(papers, fc.nat(), (given, at) => {
        const inTime = given.filter(({ submission }) => submission.receivedAt < campaign.deadline - 1_800_000)
        const one = inTime.filter(isNumbered)[at % Math.max(1, inTime.filter(isNumbered).length)]
        fc.pre(one !== undefined)
        const before = countTally(campaign, register, given).units.map(({ valid }) => valid)
        const { attribution } = one
        const heir = attribution.kind === 'unit' && attribution.unit === merged.id ? byCertificate('Xy') : attribution
        const again = [writtenAnew(one), writtenAnew({ ...one, attribution: heir })]
        for (const anew of again)
          expect(countTally(campaign, register, [...given, anew]).units.map(({ valid }) => valid)).toEqual(before)
      }),
    )
  })

  test('an appendix or a scan that comes last takes no valid document away', () => {
    fc.assert(
      fc.property(papers, paper.filter(saysLittle), (given, last) => {
        const before = countTally(campaign, register, given).units
        const added = { ...writtenAnew(last), submission: { ...writtenAnew(last).submission, receivedAt: LAST } }
        for (const [i, { valid, review }] of countTally(campaign, register, [...given, added]).units.entries()) {
          expect(valid).toBeGreaterThanOrEqual(before[i]?.valid ?? 0)
          expect(valid + review).toBeGreaterThanOrEqual((before[i]?.valid ?? 0) + (before[i]?.review ?? 0))
        }
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

  test('nor where people decide about papers in doubt', () => {
    fc.assert(
      fc.property(
        papersDecided.chain(([given, made]) => fc.tuple(fc.constant({ given, made }), shuffled(given), shuffled(made))),
        ([{ given, made }, otherGiven, otherMade]) => {
          const expected = countTally(campaign, register, given, made)
          expect(countTally(campaign, register, [...otherGiven, ...given], [...otherMade, ...made])).toEqual(expected)
        },
      ),
    )
  })

  test('a file counts once and in one unit, whatever people decide about it', () => {
    const isCounted = ({ fate }: CountedSubmission) => fate.kind === 'counts' || fate.kind === 'provisional'
    const check = ({ units: rows }: Tally) => {
      const counted = rows.flatMap(({ submissions }) => submissions.filter(isCounted))
      expect(new Set(counted.map(({ submission }) => submission.document)).size).toBe(counted.length)
      for (const { valid, provisional, submissions } of rows)
        expect(submissions.filter(isCounted).length).toBe(valid + provisional)
    }
    fc.assert(fc.property(papersDecided, ([given, made]) => check(countTally(campaign, register, given, made))))
    fc.assert(fc.property(mailbox, decisions, (given, made) => check(countTally(campaign, units, given, made))))
  })

  test('a file that the last word on it takes out of its document stands for no other', () => {
    fc.assert(
      fc.property(papersDecided, ([given, made]) => {
        const one = given[0]?.submission.document
        fc.pre(one !== undefined)
        const apart = decided(99, { action: 'split', object: { kind: 'document', document: one } })
        const tally = countTally(campaign, register, given, [...made, apart])
        for (const { submission, fate } of tally.units.flatMap(({ submissions }) => submissions)) {
          if (fate.kind === 'duplicate' && fate.of === one) expect(submission.document).toBe(one)
        }
      }),
    )
  })

  test('the count that is kept reads as the count that was made, and nothing differs from it', () => {
    fc.assert(
      fc.property(papersDecided, ([given, made]) => {
        const tally = countTally(campaign, register, given, made)
        const frozen: FrozenTally = {
          frozenAt: campaign.freezesAt,
          campaign,
          register,
          lastDecision: made.length,
          units: tally.units.map(keptNumbers),
          fates: fatesOf(tally),
        }
        expect(compareWithFrozen(frozen, tally)).toEqual({ units: [], files: [] })
        const read = tallyAsFrozen(frozen, { submissions: given, decisions: made })
        expect(read.units.map(keptNumbers)).toEqual(tally.units.map(keptNumbers))
        expect(fatesOf(read)).toEqual(fatesOf(tally))
      }),
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

  test('what one of two officers alone has accepted changes nothing of what counts', () => {
    fc.assert(
      fc.property(mailbox, decisions, (letters, made) => {
        const ofOne = made.filter(({ ruling: { action } }) => action !== 'confirm' && action !== 'undo')
        const others = ofOne.filter(({ ruling: { action } }) => action !== 'propose')
        const counted = (given: readonly Decision[]) =>
          countTally(campaign, units, letters, given).units.map(({ valid, byPerson, unit: { id } }) => [
            id,
            valid,
            byPerson,
          ])
        expect(counted(ofOne)).toEqual(counted(others))
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
