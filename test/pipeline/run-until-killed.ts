/** A program for the crash stories: runs the pipeline, and kills itself after the step it is told. */
import { memoryMailbox } from './memory-mailbox.ts'
import { startPipeline } from './running-pipeline.ts'
import { deliverStory } from './story.ts'

const [folder = '', place = '', lastStep] = process.argv.slice(2)
const done = new Map<string, number>()

function mortal<Arguments extends unknown[], Result>(name: string, step: (...rest: Arguments) => Promise<Result>) {
  return async (...rest: Arguments): Promise<Result> => {
    const result = await step(...rest)
    const times = (done.get(name) ?? 0) + 1
    done.set(name, times)
    if (`${name} ${times}` === lastStep) process.kill(process.pid, 'SIGKILL')
    return result
  }
}

const mailbox = memoryMailbox()
deliverStory(mailbox)
await startPipeline({
  folder,
  place,
  source: mailbox,
  change: ({ store, files, judge }) => ({
    judge: mortal('judge', judge),
    files: { ...files, put: mortal('put', files.put), remove: mortal('remove', files.remove) },
    store: {
      ...store,
      recordLetter: mortal('recordLetter', store.recordLetter),
      moveCursor: mortal('moveCursor', store.moveCursor),
      recordLook: mortal('recordLook', store.recordLook),
      recordContent: mortal('recordContent', store.recordContent),
      recordIdentity: mortal('recordIdentity', store.recordIdentity),
      recordVerdict: mortal('recordVerdict', store.recordVerdict),
      takeJob: mortal('takeJob', store.takeJob),
      finishJob: mortal('finishJob', store.finishJob),
    },
  }),
})
