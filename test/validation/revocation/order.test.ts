/** The order in which lists and responses are given changes neither the verdict nor a byte of the report. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import { LISTED, type ListChanges, SIGNER_SERIAL } from '../../../fixtures/cases/revocation-world.ts'
import type { Bytes } from '../../../src/bytes.ts'
import type { Instant } from '../../../src/lang.ts'
import { judged, rootList, signedBy, world } from './judged.ts'
import { by, checked, responder } from './ocsp-responder-cases.ts'

const HOUR = 3_600_000
const hours = (n: number) => (LISTED + n * HOUR) as Instant

const COMPROMISE = ['keyCompromise', 'cACompromise', 'aACompromise'] as const
const OTHERS = [
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
] as const

const listSigner = world.listSigner()
const pdf = signedBy(world.signer(), [listSigner.certificate])

const LISTS: Readonly<Record<string, ListChanges>> = {
  complete: {},
  compromise: { issuingDistributionPoint: { onlySomeReasons: COMPROMISE } },
  others: { issuingDistributionPoint: { onlySomeReasons: OTHERS } },
  changes: { deltaBase: 10 },
  'by a list signer': { signer: listSigner },
}
const RESPONDERS = {
  'a responder': responder(),
  'an expired responder': responder({ serial: 80n, notAfter: instant('2026-03-03T12:00:00Z') }),
  'a responder of unknown status': checked({ serial: 81n }),
  'the CA': world.ca,
} as const

const plan = fc.record({
  thisUpdate: fc.constantFrom(...[0, 1, 2, 30, 60].map(hours)),
  revokedAt: fc.constantFrom(null, ...[-24 * 30, -1, 57, 70].map(hours)),
  reason: fc.constantFrom(null, 'keyCompromise' as const, 'certificateHold' as const, 'superseded' as const),
  daysUntilNext: fc.constantFrom(1, 2, 7),
})
const listPlan = fc.record({ plan, kind: fc.constantFrom(...Object.values(LISTS)), wasSuspected: fc.boolean() })
const responsePlan = fc.record({ plan, who: fc.constantFrom(...Object.values(RESPONDERS)) })

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never
type ListPlan = typeof listPlan extends fc.Arbitrary<infer T> ? T : never
type ResponsePlan = typeof responsePlan extends fc.Arbitrary<infer T> ? T : never

function listOf({ plan, kind, wasSuspected }: ListPlan): Bytes {
  const { thisUpdate, revokedAt: at } = plan
  const invalidityDate = at !== null && wasSuspected ? { invalidityDate: (at - 10 * HOUR) as Instant } : {}
  const revoked = at === null ? [] : [{ serial: SIGNER_SERIAL, at, ...reasonOf(plan), ...invalidityDate }]
  return world.list({
    thisUpdate,
    nextUpdate: nextOf(plan),
    number: 10 + (thisUpdate - LISTED) / HOUR,
    revoked,
    ...kind,
  })
}

function responseOf({ plan, who }: ResponsePlan): Bytes {
  const { thisUpdate, revokedAt } = plan
  const status = revokedAt === null ? 'good' : { revokedAt, ...reasonOf(plan) }
  return by(who, { producedAt: thisUpdate, answer: { nextUpdate: nextOf(plan), status } })
}

const reasonOf = ({ reason }: Plan) => (reason === null ? {} : { reason })
const nextOf = ({ thisUpdate, daysUntilNext }: Plan) => (thisUpdate + daysUntilNext * 24 * HOUR) as Instant

const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })

const evidence = fc
  .record({
    lists: fc.array(listPlan, { maxLength: 4 }).map((plans) => [rootList, ...plans.map(listOf)]),
    responses: fc.array(responsePlan, { maxLength: 3 }).map((plans) => plans.map(responseOf)),
  })
  .chain((given) =>
    fc.record({ given: fc.constant(given), lists: shuffled(given.lists), responses: shuffled(given.responses) }),
  )

test('the order in which evidence is given changes neither the verdict nor a byte of the report', () => {
  fc.assert(
    fc.property(evidence, ({ given, lists, responses }) => {
      expect(JSON.stringify(judged({ pdf, lists, responses }))).toBe(JSON.stringify(judged({ pdf, ...given })))
    }),
    { seed: 7, numRuns: 100 },
  )
})
