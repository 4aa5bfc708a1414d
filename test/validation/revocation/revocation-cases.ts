/** All cases about revocation, by what speaks in them. */
import { contradictionCases } from './contradiction-cases.ts'
import { deltaCases } from './delta-list-cases.ts'
import { contentCases } from './list-content-cases.ts'
import { partCases } from './list-part-cases.ts'
import { scopeCases } from './list-scope-cases.ts'
import { listSignerCases } from './list-signer-cases.ts'
import { answerCases } from './ocsp-content-cases.ts'
import { responderCases } from './ocsp-responder-cases.ts'
import type { RevocationCase } from './revocation-case.ts'
import { stolenKeyCases } from './stolen-key-cases.ts'

export const LIST_CASES: readonly RevocationCase[] = [
  ...scopeCases,
  ...partCases,
  ...contentCases,
  ...deltaCases,
  ...listSignerCases,
]

export const RESPONSE_CASES: readonly RevocationCase[] = [...answerCases, ...responderCases]

export const OTHER_CASES: readonly RevocationCase[] = [...stolenKeyCases, ...contradictionCases]
