/** MD5 is refused by the judge itself: no policy, wherever it came from, can allow it. */
import { expect, test } from 'vitest'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { ValidationPolicy } from '../../src/validation/policy.ts'
import { JUDGED_AT, verdict, world } from './given.ts'

const { algorithms } = OFFICIAL_2021

const policies: readonly { readonly name: string; readonly policy: ValidationPolicy }[] = [
  { name: 'allowed for ever', policy: withAlgorithms({ digests: { ...algorithms.digests, md5: null } }) },
  {
    name: 'borne with in documents',
    policy: withAlgorithms({
      digests: { ...algorithms.digests, md5: JUDGED_AT },
      tolerated: [{ digest: 'md5', use: 'document', until: JUDGED_AT }],
    }),
  },
]

function withAlgorithms(changes: Partial<ValidationPolicy['algorithms']>): ValidationPolicy {
  return { ...OFFICIAL_2021, algorithms: { ...algorithms, ...changes } }
}

const pdf = signPdf(await openDraft(await buildPlainPdf('Ke hoach')), {
  cms: { signer: world.person, digest: 'md5' },
}).bytes

for (const { name, policy } of policies) {
  test(`a document signed with MD5 is refused under a policy in which MD5 is ${name}`, () => {
    expect(verdict(pdf, { policy })[1]).toMatch(/^weak-algorithm /u)
    expect(verdict(pdf, { policy })[0]).not.toMatch(/^valid/u)
  })
}
