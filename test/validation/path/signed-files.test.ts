/** What hard paths mean for a signed file: its outcome, its code, and what is said of its signer. */
import { expect, test } from 'vitest'
import { falseAuthorities } from '../../../fixtures/cases/path-attacks.ts'
import { keys } from '../../../fixtures/cases/path-keys.ts'
import { nameAttacks } from '../../../fixtures/cases/path-name-attacks.ts'
import { buildPath, type PathCase } from '../../../fixtures/cases/path-plan.ts'
import { search } from '../../../fixtures/cases/path-search.ts'
import { openDraft } from '../../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../../fixtures/plain-pdf.ts'
import { signPdf } from '../../../fixtures/signed-pdf.ts'
import { CODES, type Code } from '../../../src/validation/code.ts'
import { judge } from '../../../src/validation/judge.ts'
import { givenOf } from './validate-path.ts'

const draft = await openDraft(await buildPlainPdf('Quyet dinh'))

/** `outcome code trust`, and the worth of the strictest code for the count. */
async function verdictOf(one: PathCase): Promise<readonly [verdict: string, effect: string]> {
  const built = await buildPath(one)
  const pdf = signPdf(draft, { cms: { signer: built.leaf, certificates: built.offered }, contentsSize: 131_072 }).bytes
  const { report, wanted } = judge(pdf, givenOf(one, built))
  const [signature] = report.signatures
  const effects = (signature?.findings ?? []).map(({ code }) => CODES[code].effect)
  const worth = effects.includes('not') ? 'not' : effects.includes('review') ? 'review' : 'counts'
  // Nobody is asked about certificates whose path does not hold.
  expect(wanted).toEqual([])
  return [`${report.outcome} ${report.code} ${signature?.trust}`, worth]
}

const caseOf = (name: string): PathCase => {
  const found = [search, falseAuthorities, keys, nameAttacks]
    .flatMap(({ cases }) => cases)
    .find((one) => one.name === name)
  if (!found) throw new Error(`No case is called ${name}`)
  return found
}

const counting: readonly string[] = [
  'a CA that only the file brings along',
  'the certificate of the anchor again, as the file has it',
  'a hundred certificates of the file in the name of the CA',
  'a hundred certificates of the file with name and key identifier of the CA',
  'an expired certificate of the CA beside one that holds',
  'an anchor whose trust has ended, below another one whose trust has not',
  'policies that each authority maps to all others (CVE-2023-0464)',
  'as many authorities as a path may have',
]
for (const name of counting) {
  test(`a file is valid with ${name}`, async () => {
    expect(await verdictOf(caseOf(name))).toEqual(['valid valid trusted', 'counts'])
  })
}

const refused: readonly { name: string; code: Code; trust: 'untrusted' | 'unknown' }[] = [
  { name: 'a root that only the file brings along', code: 'untrusted-issuer', trust: 'untrusted' },
  { name: 'a signer that has issued itself', code: 'self-signed', trust: 'untrusted' },
  {
    name: 'an authority under the name of the anchor, with a key of its own',
    code: 'untrusted-issuer',
    trust: 'untrusted',
  },
  { name: 'an anchor that is trusted for time-stamps only', code: 'untrusted-issuer', trust: 'untrusted' },
  { name: 'a signer that signs another one (CVE-2002-0862)', code: 'chain-broken', trust: 'untrusted' },
  { name: 'a host cut by an octet zero, permitted', code: 'chain-broken', trust: 'untrusted' },
  {
    name: 'RSA with exponent 1, for which anybody can write a signature',
    code: 'untrusted-issuer',
    trust: 'untrusted',
  },
  { name: 'a CA that the root signed with MD5', code: 'weak-algorithm', trust: 'untrusted' },
]
for (const { name, code, trust } of refused) {
  test(`a file does not count with ${name}`, async () => {
    expect(await verdictOf(caseOf(name))).toEqual([`indeterminate ${code} ${trust}`, 'not'])
  })
}

const reviewed: readonly { name: string; code: Code }[] = [
  { name: 'a mesh of authorities that certify each other, none of them by an anchor', code: 'resource-limit' },
  {
    name: 'a hundred certificates of the file with name and key identifier of the CA, and its own after them',
    code: 'resource-limit',
  },
  { name: 'one authority more than a path may have', code: 'resource-limit' },
  { name: 'an anchor whose trust has ended', code: 'trust-ended' },
]
for (const { name, code } of reviewed) {
  test(`a person looks at a file with ${name}`, async () => {
    expect(await verdictOf(caseOf(name))).toEqual([`indeterminate ${code} unknown`, 'review'])
  })
}
