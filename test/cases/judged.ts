/** Every case, built and judged once for a test file. */

import type { Built, Case } from '../../fixtures/case.ts'
import { CASES } from '../../fixtures/case-list.ts'
import { buildStock } from '../../fixtures/case-stock.ts'
import { judge } from '../../src/validation/judge.ts'
import type { Given, Judgement } from '../../src/validation/judgement.ts'
import { givenOf } from './given-of.ts'

export type JudgedCase = {
  readonly name: string
  readonly expected: Case['expect']
  readonly pdf: Built['pdf']
  readonly given: Given
  readonly judgement: Judgement
}

export async function judgeCases(): Promise<readonly JudgedCase[]> {
  const stock = await buildStock()
  return Promise.all(
    Object.entries(CASES).map(async ([name, { build, expect: expected }]) => {
      const built = await build(stock)
      const given = givenOf(built.given)
      return { name, expected, pdf: built.pdf, given, judgement: judge(built.pdf, given) }
    }),
  )
}
