/** A case of our own for each section of NIST's path validation tests, so that a clone without them tests all. */
import { expect, test } from 'vitest'
import { NIST_GROUPS } from '../../../fixtures/cases/path-groups.ts'
import { testPaths } from './validate-path.ts'

for (const group of NIST_GROUPS) {
  testPaths(group)
  test(`${group.title}: has a case that holds and one that does not`, () => {
    expect(new Set(group.cases.map(({ expected }) => expected === 'valid')).size).toBe(2)
  })
}

test('the groups are those of NIST, from 4.1 to 4.16', () => {
  const sections = NIST_GROUPS.map(({ title }) => title.split(' ')[0])
  expect(sections).toEqual(Array.from({ length: 16 }, (_, i) => `4.${i + 1}`))
})
