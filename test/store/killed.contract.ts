/** What every adapter of the Store port holds after its process was killed. */
import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { runUntilKilled } from './killed-process.ts'
import { at, attributeByLetter, contentOf, hashOf, verdictOf } from './sample-rows.ts'

type Places = {
  /** A path or an address where no database is yet, or an empty one. */
  readonly newPlace: () => Promise<string>
  readonly open: (place: string) => Promise<Store>
}

export const writeUntilKilled = (place: string, step: string): Promise<void> =>
  runUntilKilled(new URL('write-until-killed.ts', import.meta.url), place, step)

const deaths = [
  { step: 'letter 3', letters: 3, documents: 2 },
  { step: 'taken 3', letters: 3, documents: 2 },
  { step: 'content 3', letters: 3, documents: 3 },
  { step: 'read 3', letters: 3, documents: 3 },
  { step: 'verdict 3', letters: 3, documents: 3 },
  { step: 'judged 20', letters: 20, documents: 20 },
]

export function killedContract(name: string, { newPlace, open }: Places): void {
  describe(name, () => {
    for (const { step, letters, documents } of deaths) {
      test(`a process killed after "${step}" has lost nothing, and its steps can be repeated`, async () => {
        const place = await newPlace()
        await writeUntilKilled(place, step)
        const store = await open(place)
        expect(await store.progress()).toMatchObject({ letters, documents })

        await store.releaseJobs()
        for (let job = await store.takeJob(at(0), 1000); job !== null; job = await store.takeJob(at(0), 1000)) {
          if (job.job.kind === 'read-letter') {
            const { letter } = job.job
            const uid = (await store.letter(letter))?.key.uid
            await store.recordContent(letter, contentOf(letter, hashOf(`document ${uid}`)), attributeByLetter)
          } else {
            await store.recordVerdict(verdictOf(job.job.document), attributeByLetter)
          }
          await store.finishJob(job)
        }
        const submissions = await store.judgedSubmissions()
        expect(submissions.map(({ submission }) => submission.document).sort()).toEqual(
          Array.from({ length: letters }, (_, index) => hashOf(`document ${index + 1}`)).sort(),
        )
        expect(submissions.every(({ report }) => report?.code === 'valid')).toBe(true)
        await store.close()
      })
    }
  })
}
