/** The story of four letters in a process that is killed after each of its steps, whatever database it writes to. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runUntilKilled } from '../store/killed-process.ts'
import { UNREAD } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { filesWith } from './files-with.ts'
import { memoryMailbox } from './memory-mailbox.ts'
import { startPipeline } from './running-pipeline.ts'
import { deliverStory } from './story.ts'
import { untilSettled } from './until-settled.ts'

const RUN = new URL('run-until-killed.ts', import.meta.url)

/** @param newPlace address of an empty database; null: one in the folder of the files. */
export function killedPipelineContract(name: string, newPlace: (() => Promise<string>) | null): void {
  describe(name, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    beforeEach(async () => {
      folder = await temporaryFolder()
    })
    afterEach(() => folder.remove())

    const steps = ['put 1', 'put 4', 'recordLetter 2', 'takeJob 1', 'recordContent 1', 'recordContent 2', 'remove 1']
    const later = [
      'finishJob 1',
      'judge 1',
      'recordIdentity 1',
      'recordVerdict 1',
      'recordVerdict 2',
      'moveCursor 1',
      'recordLook 1',
    ]
    for (const step of [...steps, ...later]) {
      test(`after "${step}" nothing is lost, doubled or left behind`, async () => {
        const place = newPlace ? await newPlace() : join(folder.path, 'sokyso.db')
        await runUntilKilled(RUN, folder.path, place, step)
        const mailbox = memoryMailbox()
        deliverStory(mailbox)
        const { store, stop } = await startPipeline({ folder: folder.path, place, source: mailbox })
        await untilSettled(store, 4)
        const judged = await store.judgedSubmissions()
        expect(judged.map(({ submission }) => `${submission.fileName} ${submission.receivedAt}`).sort()).toEqual([
          'a.pdf 1000',
          'again.pdf 3000',
          'b.pdf 1000',
          'c.pdf 4000',
        ])
        for (const { report, reading, attribution } of judged) {
          expect(reading).toEqual(UNREAD)
          expect(report?.code).toBe('valid')
          expect(attribution.evidence).not.toBe('')
        }
        expect(await store.progress()).toMatchObject({ documents: 3, quarantined: 0 })
        expect(await store.mailboxes()).toMatchObject([{ fault: null, waiting: 0 }])
        await expect.poll(() => filesWith(folder.path, 'CANARY'), { timeout: 10_000 }).toEqual([])
        await stop()
      })
    }
  })
}
