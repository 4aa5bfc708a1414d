/** What waits for a person, and under which question. */
import { expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Ruling } from '../../src/tally/decision.ts'
import { openDocuments } from '../../src/tally/open-work.ts'
import { countTally, type JudgedSubmission } from '../../src/tally/tally.ts'
import { byCertificate, campaign, decided, otherBody, received, report, sha, unit, unknown } from './build.ts'

const huc = byCertificate('Húc')
const xy = byCertificate('Xy')
const on = (file: string) => ({ kind: 'document', document: sha(file) }) as const
const review = (file: string) => report(file, 'annotation-added')

const cases: readonly {
  readonly name: string
  readonly given: readonly JudgedSubmission[]
  readonly rulings?: readonly Ruling[]
  readonly expected: readonly string[]
}[] = [
  {
    name: 'nothing of what counts, waits or is refused by cryptography',
    expected: [],
    given: [
      received('a', 1, huc),
      received('b', 1, huc, null),
      received('c', 1, huc, report('c', 'not-signed')),
      received('d', 1, huc, report('d', 'revocation-unknown')),
      received('e', -1, huc),
    ],
  },
  { name: 'a good document of nobody', given: [received('a', 1, unknown)], expected: ['no-unit a'] },
  {
    name: 'a document of nobody that was accepted: that says nothing of whose it is',
    given: [received('a', 1, unknown)],
    rulings: [{ action: 'accept', object: on('a') }],
    expected: ['no-unit a'],
  },
  {
    name: 'no document of nobody that is assigned, refused or set aside',
    given: [received('a', 1, unknown), received('b', 1, unknown), received('c', 1, unknown)],
    rulings: [
      { action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId },
      { action: 'refuse', object: on('b') },
      { action: 'set-aside', object: on('c') },
    ],
    expected: [],
  },
  { name: 'a scan that a stranger sent', given: [received('a', 1, unknown, report('a', 'not-signed'))], expected: [] },
  {
    name: 'what the machine could not conclude, the oldest first',
    given: [received('a', 1, huc, review('a')), received('b', 2, huc, review('b'))],
    expected: ['inconclusive b', 'inconclusive a'],
  },
  {
    name: 'one file of two letters once',
    given: [received('a', 1, huc, review('a')), received('a', 2, huc, review('a'))],
    expected: ['inconclusive a'],
  },
  {
    name: 'a document of two units under each',
    given: [received('a', 1, huc), received('a', 2, xy)],
    expected: ['two-units a', 'two-units a'],
  },
  {
    name: 'what one of two officers has accepted, before all else',
    given: [received('a', 1, huc, review('a')), received('b', 2, huc, review('b')), received('c', 1, huc, review('c'))],
    rulings: [
      { action: 'propose', object: on('a') },
      { action: 'propose', object: on('c') },
    ],
    expected: ['second-officer a', 'second-officer c', 'inconclusive b'],
  },
  {
    name: 'the seal of another body, where a person may know better',
    given: [received('a', 1, otherBody)],
    expected: ['reviewable a'],
  },
  {
    name: 'nothing that is refused by a person',
    given: [received('a', 1, otherBody)],
    rulings: [{ action: 'refuse', object: on('a') }],
    expected: [],
  },
]
test.each(cases)('is $name', ({ given, rulings = [], expected }) => {
  const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
  const tally = countTally(campaign, [unit('Húc'), unit('Xy')], given, decisions)
  const told = openDocuments(tally).map(({ question, counted: { submission } }) => {
    const name = given.find((one) => one.submission.document === submission.document)
    return `${question} ${Buffer.from(name?.submission.document ?? '', 'hex')
      .toString()
      .replaceAll('\0', '')}`
  })
  expect(told).toEqual(expected)
})

test('what a rule of the campaign refuses is worth another look only while the unit lacks documents', () => {
  const strict = { ...campaign, required: 1, rule: { ...campaign.rule, timeStamp: 'required' } } as const
  const refused = received('a', 2, huc)
  const questions = (rulings: readonly Ruling[], ...given: readonly JudgedSubmission[]) => {
    const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
    return openDocuments(countTally(strict, [unit('Húc')], given, decisions)).map(({ question }) => question)
  }
  expect(questions([], refused)).toEqual(['reviewable'])
  expect(questions([{ action: 'accept', object: on('b') }], refused, received('b', 1, huc))).toEqual([])
})
