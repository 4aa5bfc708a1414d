/** Paths put together by hand, as no search would: each step of RFC 5280, 6.1 stands for itself. */
import { expect, test } from 'vitest'
import { anchor, type BuiltPath, buildPath, ca, leaf, named, type PathPlan } from '../../../fixtures/cases/path-plan.ts'
import { readCertificate } from '../../../src/format/x509/certificate.ts'
import { anchorOf } from '../../../src/validation/judgement.ts'
import { checkPath } from '../../../src/validation/path/check-path.ts'
import type { Path } from '../../../src/validation/path/path.ts'
import { certificate } from '../given.ts'

const FREE = { acceptable: null, requireExplicit: false, inhibitMapping: false, inhibitAny: false }

/** The holders called so, the signer first. */
function pathOf({ holder }: BuiltPath, ...names: readonly string[]): Path {
  const certificates = names.map((name) => certificate(holder(name).certificate))
  const last = certificates.at(-1)
  if (!last) throw new Error('A path has at least one certificate')
  return { certificates, anchor: anchorOf(last) }
}

const plan: PathPlan = {
  chain: [anchor(), ca('CA'), leaf()],
  beside: [ca('Other', { by: 'Root' }), ca('Same key', { by: 'Root', key: 'CA' })],
}
const built = await buildPath(plan)

const cases: readonly { name: string; path: readonly string[]; expected: readonly string[] }[] = [
  { name: 'the path as it was built', path: ['Signer', 'CA', 'Root'], expected: [] },
  { name: 'an anchor alone', path: ['Root'], expected: [] },
  {
    name: 'an authority that did not sign',
    path: ['Signer', 'Other', 'Root'],
    expected: ['6.1.3 (a) (1) signature', '6.1.3 (a) (4) issuer name'],
  },
  {
    name: 'the right key under another name',
    path: ['Signer', 'Same key', 'Root'],
    expected: ['6.1.3 (a) (4) issuer name'],
  },
  {
    name: 'all faults are told, from the anchor down',
    path: ['CA', 'Signer', 'Root'],
    expected: [
      '6.1.3 (a) (1) signature',
      '6.1.3 (a) (4) issuer name',
      '6.1.4 (k) not a CA',
      '6.1.4 (n) key usage',
      '6.1.3 (a) (1) signature',
      '6.1.3 (a) (4) issuer name',
    ],
  },
]
for (const { name, path, expected } of cases) {
  test(`checkPath: ${name}`, () => {
    const findings = checkPath(pathOf(built, ...path), FREE)
    expect(findings.map(({ clause, facts }) => `${clause.replace('RFC 5280, ', '')} ${facts.what}`)).toEqual(expected)
  })
}

test('the certificate that is at fault is named', async () => {
  const short = await buildPath({ chain: [anchor(), ca('CA', { authority: { pathLength: 0 } }), ca('CA 2'), leaf()] })
  const [finding] = checkPath(pathOf(short, 'Signer', 'CA 2', 'CA', 'Root'), FREE)
  const read = readCertificate(short.holder('CA 2').certificate)
  expect(finding?.facts).toEqual({
    what: 'path length',
    certificate: read.ok ? read.value.sha256 : '',
    serialNumber: '03',
    issuer: named('CA')[2]?.[1],
  })
})
