/** A count that is kept up is the count of all rows, and leaves alone what no change can reach. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sha256 } from '../../src/lang.ts'
import type { Decision } from '../../src/tally/decision.ts'
import { openRecount } from '../../src/tally/recount.ts'
import { countTally, type JudgedSubmission, type Tally } from '../../src/tally/tally.ts'
import { decisions, mailbox, papers, papersDecided, register } from './any-mailbox.ts'
import { byCertificate, campaign, decided, received, report, sha, signature, unit, unknown } from './build.ts'

/** What a mailbox is after each of some changes: other rows, more decisions, another register. */
const ofNobody = papers.map((all) => all.map((each) => ({ ...each, attribution: unknown })))
const history = fc
  .tuple(fc.array(fc.oneof(mailbox, papers, ofNobody), { minLength: 1, maxLength: 5 }), decisions, fc.array(fc.nat(2)))
  .map(([mailboxes, made, registers]) => {
    const rows = new Map<string, JudgedSubmission>()
    return mailboxes.map((mailbox, step) => {
      // Later rows of the same file and letter replace those before, as another verdict does.
      for (const item of mailbox) rows.set(placeOf(item), item)
      const share = Math.ceil((made.length * (step + 1)) / mailboxes.length)
      return {
        submissions: [...rows.values()],
        changed: new Set(mailbox.map(({ submission }) => submission.document)),
        decisions: made.slice(0, share).map((each, index) => ({ ...each, id: index + 1 })),
        units: registers[step] === 0 ? RENAMED : register,
      }
    })
  })

/** The same of papers in doubt that people decide about, some of which come later than others. */
const decidedHistory = fc.tuple(papersDecided, fc.integer({ min: 1, max: 4 })).map(([[papers, made], steps]) =>
  Array.from({ length: steps }, (_, step) => {
    const part = <T>(all: readonly T[], upTo: number) => all.slice(0, Math.ceil((all.length * upTo) / steps))
    const submissions = part(papers, step + 1)
    const news = submissions.slice(part(papers, step).length)
    return {
      submissions,
      changed: new Set(news.map(({ submission }) => submission.document)),
      decisions: part(made, step + 1).map((each, index) => ({ ...each, id: index + 1 })),
      units: register,
    }
  }),
)

const RENAMED = register.map((each) => ({ ...each, name: `${each.name} (mới)` }))

const placeOf = ({ submission: { letter, document, partPath } }: JudgedSubmission) =>
  `${letter} ${document} ${partPath}`

test('after each change it is what countTally makes of all rows', () => {
  fc.assert(
    fc.property(fc.oneof(history, decidedHistory), (steps) => {
      const recount = openRecount(campaign)
      for (const { submissions, changed, decisions, units } of steps) {
        const own = submissions.filter(({ submission }) => changed.has(submission.document))
        const tally = recount({ units, decisions, documents: [...changed], submissions: own })
        expect(tally).toEqual(countTally(campaign, units, submissions, decisions))
      }
    }),
    { numRuns: 500 },
  )
})

const units = ['Húc', 'Xy', 'Lìa'].map((id) => unit(id))
const send = (file: string, owner: string, signs: string = file) => {
  const signed = [signature('valid', { signedContent: sha(signs), integrity: 'intact' })]
  return received(file, 5, byCertificate(owner), report(file, 'valid', signed), `letter ${file}`)
}
const of = (...submissions: readonly JudgedSubmission[]) => ({
  ...{ units, submissions },
  documents: submissions.map(({ submission }) => submission.document as Sha256),
})

function opened(...first: readonly JudgedSubmission[]) {
  const recount = openRecount(campaign)
  const before = recount({ ...of(...first), decisions: [] })
  const then = (decisions: readonly Decision[], ...more: readonly JudgedSubmission[]) => {
    const after = recount({ ...of(...more), decisions })
    return { after, same: after.units.filter((row, place) => row === before.units[place]).map(({ unit }) => unit.id) }
  }
  return { before, then }
}

test('units that a letter does not reach keep their rows', () => {
  const { then } = opened(send('1', 'Húc'), send('2', 'Xy'), send('3', 'Lìa'))
  expect(then([], send('4', 'Xy')).same).toEqual(['Húc', 'Lìa'])
})

test('a file that signs what another unit sent reaches that one too', () => {
  const { then } = opened(send('1', 'Húc'), send('2', 'Xy'), send('3', 'Lìa'))
  const { after, same } = then([], send('4', 'Xy', '1'))
  expect(same).toEqual(['Lìa'])
  expect(valid(after)).toEqual([0, 1, 1])
})

test('a decision reaches what it is about, and where that was', () => {
  const { then } = opened(send('1', 'Húc'), send('2', 'Xy'), send('3', 'Lìa'))
  const object = { kind: 'document', document: sha('1') } as const
  const { after, same } = then([decided(1, { action: 'assign-unit', object, unit: unit('Xy').id })])
  expect(same).toEqual(['Lìa'])
  expect(valid(after)).toEqual([0, 2, 1])
})

test('where nothing counted has changed, the tally is the same one', () => {
  const { before, then } = opened(send('1', 'Húc'))
  expect(then([]).after).toBe(before)
})

const valid = ({ units: rows }: Tally) => rows.map((row) => row.valid)

test('a confirmation reaches what was proposed, whatever it says that it is about', () => {
  const on = (file: string) => ({ kind: 'document', document: sha(file) }) as const
  const given = [received('a', 1, byCertificate('Húc'), report('a', 'not-signed'))]
  const [made, said] = [
    decided(1, { action: 'propose', object: on('a') }, 1),
    decided(2, { action: 'confirm', object: on('b'), decision: 1 }, 2),
  ]
  const units = [unit('Húc')]
  const recount = openRecount(campaign)
  recount({ units, decisions: [made], documents: [sha('a')], submissions: given })
  const tally = recount({ units, decisions: [made, said], documents: [], submissions: [] })
  expect(tally).toEqual(countTally(campaign, units, given, [made, said]))
  expect(tally.units[0]?.valid).toBe(1)
})
