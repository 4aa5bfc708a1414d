/** Paths made to deceive. */
import { falseAuthorities, purposes } from '../../../fixtures/cases/path-attacks.ts'
import { keys } from '../../../fixtures/cases/path-keys.ts'
import { nameAttacks } from '../../../fixtures/cases/path-name-attacks.ts'
import { search } from '../../../fixtures/cases/path-search.ts'
import { testPaths } from './validate-path.ts'

for (const group of [falseAuthorities, purposes, keys, nameAttacks, search]) testPaths(group)
