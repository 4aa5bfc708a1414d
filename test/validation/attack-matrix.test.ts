/** Every attack on every honest way to sign: none is ever valid, not even under a later signature, and what is harmless is told. */
import { describe, expect, test } from 'vitest'
import { type Attack, type HarmlessChange, ROWS } from '../../fixtures/attack.ts'
import { buildAttacks, HARMLESS } from '../../fixtures/attacks.ts'
import { buildWorld } from '../../fixtures/authority.ts'
import type { PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { type HonestBase, honestBases, SMALL } from '../../fixtures/signed-bases.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { judge } from '../../src/validation/judge.ts'
import type { DocumentReport } from '../../src/validation/report.ts'
import { given, SIGNED_AT, world } from './given.ts'

const [person, organisation] = [{ signer: world.person }, { signer: world.organisation }]
const stranger = await buildWorld(SIGNED_AT)
const bases = await honestBases(await buildPlainPdf('Trang 1', 'Trang 2'), person, organisation)
const attacks = Object.entries(buildAttacks({ signer: stranger.organisation }, organisation))

const everything = given()
const report = ({ bytes }: PdfDraft): DocumentReport => judge(bytes, everything).report
const codesOf = ({ signatures }: DocumentReport) =>
  signatures.flatMap(({ findings }) => findings.map(({ code }) => code))

type Signed = { readonly draft: PdfDraft; readonly outcome: DocumentReport['outcome'] }

/** Signed files and their outcomes, each made once: by base, what was prepared and what the form holds. */
const made = new Map<HonestBase, Map<unknown, Signed>>(bases.map((base) => [base, new Map()]))

function signed(base: HonestBase, { prepare = base.prepare, form }: Partial<Attack> = {}): Signed {
  const ofBase = made.get(base) ?? new Map<unknown, Signed>()
  const key = form ?? prepare
  const known = ofBase.get(key)
  if (known) return known
  const draft = base.sign(prepare(base.plain), form?.(base.plain))
  const one = { draft, outcome: report(draft).outcome }
  ofBase.set(key, one)
  return one
}

const basesOf = ({ notOn }: Attack | HarmlessChange) => bases.filter(({ name }) => !notOn?.[name])

for (const base of bases) {
  test(`${base.name}: valid as long as nothing is done to it`, () => {
    const { outcome, signatures } = report(signed(base).draft)
    expect(outcome).toBe('valid')
    for (const { integrity, modification } of signatures) {
      expect(integrity).toBe('intact')
      expect(['none', 'permitted']).toContain(modification)
    }
  })
}

test('each row has an attack, and each attack a base', () => {
  expect(attacks.map(([row]) => row).sort()).toEqual(Object.keys(ROWS).sort())
  for (const [row, ofRow] of attacks) expect(`${row}: ${ofRow.length > 0}`).toBe(`${row}: true`)
  for (const attack of attacks.flatMap(([, ofRow]) => ofRow)) expect(basesOf(attack)).not.toEqual([])
})

describe.each(attacks)('%s', (row, ofRow) => {
  for (const attack of ofRow) {
    for (const base of basesOf(attack)) {
      test(`${base.name}: ${attack.name}`, () => {
        const { draft, outcome } = signed(base, attack)
        // Else it was refused for what had been prepared, and the attack went unseen.
        if (row !== 'shadow: at signing') expect(outcome).toBe('valid')
        const attacked = attack.change(draft, base.plain)
        const found = report(attacked)
        expect(found.outcome).not.toBe('valid')
        expect(attack.expected).toContain(found.code)
        if (base.certified !== null && base.certified < (attack.permittedFrom ?? 0)) {
          expect(codesOf(found)).toContain('certification-violated')
        }
        // Somebody else signs what has become of the file, in good faith.
        expect(report(signPdf(attacked, { cms: organisation, contentsSize: SMALL })).outcome).not.toBe('valid')
      })
    }
  }
})

describe('harmless', () => {
  for (const change of HARMLESS) {
    for (const base of basesOf(change)) {
      const isForbidden = base.certified === 1 && !change.permittedAtP1
      test(`${base.name}: ${change.name} is ${isForbidden ? 'forbidden' : 'told'}`, () => {
        const found = report(change.change(signed(base, change).draft, base.plain))
        expect(found.outcome).toBe(isForbidden ? 'invalid' : 'valid')
        if (isForbidden) expect(found.code).toBe('certification-violated')
        expect([...found.notes, ...found.signatures.flatMap(({ notes }) => notes)]).toContain(change.note)
      })
    }
  }
})
