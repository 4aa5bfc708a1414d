/** What holds of all cases: a test fails with the names of those that break it. */
import { expect, test } from 'vitest'
import { judgeCases } from './judged.ts'
import { JUDGEMENT_INVARIANTS } from './judgement-invariants.ts'
import { SIGNATURE_INVARIANTS } from './signature-invariants.ts'

const cases = await judgeCases()

for (const [name, holds] of Object.entries(JUDGEMENT_INVARIANTS)) {
  test(name, () => {
    expect(cases.filter((judged) => !holds(judged)).map((judged) => judged.name)).toEqual([])
  })
}

for (const [name, holds] of Object.entries(SIGNATURE_INVARIANTS)) {
  test(name, () => {
    const breaking = cases.flatMap((judged) =>
      judged.judgement.report.signatures
        .filter((signature) => !holds(signature, judged))
        .map(({ field }) => `${judged.name}: ${field}`),
    )
    expect(breaking).toEqual([])
  })
}
