/** Each case has the verdict that stands in it; together they leave out no code and no sub-indication. */
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CASES } from '../../fixtures/case-list.ts'
import type { Instant } from '../../src/lang.ts'
import { explainDocument, explainSignature } from '../../src/report/explain.ts'
import { countTally } from '../../src/tally/tally.ts'
import { CODES, type Code, NOTES } from '../../src/validation/code.ts'
import { SUB_INDICATIONS } from '../../src/validation/indication.ts'
import { NO_EVIDENCE } from '../../src/validation/judgement.ts'
import { judgeFile } from '../../src/verify/judge-file.ts'
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { foreignWords, LOOKS_LIKE_A_CODE } from '../report/words.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { byCertificate, campaign, otherBody, received, unit } from '../tally/build.ts'
import { judgeCases } from './judged.ts'

const cases = await judgeCases()

describe('each case has the verdict that stands in it', () => {
  for (const { name, expected, judgement } of cases) {
    test(`${name}: ${expected.code}`, () => {
      const { report } = judgement
      const { signature: index = 0, notes = [], findings = [], signatureCode = expected.code, ...verdict } = expected
      const signature = report.signatures[index]
      const { outcome, code } = report
      const { indication = null, subIndication = null } = signature ?? {}
      expect({ outcome, code, indication, subIndication }, reasons(report.signatures)).toEqual(verdict)
      expect(signature?.code ?? code).toBe(signatureCode)
      expect(signature?.findings.map((one) => one.code) ?? []).toEqual(expect.arrayContaining([...findings]))
      expect([...report.notes, ...(signature?.notes ?? [])]).toEqual(expect.arrayContaining([...notes]))
    })
  }
})

const reasons = (signatures: readonly { readonly findings: unknown }[]) =>
  JSON.stringify(signatures.map(({ findings }) => findings))

describe('the closed lists', () => {
  test('each sub-indication is that of a case', () => {
    const given = new Set(cases.flatMap(({ judgement }) => judgement.report.signatures.map((one) => one.subIndication)))
    expect(Object.keys(SUB_INDICATIONS).filter((name) => !([...given] as unknown[]).includes(name))).toEqual([])
  })

  test('each code is given by a case, as a reason or as a remark', async () => {
    const given = new Set<string>([...(await codeOfAFallenJudge()), ...codesOfTheCount()])
    for (const { judgement } of cases) {
      const { code, notes, signatures } = judgement.report
      const reasons = signatures.flatMap((one) => one.findings.map((finding) => finding.code))
      for (const each of [code, ...notes, ...signatures.map((one) => one.code), ...reasons]) given.add(each)
    }
    expect(Object.keys(CODES).filter((code) => !given.has(code))).toEqual([])
  })

  test('a case says in a sentence what is wrong, and by which clause', () => {
    for (const { why, clause } of Object.values(CASES)) {
      expect(why).toMatch(/^[A-Z].*\.$/u)
      expect(clause).toMatch(/\d/u)
    }
  })
})

/** The same document twice, and one of a body that is not in the register: judged alike, and told apart by the count. */
function codesOfTheCount(): readonly Code[] {
  const copies = [received('a', 2, byCertificate('Húc')), received('a', 1, byCertificate('Húc'))]
  const { units, unassigned } = countTally(campaign, [unit('Húc')], [...copies, received('b', 1, otherBody)])
  const counted = [...units.flatMap(({ submissions }) => submissions), ...unassigned]
  return counted.flatMap(({ fate }) => ('code' in fate && isCode(fate.code) ? [fate.code] : []))
}

const isCode = (code: string): code is Code => code in CODES

/** By the real pool, whose process dies over the file. */
async function codeOfAFallenJudge(): Promise<readonly Code[]> {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'crash')
  await writeFile(path, 'content')
  const worker = new URL('../workers/misbehaving-worker.ts', import.meta.url)
  const pool = validationPool({ ...POOL_LIMITS, size: 1, worker })
  const evidence = {
    trust: async () => ({ anchors: [], intermediates: [] }),
    known: async () => NO_EVIDENCE,
    gather: async () => NO_EVIDENCE,
    wouldAsk: async () => false,
  }
  const [first] = cases
  if (!first) return []
  const { policy } = first.given
  const { report } = await judgeFile(
    { name: 'crash', path },
    { pool, evidence, policy, at: 0 as Instant, receivedAt: null },
  )
  pool.close()
  await folder.remove()
  return [report.code]
}

describe('every verdict in words', () => {
  const page = readFileSync(new URL('../../docs/verdicts.md', import.meta.url), 'utf8')
  for (const { name, judgement } of cases) {
    test(`${name}: a reason, a sentence and a next step in Vietnamese, and a row in docs/verdicts.md`, () => {
      const { report } = judgement
      for (const said of [explainDocument(report), ...report.signatures.map(explainSignature)]) {
        const { label, sentence, nextStep } = said
        expect(label).toMatch(/^\p{Lu}.*[^.]$/u)
        expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
        expect(nextStep).toMatch(/^\p{Lu}.*\.$/u)
        const text = `${label} ${sentence} ${nextStep}`.replaceAll('RootCA', 'CA')
        expect(foreignWords(text)).toEqual([])
        expect(text).not.toMatch(LOOKS_LIKE_A_CODE)
      }
      const { code, notes, signatures } = report
      for (const each of [code, ...notes, ...signatures.flatMap((one) => [one.code, ...one.notes])])
        expect(page).toContain(`| \`${each}\` |`)
    })
  }
})

test('no remark is left out of the list of notes', () => {
  const known = new Set<string>([...NOTES, ...Object.keys(CODES)])
  for (const { judgement } of cases) {
    const { notes, signatures } = judgement.report
    expect([...notes, ...signatures.flatMap((one) => one.notes)].filter((note) => !known.has(note))).toEqual([])
  }
})
