/** The pages show the count of all rows after any writes to a store, in whatever order these come. */
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { UnitId } from '../../src/campaign/unit.ts'
import { cachedTally } from '../../src/serve/cached-tally.ts'
import { countRows } from '../../src/store/count-rows.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Attribute, Store } from '../../src/store/store.ts'
import { at, contentOf, listed, UNREAD, verdictOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { paper, ruling } from '../tally/any-mailbox.ts'
import { byCertificate, campaign, decided, sha, signature, unit, unknown } from '../tally/build.ts'

const NAMES = ['Húc', 'Xy', 'Lìa'] as const
/** As the decisions of any mailbox name them. */
const FILES = ['0', '1', '2', '3', '4', '5'].map(sha)
const LETTERS = ['letter 0 1', 'letter 1 2', 'letter 2 -1'].map(sha)

type Write = (store: Store) => Promise<unknown>

const file = fc.constantFrom(...FILES)
const letter = fc.constantFrom(...LETTERS)
const received = fc.integer({ min: -3, max: 3 }).map((hours) => campaign.deadline + hours * 3_600_000)
const entry: AuditDraft = {
  ...{ at: at(9_000), actor: { account: null, name: 'sokyso', role: null }, action: 'decided' },
  ...{ subject: 'any', facts: {}, address: null },
}

/** By all that the real one looks at, and by `turn`, as another program would. */
const attributing =
  (turn: number): Attribute =>
  (_, submission, { reading }, register) => {
    const seed = [...submission.letter, ...submission.document].reduce((sum, each) => sum + each.charCodeAt(0), turn)
    const name = NAMES[(seed + register.length + (reading === null ? 0 : 1)) % 4]
    return name === undefined ? unknown : byCertificate(name)
  }
const attribute = fc.nat(2).map(attributing)

/** What is written of a document goes only to one that is known. */
const ofKnown = (document: (typeof FILES)[number], write: Write): Write => {
  return async (store) => ((await store.document(document)) === null ? undefined : write(store))
}

const letters: fc.Arbitrary<Write> = fc
  .tuple(letter, fc.uniqueArray(file, { minLength: 1, maxLength: 2 }), fc.boolean(), attribute, received, fc.nat(3))
  .map(([sha256, documents, isTrial, attributed, receivedAt, uid]) => async (store) => {
    await store.recordLetter(listed(`${sha256} ${uid}`, receivedAt), sha256)
    // Of the same bytes in another place nothing is read anew.
    if (uid === 3) return
    await store.recordContent(sha256, { ...contentOf(sha256, ...documents), isTrial }, attributed)
  })

const verdicts: fc.Arbitrary<Write> = fc
  .tuple(file, fc.constantFrom('valid', 'not-signed'), fc.subarray(['s', 't']), attribute)
  .map(([document, code, signed, attributed]) => {
    const signatures = signed.map((each) => signature(code, { signedContent: sha(each), integrity: 'intact' }))
    const verdict = verdictOf(document, 1000, code)
    const report = { ...verdict.report, signatures }
    return ofKnown(document, (store) => store.recordVerdict({ ...verdict, report }, attributed))
  })

const readings: fc.Arbitrary<Write> = fc
  .tuple(file, paper, fc.nat(9))
  .map(([document, { reading }, reader]) =>
    ofKnown(document, (store) => store.recordIdentity(document, { reader, reading: reading ?? UNREAD })),
  )

const decisions: fc.Arbitrary<Write> = ruling.map((each) => async (store) => {
  const { id: _, ...decision } = decided(0, each)
  await store.decide({ decision, about: new Set(), seen: 0, lesson: null, entry })
})

const merging = { until: at(campaign.deadline - 10), successor: 'Xy' as UnitId }
const registers: fc.Arbitrary<Write> = fc.boolean().map((isMerged) => async (store) => {
  const { change } = await store.register()
  const units = [unit('Húc', isMerged ? merging : {})]
  await store.changeRegister(change, { at: at(1), by: 'sokyso', why: '', decision: null, units })
})

const jobs: fc.Arbitrary<Write> = fc
  .constantFrom('dead', 'later', 'finished', 'postponed')
  .map((end) => async (store) => {
    let job = await store.takeJob(at(1e15), 1)
    while (job?.job.kind === 'read-letter') {
      await store.finishJob(job)
      job = await store.takeJob(at(1e15), 1)
    }
    if (job === null) return
    if (end === 'finished') await store.finishJob(job)
    else if (end === 'postponed') await store.postponeJob(job, at(1), 'it waits')
    else await store.failJob(job, end === 'dead' ? null : at(5), 'a bug', at(3000))
  })

const others: fc.Arbitrary<Write> = fc.tuple(letter, attribute, fc.nat(4)).map(([sha256, attributed, which]) => {
  const all: readonly Write[] = [
    (store) => store.attributeAgain(attributed),
    (store) => store.destroyContent(sha256, { ...entry, action: 'content-destroyed' }),
    (store) => store.reviveJobs(),
    (store) => store.requeueProgram(`${which}`),
    (store) => store.recordTallyCheck(at(9), false),
  ]
  return all[which] ?? expect.unreachable()
})

/** With whether somebody looks at the count then. */
const history = fc.array(
  fc.tuple(
    fc.oneof({ weight: 3, arbitrary: letters }, verdicts, readings, decisions, registers, jobs, {
      weight: 2,
      arbitrary: others,
    }),
    fc.boolean(),
  ),
  { minLength: 3, maxLength: 30 },
)

test('after each of any writes the pages show what all rows give', async () => {
  const property = fc.asyncProperty(history, async (writes) => {
    const folder = await temporaryFolder()
    const store = await openSqliteStore(join(folder.path, 'sokyso.db'))
    try {
      const units = NAMES.map((name) => unit(name))
      await store.startRegister({ at: at(0), by: 'sokyso', why: '', decision: null, units })
      const tally = cachedTally(store, campaign).tally
      for (const [write, isLooked] of [...writes, [() => Promise.resolve(), true] as const]) {
        await write(store)
        if (isLooked) expect(await tally()).toEqual(await countRows(campaign, store))
      }
    } finally {
      await store.close()
      await folder.remove()
    }
  })
  await fc.assert(property, { numRuns: 60 })
}, 120_000)
