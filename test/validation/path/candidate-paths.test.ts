/** The order in which paths are found, and what the search spends. RFC 4158. */
import { expect, test } from 'vitest'
import { anchor, buildPath, ca, leaf, named, type PathPlan } from '../../../fixtures/cases/path-plan.ts'
import { search } from '../../../fixtures/cases/path-search.ts'
import { candidatePaths, PATH_BUDGET, searchBudget } from '../../../src/validation/path/candidate-paths.ts'
import type { Path } from '../../../src/validation/path/path.ts'
import { certificate } from '../given.ts'
import { givenOf } from './validate-path.ts'

async function searchIn(plan: PathPlan) {
  const built = await buildPath(plan)
  const budget = searchBudget()
  const offered = built.offered.map(certificate)
  const paths = candidatePaths(certificate(built.leaf.certificate), offered, givenOf(plan, built).trust, budget)
  const members = [...plan.chain, ...(plan.beside ?? [])]
  const nameOf = new Map(members.map(({ as }) => [certificate(built.holder(as).certificate).sha256, as]))
  const drawn = ({ certificates }: Path) => certificates.map(({ sha256 }) => nameOf.get(sha256)).join(' < ')
  return { paths, budget, drawn }
}

const bridge: PathPlan = {
  chain: [anchor(), ca('CA'), leaf()],
  beside: [ca('Other root'), ca('CA by another', { by: 'Other root', key: 'CA', subject: named('CA') })],
  anchors: { Root: {}, 'Other root': {} },
}

test('every path is found', async () => {
  const { paths, drawn, budget } = await searchIn(bridge)
  expect([...paths].map(drawn)).toEqual(['Signer < CA < Root', 'Signer < CA by another < Other root'])
  expect(budget.exhausted).toBe(false)
})

test('an anchor comes before an authority of the same name, and the one to which the key identifier points before both', async () => {
  const { paths, drawn } = await searchIn({
    chain: [anchor(), ca('CA'), leaf()],
    beside: [
      ca('Same, trusted', { by: 'Root', key: 'CA', subject: named('CA'), withoutKeyIdentifiers: true }),
      ca('Same', { by: 'Root', key: 'CA', subject: named('CA'), withoutKeyIdentifiers: true }),
    ],
    anchors: { Root: {}, 'Same, trusted': {} },
  })
  expect([...paths].map(drawn)).toEqual([
    'Signer < CA < Root',
    'Signer < Same, trusted',
    'Signer < Same, trusted < Root',
    'Signer < Same < Root',
  ])
})

test('the first path costs no more than its own signatures, whatever else is offered', async () => {
  const crowd = search.cases.find(({ name }) => name.startsWith('a hundred certificates'))
  if (!crowd) throw new Error('The case is gone')
  const { paths, budget } = await searchIn(crowd)
  expect(paths.next().done).toBe(false)
  expect(PATH_BUDGET.signatures - budget.signatures).toBe(2)
})

test('a search that gives up says so, and has spent what it may and no more', async () => {
  const mesh = search.cases.find(({ name }) => name.startsWith('a mesh'))
  if (!mesh) throw new Error('The case is gone')
  const { paths, budget } = await searchIn(mesh)
  expect([...paths]).toEqual([])
  expect(budget).toMatchObject({ signatures: 0, paths: PATH_BUDGET.paths, exhausted: true })
})

test('searches that share a budget end together', async () => {
  const { paths, budget } = await searchIn(bridge)
  budget.signatures = 1
  expect([...paths]).toEqual([])
  expect(budget.exhausted).toBe(true)
})
