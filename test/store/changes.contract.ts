/** A count that is kept up by what a store tells of changes has the rows that a reading of everything gives, after each kind of write. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuditDraft } from '../../src/access/audit.ts'
import type { Sha256 } from '../../src/lang.ts'
import type { Attribute, Store } from '../../src/store/store.ts'
import type { JudgedSubmission } from '../../src/tally/tally.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, READ, UNREAD, verdictOf } from './sample-rows.ts'

type Opened = { readonly store: Store; readonly remove: () => Promise<void> }

const [LETTER, COPY, LATER] = [hashOf('letter'), hashOf('copy'), hashOf('later letter')]
const [OWN, SHARED, UNJUDGED] = [hashOf('own'), hashOf('shared'), hashOf('unjudged')]
const entry: AuditDraft = {
  ...{ at: at(9_000), actor: { account: null, name: 'sokyso', role: null }, action: 'content-destroyed' },
  ...{ subject: LETTER, facts: {}, address: null },
}
const attributeToOther: Attribute = (...given) => ({ ...attributeByLetter(...given), evidence: 'another register' })

/** The job of the document that has no verdict: all before it are done. */
async function takeUnjudged(store: Store) {
  for (let job = await store.takeJob(at(1e15), 1000); job; job = await store.takeJob(at(1e15), 1000)) {
    if (job.job.kind === 'validate' && job.job.document === UNJUDGED) return job
    await store.finishJob(job)
  }
  throw new Error('It does not wait')
}

const WRITES: readonly (readonly [name: string, write: (store: Store) => Promise<unknown>])[] = [
  ['another verdict', (store) => store.recordVerdict(verdictOf(OWN, 1000, 'not-signed'), attributeByLetter)],
  ['what was read in a document', (store) => store.recordIdentity(OWN, { reader: 1, reading: READ })],
  [
    'a later reader',
    async (store) => {
      await store.recordIdentity(OWN, { reader: 1, reading: READ })
      await store.recordIdentity(OWN, { reader: 2, reading: UNREAD })
    },
  ],
  [
    'a letter with a known document and a new one',
    async (store) => {
      await store.recordLetter(listed('7', 500), LATER)
      await store.recordContent(LATER, contentOf(LATER, OWN, hashOf('new')), attributeByLetter)
    },
  ],
  [
    'the same bytes in the same place, which a later look tells to be older',
    (store) => store.recordLetter(listed('1', 10), LETTER),
  ],
  ['the same bytes, received before', (store) => store.recordLetter(listed('8', 10), LETTER)],
  [
    'a letter that turns out to be sent on trial',
    (store) => store.recordContent(LETTER, { ...contentOf(LETTER, OWN, SHARED), isTrial: true }, attributeByLetter),
  ],
  ['another register', (store) => store.attributeAgain(attributeToOther)],
  [
    'a document that nobody can judge',
    async (store) => {
      await store.failJob(await takeUnjudged(store), null, 'a bug', at(3000))
      expect((await store.judgedSubmissions()).some(({ report }) => report?.code === 'internal-error')).toBe(true)
    },
  ],
  [
    'a document that nobody could judge, and that comes again',
    async (store) => {
      await store.failJob(await takeUnjudged(store), null, 'damaged', at(3000))
      await store.recordLetter(listed('7', 500), LATER)
      await store.recordContent(LATER, contentOf(LATER, UNJUDGED), attributeByLetter)
      await takeUnjudged(store)
    },
  ],
  [
    'dead jobs that are revived',
    async (store) => {
      await store.failJob(await takeUnjudged(store), null, 'a bug', at(3000))
      await store.reviveJobs()
    },
  ],
  ['a count that was found to be another', (store) => store.recordTallyCheck(at(4000), false)],
  ['content that is destroyed', (store) => store.destroyContent(LETTER, entry)],
]

export function changesContract(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
      await store.recordLetter(listed('1', 1000), LETTER)
      await store.recordContent(LETTER, contentOf(LETTER, OWN, SHARED), attributeByLetter)
      await store.recordLetter(listed('2', 2000), COPY)
      await store.recordContent(COPY, contentOf(COPY, SHARED, UNJUDGED), attributeByLetter)
      for (const document of [OWN, SHARED]) {
        await store.recordVerdict(verdictOf(document, 1000, 'valid'), attributeByLetter)
      }
    })
    afterEach(() => opened.remove())

    test.each(WRITES)('after %s', async (_, write) => {
      const kept = await openKept(store)
      expect(kept.rows()).toEqual(await allOf(store))
      await write(store)
      const documents = await kept.follow()
      expect(kept.rows()).toEqual(await allOf(store))
      expect(documents.length).toBeGreaterThan(0)
      expect(await kept.follow()).toEqual([])
    })

    test('a document that was seen as one that nobody can judge, and comes again, waits again', async () => {
      await store.failJob(await takeUnjudged(store), null, 'damaged', at(3000))
      const kept = await openKept(store)
      await store.recordLetter(listed('7', 500), LATER)
      await store.recordContent(LATER, contentOf(LATER, OWN), attributeByLetter)
      await kept.follow()
      // Read again, it is found where another document is known already: no submission tells of it.
      await store.recordContent(LATER, contentOf(LATER, UNJUDGED), attributeByLetter)
      await kept.follow()
      expect(kept.rows()).toEqual(await allOf(store))
    })

    test('what is written about mailboxes alone is no change of the count', async () => {
      const kept = await openKept(store)
      const revision = await store.revision()
      await store.watchMailboxes([{ account: 'docs', folder: 'INBOX', loginEndsAt: null }])
      await store.recordLook({ account: 'docs', folder: 'INBOX' }, 0, at(5000))
      expect(await store.revision()).not.toBe(revision)
      expect(await kept.follow()).toEqual([])
    })
  })
}

async function openKept(store: Store) {
  let since: number | null = null
  const known = new Map<Sha256, readonly JudgedSubmission[]>()
  const follow = async () => {
    const changes = await store.countedChanges(since)
    for (const document of changes.documents) {
      known.set(
        document,
        changes.submissions.filter(({ submission }) => submission.document === document),
      )
    }
    since = changes.revision
    return changes.documents
  }
  await follow()
  return { follow, rows: () => inOrder([...known.values()].flat()) }
}

const allOf = async (store: Store) => inOrder(await store.judgedSubmissions())

const inOrder = (rows: readonly JudgedSubmission[]) => rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))

const placeOf = ({ submission: { letter, partPath } }: JudgedSubmission) => `${letter} ${partPath}`
