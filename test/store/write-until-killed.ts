/** A process for the crash stories: takes letters through the store and names each step once it is acknowledged. */
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from './sample-rows.ts'

const [path = ''] = process.argv.slice(2)
const store = await openSqliteStore(path)
const acknowledge = (step: string) => new Promise<void>((resolve) => process.stdout.write(`${step}\n`, () => resolve()))

for (let uid = 1; ; uid++) {
  const letter = hashOf(`letter ${uid}`)
  const document = hashOf(`document ${uid}`)
  await store.recordLetter(listed(String(uid)), letter)
  await acknowledge(`letter ${uid}`)
  const reading = await store.takeJob(at(0), 1)
  await acknowledge(`taken ${uid}`)
  await store.recordContent(letter, contentOf(letter, document), attributeByLetter)
  await acknowledge(`content ${uid}`)
  if (reading !== null) await store.finishJob(reading)
  await acknowledge(`read ${uid}`)
  const validating = await store.takeJob(at(0), 1)
  await store.recordVerdict(verdictOf(document), attributeByLetter)
  await acknowledge(`verdict ${uid}`)
  if (validating !== null) await store.finishJob(validating)
  await acknowledge(`judged ${uid}`)
}
