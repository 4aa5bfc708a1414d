/** Which certificates and lists are taken: a fingerprint, or the signature of one that was taken. */
import { describe, expect, test } from 'vitest'
import { buildIssuer, buildRoot } from '../../fixtures/authority.ts'
import { buildCertificate, type Holder } from '../../fixtures/pki.ts'
import type { Pin } from '../../src/evidence/pins.ts'
import { trustStoreOf } from '../../src/evidence/trust-anchors.ts'
import type { Certificate } from '../../src/format/x509/certificate.ts'
import { acceptCertificates, acceptLists, type Known } from '../../src/trust/accept.ts'
import { certificate, certificateList, issuer, list, root, signer, world } from '../evidence/made.ts'
import { hours } from '../evidence/times.ts'

const validity = { notBefore: hours(-1_000), notAfter: hours(1_000) }
const made = (holder: Holder) => certificate(holder.certificate)

/** Below the issuer, which may not have authorities below it: that is for the judge to say. */
const third = buildIssuer({
  issuer: world.issuer,
  subject: [['CN', 'CA cấp ba']],
  key: world.person.key,
  serial: 9n,
  ...validity,
})
/** With the name and serial number of the root, and another key. */
const impostor = buildRoot({
  subject: [
    ['C', 'VN'],
    ['O', 'Sổ Ký Số thử nghiệm'],
    ['CN', 'RootCA thử nghiệm'],
  ],
  key: world.person.key,
  serial: 1n,
  ...validity,
})
const belowImpostor = buildIssuer({
  issuer: impostor,
  subject: [['CN', 'CA giả']],
  key: world.organisation.key,
  serial: 2n,
  ...validity,
})
/** An authority by its signer, and none by what it says of itself. */
const server = buildCertificate({
  issuer: world.root,
  subject: [['CN', 'máy chủ']],
  key: world.person.key,
  serial: 10n,
  keyUsage: ['digitalSignature'],
  ...validity,
})

const pin = (of: Certificate, kind: Pin['kind'] = 'anchor'): Known['pins'] =>
  new Map([[of.sha256, { name: 'CA đã biết', sha256: of.sha256, kind, reach: { hosts: [], maxBytes: 1 } }]])

const cases: readonly {
  name: string
  brought: readonly Certificate[]
  present?: readonly Certificate[]
  pins?: Known['pins']
  named?: readonly Certificate[]
  decisions: readonly string[]
}[] = [
  { name: 'a root that is pinned', brought: [root], pins: pin(root), decisions: ['taken pinned'] },
  { name: 'a root that is not', brought: [root], decisions: ['refused self-signed'] },
  { name: 'a root that the operator names', brought: [root], named: [root], decisions: ['taken named'] },
  {
    name: 'another one than the operator names',
    brought: [made(impostor)],
    named: [root],
    decisions: ['refused self-signed'],
  },
  {
    name: 'an intermediate that is pinned, without its root',
    brought: [issuer],
    pins: pin(issuer, 'intermediate'),
    decisions: ['taken pinned'],
  },
  {
    name: 'an intermediate of a root that lies there',
    brought: [issuer],
    present: [root],
    decisions: ['taken issued'],
  },
  { name: 'an intermediate of nobody', brought: [issuer], decisions: ['refused unknown-issuer'] },
  {
    name: 'all of a path, in the wrong order',
    brought: [made(third), issuer, root],
    pins: pin(root),
    decisions: ['taken issued', 'taken issued', 'taken pinned'],
  },
  {
    name: 'a path whose root is refused',
    brought: [root, issuer],
    decisions: ['refused self-signed', 'refused unknown-issuer'],
  },
  {
    name: 'a path with a hole',
    brought: [root, made(third)],
    pins: pin(root),
    decisions: ['taken pinned', 'refused unknown-issuer'],
  },
  {
    name: 'a path over one that lies there',
    brought: [made(third)],
    present: [root, issuer],
    decisions: ['taken issued'],
  },
  {
    name: 'one below an intermediate that lies there without its root',
    brought: [made(third)],
    present: [issuer],
    decisions: ['refused unknown-issuer'],
  },
  {
    name: 'one below somebody who has the name of a root',
    brought: [made(belowImpostor)],
    present: [root],
    decisions: ['refused unknown-issuer'],
  },
  { name: 'a signer', brought: [signer], present: [root, issuer], decisions: ['refused no-authority'] },
  { name: 'a server of the root', brought: [made(server)], present: [root], decisions: ['refused no-authority'] },
  { name: 'a signer that the operator names', brought: [signer], named: [signer], decisions: ['taken named'] },
  { name: 'what lies there, twice', brought: [root, root], present: [root], decisions: ['present'] },
  { name: 'nothing', brought: [], decisions: [] },
]

describe('certificates', () => {
  for (const { name, brought, present = [], pins = new Map(), named = [], decisions } of cases) {
    test(name, () => {
      const known = { trust: trustStoreOf(present), pins, named: new Set(named.map(({ sha256 }) => sha256)) }
      const told = acceptCertificates(brought, known).map((one) => {
        if (one.kind === 'taken') return `taken ${one.ground.kind}`
        return one.kind === 'refused' ? `refused ${one.why}` : one.kind
      })
      expect(told).toEqual(decisions)
    })
  }
})

describe('lists', () => {
  const lists = [
    { name: 'of a known authority', der: list(), decision: 'taken' },
    { name: 'a list of changes, too', der: list({ deltaBase: 3 }), decision: 'taken' },
    { name: 'with a damaged signature', der: list({ fault: 'damaged-signature' }), decision: 'refused' },
    {
      name: 'signed by another key in the name of the authority',
      der: list({ signer: world.person }),
      decision: 'refused',
    },
    { name: 'of an authority that is not there', der: list({ issuer: impostor }), decision: 'refused' },
    { name: 'of a signer, who may not sign lists', der: list({ issuer: world.organisation }), decision: 'refused' },
  ]
  for (const { name, der, decision } of lists) {
    test(`${name}: ${decision}`, () => {
      const [decided] = acceptLists([certificateList(der)], [root, issuer, signer], new Set())
      expect(decided?.kind).toBe(decision)
    })
  }

  test('that lies there already', () => {
    const one = certificateList(list())
    expect(acceptLists([one, one], [issuer], new Set([one.sha256])).map(({ kind }) => kind)).toEqual(['present'])
  })
})
