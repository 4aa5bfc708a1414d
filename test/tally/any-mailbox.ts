/** Any mailbox, with any decisions of people about what is in it: few files, contents, numbers and units, so that they meet. */
import fc from 'fast-check'
import { sha256 } from '../../src/bytes.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import { sketchOf } from '../../src/identity/likeness.ts'
import { NO_FIELDS } from '../../src/identity/read-identity.ts'
import type { Instant } from '../../src/lang.ts'
import type { Ruling } from '../../src/tally/decision.ts'
import type { JudgedSubmission } from '../../src/tally/tally.ts'
import type { Code } from '../../src/validation/code.ts'
import { byCertificate, campaign, decided, received, report, sha, signature, unit, unknown } from './build.ts'

export const units = ['Húc', 'Xy', 'Lìa'].map((name) => unit(name))
const codes = [
  'valid',
  'revocation-unknown',
  'not-signed',
  'password-needed',
  'page-added',
  'annotation-added',
] as const

/** A file's report and the unit its certificate names depend on the file alone, as in the real pipeline. */
const judgedFile = fc.record({
  code: fc.constantFrom<Code | null>(...codes, null),
  contents: fc.subarray(['s', 't', 'u', 'v'], { maxLength: 2 }),
  owner: fc.constantFrom('Húc', 'Xy', 'Lìa', null),
})

export const mailbox: fc.Arbitrary<readonly JudgedSubmission[]> = fc
  .array(judgedFile, { minLength: 6, maxLength: 6 })
  .chain((files) =>
    fc.array(
      fc
        .record({ file: fc.nat(5), hours: fc.integer({ min: -3, max: 9 }), letter: fc.nat(3) })
        .map(({ file, hours, letter }) => {
          const { code, contents, owner } = files[file] ?? { code: null, contents: [], owner: null }
          const signatures = contents.map((content) =>
            signature(code ?? 'valid', { signedContent: sha(content), integrity: 'intact' }),
          )
          const judged = code === null ? null : report(`${file}`, code, signatures)
          return received(`${file}`, hours, owner ? byCertificate(owner) : unknown, judged, `letter ${letter} ${hours}`)
        }),
      { maxLength: 20 },
    ),
  )

export const merged = unit('Húc', { until: (campaign.deadline - 10_800_000) as Instant, successor: 'Xy' as UnitId })
export const register = [merged, unit('Xy'), unit('Lìa')]

const firm = (value: string) => ({ value, source: 'page-text', confidence: 'firm' }) as const
const body = (name: string) => firm(`ỦY BAN NHÂN DÂN ${name}`)
const wordings = ['kế hoạch', 'vệ sinh'].map((seed) => Array.from({ length: 80 }, (_, i) => `${seed}${i}`).join(' '))

/** Papers of few numbers with their scans and appendices, sent by a unit, by the one it was merged into, and by another. */
export const paper: fc.Arbitrary<JudgedSubmission> = fc
  .record({
    number: fc.constantFrom('12', '13', null),
    organName: fc.constantFrom(body('XÃ HÚC'), body('HUYỆN HƯỚNG HÓA'), null),
    words: fc.constantFrom(...wordings, null),
    isAppendix: fc.boolean(),
    owner: fc.constantFrom('Húc', 'Xy', 'Lìa'),
    hours: fc.integer({ min: -1, max: 9 }),
  })
  .map(({ number, organName, words, isAppendix, owner, hours }) => {
    const file = hashOf([number, organName, words, isAppendix, owner, hours])
    const code = number === null ? null : firm(number)
    const heading = { codeNumber: code, codeNotation: firm('KH-UBND'), issuedDate: firm('2021-07-22'), organName }
    const identity = { text: 'legible', pageAmount: 1, ...NO_FIELDS, ...heading, isAppendix } as const
    const traces = { content: null, sketch: words === null ? null : sketchOf(words) }
    return { ...received(file, hours, byCertificate(owner)), reading: { kind: 'read', identity, traces } }
  })
export const papers = fc.array(paper, { maxLength: 12 })

export const hashOf = (parts: unknown) => sha256(Buffer.from(JSON.stringify(parts)))

/** On files, letters and units of such a mailbox; an undoing may meet any decision, or none. */
export const ruling: fc.Arbitrary<Ruling> = fc
  .record({
    action: fc.constantFrom(
      ...([
        'accept',
        'propose',
        'confirm',
        'refuse',
        'set-aside',
        'assign-unit',
        'merge',
        'distinct',
        'split',
      ] as const),
      ...(['extend', 'undo'] as const),
    ),
    file: fc.nat(5),
    other: fc.nat(5),
    letter: fc.option(fc.constantFrom('letter 0 1', 'letter 1 2', 'letter 2 -1')),
    unit: fc.constantFrom('Húc', 'Xy', 'Lìa').map((id) => id as UnitId),
    hours: fc.integer({ min: -3, max: 3 }),
  })
  .map(({ action, file, other, letter, unit: id, hours }): Ruling => {
    const document = { kind: 'document', document: sha(`${file}`) } as const
    const object = letter === null ? document : ({ kind: 'letter', letter: sha(letter) } as const)
    switch (action) {
      case 'assign-unit':
        return { action, object, unit: id }
      case 'merge':
      case 'distinct':
        return { action, object: document, other: sha(`${other}`) }
      case 'split':
        return { action, object: document }
      case 'extend':
        return {
          action,
          object: { kind: 'unit', unit: id },
          deadline: (campaign.deadline + hours * 3_600_000) as Instant,
          required: null,
        }
      case 'confirm':
      case 'undo':
        return { action, object, decision: other }
      default:
        return { action, object }
    }
  })
export const decisions = fc
  .array(ruling, { maxLength: 12 })
  .map((all) => all.map((each, index) => decided(index, each, index % 3)))

/** On the papers themselves, so that doubts, appendices and heirs meet what people decide. */
export const papersDecided = papers.chain((given) => {
  const files = [...new Set(given.map(({ submission: { document } }) => document)), sha('nobody sent it')]
  const made = fc.array(
    fc
      .record({
        action: fc.constantFrom(
          ...(['accept', 'propose', 'confirm', 'refuse', 'merge', 'distinct', 'split', 'describe'] as const),
          ...(['assign-unit', 'undo'] as const),
        ),
        file: fc.constantFrom(...files),
        other: fc.constantFrom(...files),
        unit: fc.constantFrom('Húc', 'Xy', 'Lìa').map((id) => id as UnitId),
        decision: fc.nat(9),
        codeNumber: fc.constantFrom('12', '13', null),
      })
      .map(({ action, file, other, unit: id, decision, codeNumber }): Ruling => {
        const object = { kind: 'document', document: file } as const
        switch (action) {
          case 'merge':
          case 'distinct':
            return { action, object, other }
          case 'split':
            return { action, object }
          case 'describe': {
            const fields = { codeNumber, codeNotation: 'KH-UBND', issuedDate: '2021-07-22', organName: 'UBND XÃ HÚC' }
            return { action, object, fields: { ...fields, typeName: null, subject: null } }
          }
          case 'assign-unit':
            return { action, object, unit: id }
          case 'confirm':
          case 'undo':
            return { action, object, decision }
          default:
            return { action, object }
        }
      }),
    { maxLength: 10 },
  )
  return fc.tuple(
    fc.constant(given),
    made.map((all) => all.map((each, index) => decided(index, each, index % 3))),
  )
})
