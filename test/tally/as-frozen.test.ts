/** The frozen count as a tally is the tally that was frozen. */
import { expect, test } from 'vitest'
import type { UnitId } from '../../src/campaign/unit.ts'
import { tallyAsFrozen } from '../../src/tally/as-frozen.ts'
import type { DecisionId } from '../../src/tally/decision.ts'
import { type FrozenTally, fatesOf, numbersOf } from '../../src/tally/frozen.ts'
import { countTally } from '../../src/tally/tally.ts'
import { byCertificate, campaign, DEADLINE, decided, received, report, sha, unit, unknown } from './build.ts'

const register = [unit('Húc', { until: 1 as never, successor: 'Xy' as UnitId }), unit('Xy'), unit('Lìa')]
const submissions = [
  received('a', 30, byCertificate('Xy')),
  received('a', 20, byCertificate('Húc')),
  received('b', 10, byCertificate('Húc'), report('b', 'not-signed')),
  received('c', -2, byCertificate('Lìa')),
  received('d', 5, unknown),
  received('e', 4, byCertificate('Lìa'), null),
]
const decisions = [
  decided(1, { action: 'accept', object: { kind: 'document', document: sha('b') } }),
  decided(2, { action: 'assign-unit', object: { kind: 'document', document: sha('d') }, unit: 'Lìa' as UnitId }),
  decided(3, { action: 'extend', object: { kind: 'unit', unit: 'Lìa' as UnitId }, deadline: null, required: 2 }),
]
const tally = countTally(campaign, register, submissions, decisions)
const frozen: FrozenTally = {
  frozenAt: DEADLINE,
  campaign,
  register,
  lastDecision: 3 as DecisionId,
  units: tally.units.map(numbersOf),
  fates: fatesOf(tally),
}

test('with the ground that was kept: units, numbers, terms, files and the words of people', () => {
  expect(tallyAsFrozen(frozen, { submissions, decisions })).toEqual(tally)
})

test('whatever was kept holds: a fate that would be counted otherwise today, a file that is no more', () => {
  const refused = { kind: 'refused', code: 'by-decision' } as const
  const [first, ...others] = frozen.fates
  const kept = { ...frozen, fates: [...(first ? [{ ...first, fate: refused }] : []), ...others] }
  const read = tallyAsFrozen(kept, { submissions: submissions.slice(0, 5), decisions })
  const fates = [...read.units.flatMap((row) => row.submissions), ...read.unassigned]
  expect(fates.filter(({ fate }) => fate.kind === 'refused')).toHaveLength(1)
  expect(fates).toHaveLength(submissions.length - 1)
  expect(read.units.map(numbersOf)).toEqual(frozen.units)
})
