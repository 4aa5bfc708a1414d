/** What people decide stands beside what the machine says, and the count follows it. */
import { describe, expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { type Decision, type Ruling, standingDecisions } from '../../src/tally/decision.ts'
import { openDocuments } from '../../src/tally/open-work.ts'
import { restoresAcceptance } from '../../src/tally/restored-acceptance.ts'
import { countTally, type JudgedSubmission, type UnitTally } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import {
  byCertificate,
  campaign,
  DEADLINE,
  decided,
  otherBody,
  received,
  report,
  sha,
  signature,
  unit,
  unknown,
} from './build.ts'

const units = [unit('Húc'), unit('Xy')]
const huc = byCertificate('Húc')
const xy = byCertificate('Xy')
const on = (document: string) => ({ kind: 'document', document: sha(document) }) as const
const unitOf = (id: string) => ({ kind: 'unit', unit: id as UnitId }) as const
const copy = (file: string, of: string) => report(file, 'valid', [signature('valid', { signedContent: sha(of) })])

/** The numbers that are not zero, of one unit. */
const shown = (tally: UnitTally | undefined): string => {
  if (!tally) throw new Error('no such unit')
  const { valid, byPerson, countedLate, provisional, refused, review, duplicate, late, pending } = tally
  const numbers = { valid, byPerson, countedLate, provisional, refused, review, duplicate, late, pending }
  return [
    ...Object.entries(numbers).flatMap(([name, n]) => (n > 0 ? [`${name} ${n}`] : [])),
    `missing ${tally.missing}`,
    tally.state,
  ].join(', ')
}

type Case = {
  readonly name: string
  readonly given: readonly JudgedSubmission[]
  readonly rulings: readonly Ruling[]
  readonly expected: string
  readonly ofXy?: string
}

const cases: readonly Case[] = [
  {
    name: 'a refused document that a person accepts counts, with a mark of its own',
    given: [received('a', 1, huc, report('a', 'not-signed'))],
    rulings: [{ action: 'accept', object: on('a') }],
    expected: 'valid 1, byPerson 1, missing 2, partial',
  },
  {
    name: 'a late document that a person accepts counts, and is still told to be late',
    given: [received('a', -1, huc)],
    rulings: [{ action: 'accept', object: on('a') }],
    expected: 'valid 1, byPerson 1, countedLate 1, missing 2, partial',
  },
  {
    name: 'an accepted copy of a counted document is its duplicate all the same',
    given: [received('a', 2, huc), received('a', 1, huc)],
    rulings: [{ action: 'accept', object: { kind: 'letter', letter: sha('a 1') } }],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'an accepted document of nobody counts for nobody',
    given: [received('a', 1, unknown, report('a', 'not-signed'))],
    rulings: [{ action: 'accept', object: on('a') }],
    expected: 'missing 3, none',
  },
  {
    name: 'and counts once it is assigned, too',
    given: [received('a', 1, unknown, report('a', 'not-signed'))],
    rulings: [
      { action: 'accept', object: on('a') },
      { action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId },
    ],
    expected: 'valid 1, byPerson 1, missing 2, partial',
  },
  {
    name: 'a valid document that a person refuses does not count',
    given: [received('a', 1, huc)],
    rulings: [{ action: 'refuse', object: on('a') }],
    expected: 'refused 1, missing 3, partial',
  },
  {
    name: 'refused in one letter, it counts from another',
    given: [received('a', 2, huc), received('a', 1, huc)],
    rulings: [{ action: 'refuse', object: { kind: 'submission', letter: sha('a 2'), partPath: '2' } }],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'what is set aside is in no number, and a unit with nothing else has sent nothing',
    given: [received('a', 1, huc, report('a', 'password-needed'))],
    rulings: [{ action: 'set-aside', object: on('a') }],
    expected: 'missing 3, none',
  },
  {
    name: 'a document of no unit that is assigned counts by its signature, not by the person',
    given: [received('a', 1, unknown)],
    rulings: [{ action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId }],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'the seal of another body is no hindrance once a person has said whose the document is',
    given: [received('a', 1, otherBody)],
    rulings: [{ action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId }],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'a document assigned to another unit leaves the first',
    given: [received('a', 1, huc)],
    rulings: [{ action: 'assign-unit', object: on('a'), unit: 'Xy' as UnitId }],
    expected: 'missing 3, none',
    ofXy: 'valid 1, missing 2, partial',
  },
  {
    name: 'a document that two units sent counts for the one to which a person assigns it',
    given: [received('a', 2, huc), received('a', 1, xy)],
    rulings: [{ action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId }],
    expected: 'valid 1, duplicate 1, missing 2, partial',
    ofXy: 'missing 3, none',
  },
  {
    name: 'a document that two units sent counts for neither though one file is accepted: that says nothing of whose it is',
    given: [received('a', 5, huc, copy('a', 's')), received('b', 4, xy, copy('b', 's'))],
    rulings: [{ action: 'accept', object: on('a') }],
    expected: 'review 1, missing 3, needs-person',
    ofXy: 'review 1, missing 3, needs-person',
  },
  {
    name: 'what one of two officers has accepted for one unit leaves another what it has',
    given: [
      received('a', 5, huc, report('a', 'not-signed', [signature('valid', { signedContent: sha('s') })])),
      received('b', 4, xy, copy('b', 's')),
    ],
    rulings: [{ action: 'propose', object: on('a') }],
    expected: 'review 1, missing 3, needs-person',
    ofXy: 'valid 1, missing 2, partial',
  },
  {
    name: 'and takes no document that two units sent from either',
    given: [received('a', 5, huc, copy('a', 's')), received('b', 4, xy, copy('b', 's'))],
    rulings: [{ action: 'propose', object: on('a') }],
    expected: 'review 1, missing 3, needs-person',
    ofXy: 'review 1, missing 3, needs-person',
  },
  {
    name: 'of two words on one file the last holds, whatever it was said of',
    given: [received('a', 1, huc)],
    rulings: [
      { action: 'refuse', object: { kind: 'letter', letter: sha('a 1') } },
      { action: 'accept', object: on('a') },
    ],
    expected: 'valid 1, byPerson 1, missing 2, partial',
  },
  {
    name: 'two files that a person merges count once',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [{ action: 'merge', object: on('b'), other: sha('a') }],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'merging the same two again changes nothing',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [
      { action: 'merge', object: on('b'), other: sha('a') },
      { action: 'merge', object: on('a'), other: sha('b') },
    ],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a merge with a file that nobody sent changes nothing',
    given: [received('a', 2, huc)],
    rulings: [{ action: 'merge', object: on('a'), other: sha('z') }],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'a copy that a person splits off is a document of its own',
    given: [received('a', 2, huc, copy('a', 's')), received('b', 1, huc, copy('b', 's'))],
    rulings: [{ action: 'split', object: on('b') }],
    expected: 'valid 2, missing 1, partial',
  },
  {
    name: 'a file split off from what a person had merged is a document of its own again',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [
      { action: 'merge', object: on('b'), other: sha('a') },
      { action: 'split', object: on('b') },
    ],
    expected: 'valid 2, missing 1, partial',
  },
  {
    name: 'a file split off from a merge and merged again is merged',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [
      { action: 'merge', object: on('b'), other: sha('a') },
      { action: 'split', object: on('b') },
      { action: 'merge', object: on('a'), other: sha('b') },
    ],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'two files that a person had merged, and then finds to be two, are two',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [
      { action: 'merge', object: on('b'), other: sha('a') },
      { action: 'distinct', object: on('a'), other: sha('b') },
    ],
    expected: 'valid 2, missing 1, partial',
  },
  {
    name: 'and merged once more, one',
    given: [received('a', 2, huc), received('b', 1, huc)],
    rulings: [
      { action: 'merge', object: on('b'), other: sha('a') },
      { action: 'distinct', object: on('a'), other: sha('b') },
      { action: 'merge', object: on('b'), other: sha('a') },
    ],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a note changes nothing',
    given: [received('a', 1, huc)],
    rulings: [{ action: 'note', object: unitOf('Húc') }],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'two files that share what they sign are one, even where a person said that they look like two',
    given: [received('a', 2, huc, copy('a', 's')), received('b', 1, huc, copy('b', 's'))],
    rulings: [{ action: 'distinct', object: on('b'), other: sha('a') }],
    expected: 'valid 1, duplicate 1, missing 2, partial',
  },
  {
    name: 'a unit whose deadline is extended is in time until then, the others are not',
    given: [received('a', -1, huc), received('b', -3, huc), received('c', -1, xy)],
    rulings: [
      { action: 'extend', object: unitOf('Húc'), deadline: (DEADLINE + 2 * 3_600_000) as Instant, required: null },
    ],
    expected: 'valid 1, late 1, missing 2, partial',
    ofXy: 'late 1, missing 3, partial',
  },
  {
    name: 'an extension that ends before the deadline of all, which was moved since, takes no time away',
    given: [received('a', 1, huc)],
    rulings: [
      { action: 'extend', object: unitOf('Húc'), deadline: (DEADLINE - 5 * 3_600_000) as Instant, required: null },
    ],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'a unit of which fewer are asked is complete with them',
    given: [received('a', 1, huc)],
    rulings: [{ action: 'extend', object: unitOf('Húc'), deadline: null, required: 1 }],
    expected: 'valid 1, missing 0, complete',
  },
  {
    name: 'a unit of which nothing is asked any more has not failed to send it',
    given: [],
    rulings: [{ action: 'extend', object: unitOf('Húc'), deadline: null, required: 0 }],
    expected: 'missing 0, complete',
    ofXy: 'missing 3, none',
  },
  {
    name: 'a second extension leaves what it does not name',
    given: [received('a', -1, huc)],
    rulings: [
      { action: 'extend', object: unitOf('Húc'), deadline: (DEADLINE + 2 * 3_600_000) as Instant, required: null },
      { action: 'extend', object: unitOf('Húc'), deadline: null, required: 1 },
    ],
    expected: 'valid 1, missing 0, complete',
  },
  {
    name: 'what is undone never was',
    given: [received('a', 1, huc)],
    rulings: [
      { action: 'refuse', object: on('a') },
      { action: 'undo', object: on('a'), decision: 1 },
    ],
    expected: 'valid 1, missing 2, partial',
  },
  {
    name: 'the word before one that is undone holds again',
    given: [received('a', 1, huc)],
    rulings: [
      { action: 'refuse', object: on('a') },
      { action: 'accept', object: on('a') },
      { action: 'undo', object: on('a'), decision: 2 },
    ],
    expected: 'refused 1, missing 3, partial',
  },
  {
    name: 'an undoing that is undone is as if it had not been',
    given: [received('a', 1, huc)],
    rulings: [
      { action: 'refuse', object: on('a') },
      { action: 'undo', object: on('a'), decision: 1 },
      { action: 'undo', object: on('a'), decision: 2 },
    ],
    expected: 'refused 1, missing 3, partial',
  },
]

for (const { name, given, rulings, expected, ofXy } of cases) {
  test(`countTally: ${name}`, () => {
    const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
    const tally = countTally(campaign, units, given, decisions)
    expect(shown(tally.units[0])).toBe(expected)
    if (ofXy !== undefined) expect(shown(tally.units[1])).toBe(ofXy)
    expect(countTally(campaign, units, given.toReversed(), [...decisions, ...decisions].toReversed())).toEqual(tally)
  })
}

test('a decision changes neither the verdict nor what the witnesses said, and stands beside them', () => {
  const given = received('a', 1, otherBody, report('a', 'not-signed'))
  const rulings: readonly Ruling[] = [
    { action: 'assign-unit', object: on('a'), unit: 'Húc' as UnitId },
    { action: 'accept', object: on('a') },
  ]
  const decisions = rulings.map((ruling, index) => decided(index + 1, ruling))
  const [counted] = countTally(campaign, units, [given], decisions).units[0]?.submissions ?? []
  expect(counted?.report).toBe(given.report)
  expect(counted?.attribution).toMatchObject({ witness: 'person', testimonies: given.attribution.testimonies })
  expect(counted?.decision).toEqual(decisions[1])
})

/** Officers by their accounts: An, Bình, Chi; nobody signed in. */
const [AN, BINH, CHI, NOBODY] = [1, 2, 3, null]
type Word = readonly [account: number | null, ruling: Ruling]
const propose: Ruling = { action: 'propose', object: on('a') }
const confirm: Ruling = { action: 'confirm', object: on('a'), decision: 1 }
const refuse: Ruling = { action: 'refuse', object: on('a') }
const undo = (decision: number): Ruling => ({ action: 'undo', object: on('a'), decision })
const WAITS = 'review 1, missing 3, needs-person'
const COUNTS = 'valid 1, byPerson 1, missing 2, partial'
const AS_BEFORE = 'refused 1, missing 3, partial'

const ofTwo: readonly (readonly [name: string, words: readonly Word[], expected: string])[] = [
  ['waits while one officer alone has spoken', [[AN, propose]], WAITS],
  [
    'counts once another has confirmed it',
    [
      [AN, propose],
      [BINH, confirm],
    ],
    COUNTS,
  ],
  [
    'waits though the first confirms it too',
    [
      [AN, propose],
      [AN, confirm],
    ],
    WAITS,
  ],
  [
    'waits where nobody knows who confirmed it',
    [
      [AN, propose],
      [NOBODY, confirm],
    ],
    WAITS,
  ],
  [
    'waits where nobody knows who proposed it',
    [
      [NOBODY, propose],
      [BINH, confirm],
    ],
    WAITS,
  ],
  [
    'waits after a confirmation of something else',
    [
      [AN, propose],
      [BINH, { ...confirm, decision: 9 }],
    ],
    WAITS,
  ],
  [
    'cannot be confirmed before it is proposed',
    [
      [BINH, confirm],
      [AN, propose],
    ],
    WAITS,
  ],
  [
    'is as before when the first takes it back',
    [
      [AN, propose],
      [AN, undo(1)],
    ],
    AS_BEFORE,
  ],
  [
    'is as before when another does not confirm it',
    [
      [AN, propose],
      [BINH, undo(1)],
    ],
    AS_BEFORE,
  ],
  [
    'is not confirmed after it was taken back',
    [
      [AN, propose],
      [AN, undo(1)],
      [BINH, confirm],
    ],
    AS_BEFORE,
  ],
  [
    'waits again when the confirmation is undone',
    [
      [AN, propose],
      [BINH, confirm],
      [CHI, undo(2)],
    ],
    WAITS,
  ],
  [
    'is as before when it is undone after all',
    [
      [AN, propose],
      [BINH, confirm],
      [CHI, undo(1)],
    ],
    AS_BEFORE,
  ],
  [
    'does not come back by the word of the first alone',
    [
      [AN, propose],
      [BINH, confirm],
      [BINH, undo(2)],
      [AN, undo(3)],
    ],
    WAITS,
  ],
  [
    'is proposed anew, not restored',
    [
      [AN, propose],
      [BINH, confirm],
      [BINH, undo(1)],
      [AN, undo(3)],
    ],
    AS_BEFORE,
  ],
  [
    'and confirmed anew counts again',
    [
      [AN, propose],
      [BINH, confirm],
      [BINH, undo(2)],
      [CHI, confirm],
    ],
    COUNTS,
  ],
  [
    'is refused by a later word, whoever confirms it then',
    [
      [AN, propose],
      [CHI, { action: 'refuse', object: on('a') }],
      [BINH, confirm],
    ],
    AS_BEFORE,
  ],
]
test.each(ofTwo)('a document that two officers accept %s', (_, words, expected) => {
  const given = [received('a', 1, huc, report('a', 'not-signed'))]
  const decisions = words.map(([account, ruling], index) => decided(index + 1, ruling, account))
  const tally = countTally(campaign, units, given, decisions)
  expect(shown(tally.units[0])).toBe(expected)
  expect(countTally(campaign, units, given, [...decisions, ...decisions].toReversed())).toEqual(tally)
})

const needless: readonly (readonly [name: string, code: Code, rulings: readonly Ruling[], expected: string])[] = [
  ['the machine says it is valid', 'valid', [propose], 'valid 1, missing 2, partial'],
  ['another has accepted it', 'not-signed', [{ action: 'accept', object: on('a') }, propose], COUNTS],
]
test.each(needless)('what one of two officers has accepted waits for nobody where %s', (_, code, rulings, expected) => {
  const decisions = rulings.map((ruling, index) => decided(index + 1, ruling, AN))
  const tally = countTally(campaign, units, [received('a', 1, huc, report('a', code))], decisions)
  expect(shown(tally.units[0])).toBe(expected)
  expect(openDocuments(tally)).toEqual([])
})

const needed: readonly (readonly [name: string, code: Code, hours: number, rulings: readonly Ruling[]])[] = [
  ['a person has refused it, whatever the machine says', 'valid', 1, [refuse, propose]],
  ['the machine calls it valid and late', 'valid', -1, [propose]],
  ['the machine still waits for revocation data', 'revocation-unknown', 1, [propose]],
]
test.each(needed)('what one of two officers has accepted waits for the other where %s', (_, code, hours, rulings) => {
  const decisions = rulings.map((ruling, index) => decided(index + 1, ruling, index + 1))
  const given = [received('a', hours, huc, report('a', code))]
  const tally = countTally(campaign, units, given, decisions)
  expect(openDocuments(tally).map(({ question }) => question)).toEqual(['second-officer'])
  expect(tally.units[0]?.valid).toBe(0)
  const confirmed = decided(9, { ...confirm, decision: decisions.length }, CHI)
  expect(countTally(campaign, units, given, [...decisions, confirmed]).units[0]?.valid).toBe(1)
})

const restoring: readonly (readonly [
  name: string,
  rulings: readonly Ruling[],
  needsTwo: boolean,
  expected: boolean,
])[] = [
  ['a proposal', [propose, undo(1)], false, true],
  ['a confirmation', [propose, confirm, undo(2)], false, true],
  ['an acceptance of before the rule', [{ action: 'accept', object: on('a') }, undo(1)], true, true],
  ['however often it was undone', [{ action: 'accept', object: on('a') }, undo(1), undo(2), undo(3)], true, true],
  ['no acceptance where one officer is enough', [{ action: 'accept', object: on('a') }, undo(1)], false, false],
  ['what two have accepted and one has refused', [propose, confirm, refuse], true, true],
  ['what was accepted before the rule and then refused', [{ action: 'accept', object: on('a') }, refuse], true, true],
  ['nothing that is refused by another word too', [propose, confirm, refuse, refuse], true, false],
  ['nothing where it is an acceptance itself', [{ action: 'accept', object: on('a') }], true, false],
  ['no refusal', [{ action: 'refuse', object: on('a') }, undo(1)], true, false],
  ['nothing where it is no undoing', [propose], true, false],
]
test.each(restoring)('undoing the last would bring back: %s', (_, rulings, needsTwo, expected) => {
  const decisions = rulings.map((ruling, index) => decided(index + 1, ruling, index))
  const last = decisions.at(-1)
  const acceptance = needsTwo ? 'two-officers' : 'one-officer'
  const asked = { ...campaign, rule: { ...campaign.rule, acceptance } } as const
  expect(last && restoresAcceptance(last, decisions, countTally(asked, units, [received('a', 1, huc)]))).toBe(expected)
})

describe('standingDecisions', () => {
  const refuse = decided(1, { action: 'refuse', object: on('a') })
  test('nobody can undo what is not decided yet', () => {
    const early: Decision = decided(1, { action: 'undo', object: on('a'), decision: 2 })
    const accept = decided(2, { action: 'accept', object: on('a') })
    expect(standingDecisions([early, accept])).toEqual([accept])
  })
  test('a decision given twice is one', () => expect(standingDecisions([refuse, refuse])).toEqual([refuse]))
})

test('what was granted under the plan of a year ago is not granted under that of now', () => {
  const extended = decided(1, { action: 'extend', object: unitOf('Húc'), deadline: null, required: 1 })
  const next = { ...campaign, id: 'next', issuedOn: '2022-07-22', deadline: (DEADLINE + 365 * 86_400_000) as Instant }
  const [now, then] = [next, campaign].map((plan) => countTally(plan, units, [], [extended]).units[0]?.required)
  expect([now, then]).toEqual([3, 1])
})
