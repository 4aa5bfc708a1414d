/** A program for the crash stories: takes letters through the store, and kills itself after the step it is told. */
import { openPlace } from './open-place.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

const [place = '', lastStep] = process.argv.slice(2)
const store = await openPlace(place)
const did = (step: string) => step === lastStep && process.kill(process.pid, 'SIGKILL')

for (let uid = 1; uid <= 100; uid++) {
  const letter = hashOf(`letter ${uid}`)
  const document = hashOf(`document ${uid}`)
  await store.recordLetter(listed(String(uid)), letter)
  did(`letter ${uid}`)
  const reading = await store.takeJob(at(0), 1)
  did(`taken ${uid}`)
  await store.recordContent(letter, contentOf(letter, document), attributeByLetter)
  did(`content ${uid}`)
  if (reading !== null) await store.finishJob(reading)
  did(`read ${uid}`)
  const validating = await store.takeJob(at(0), 1)
  await store.recordVerdict(verdictOf(document), attributeByLetter)
  did(`verdict ${uid}`)
  if (validating !== null) await store.finishJob(validating)
  did(`judged ${uid}`)
}
