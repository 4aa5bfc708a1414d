/** From a stored letter to its row: what is kept of it, and what is asked of others. */
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canonicalBody } from '../../src/mail/dkim/canonical-form.ts'
import type { TxtLookup } from '../../src/mail/dkim/verify.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type MemoryMailbox, memoryMailbox } from './memory-mailbox.ts'
import { startPipeline } from './running-pipeline.ts'
import { letterWith } from './sample-letters.ts'
import { untilSettled } from './until-settled.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let mailbox: MemoryMailbox
beforeEach(async () => {
  folder = await temporaryFolder()
  mailbox = memoryMailbox()
})
afterEach(() => folder.remove())

async function rowOf(letter: string, lookup: TxtLookup | null = null) {
  mailbox.deliver(letter)
  const originChecks = { trustedServers: ['mx.example.vn'], lookup: lookup === null ? null : () => lookup }
  const { store, stop } = await startPipeline({
    folder: folder.path,
    source: mailbox,
    change: () => ({ originChecks }),
  })
  await untilSettled(store, 1)
  const [row] = await store.letters({ offset: 0, limit: 1 })
  await stop()
  return row
}

const LINK = 'https://drive.google.com/file/d/1'

test('a letter of a registered sender with nothing but links to files is one to look at', async () => {
  expect(await rowOf(letterWith({}, 'Bao cao', LINK))).toMatchObject({
    state: { kind: 'read' },
    unopened: [{ path: '1', name: '', reason: 'links-only' }],
  })
})

test('the same beside a PDF, without a link, or of a stranger is not', async () => {
  expect((await rowOf(letterWith({ 'a.pdf': 'A' }, 'Bao cao', LINK)))?.unopened).toEqual([])
})

test('a letter without files or links to them leaves nothing', async () => {
  expect(await rowOf(letterWith({}))).toMatchObject({ state: { kind: 'no-candidate' }, origin: null, subject: null })
})

test('a letter of a stranger with nothing but links leaves nothing', async () => {
  const stranger = letterWith({}, 'Bao cao', LINK).replace('ubnd@example.vn', 'someone@example.com')
  expect(await rowOf(stranger)).toMatchObject({ state: { kind: 'no-candidate' }, unopened: [] })
})

test('an automatic letter is read for its PDFs, and what a trusted server says of it is kept', async () => {
  const head =
    'Auto-Submitted: auto-replied\r\nAuthentication-Results: mx.example.vn; dkim=pass header.d=example.vn\r\n'
  expect(await rowOf(head + letterWith({ 'a.pdf': 'A' }))).toMatchObject({
    submissions: [{ fileName: 'a.pdf' }],
    origin: { isAutomatic: true, reported: [{ server: 'mx.example.vn', result: 'pass' }], sender: 'confirmed' },
  })
})

/** Signed as far as can be told without the key. */
function withSignature(letter: string): string {
  const body = canonicalBody(Buffer.from(letter.slice(letter.indexOf('\r\n\r\n') + 4)), 'relaxed')
  const hash = createHash('sha256').update(body).digest('base64')
  return `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.vn; s=s; h=from; bh=${hash}; b=YQ==\r\n${letter}`
}

for (const { name, files, asked } of [
  {
    name: 'a submission: its domain is asked for its key',
    files: { 'a.pdf': 'A' },
    asked: ['s._domainkey.example.vn'],
  },
  { name: 'no submission: nobody is asked about its sender', files: {}, asked: [] },
]) {
  test(`a signed letter that is ${name}`, async () => {
    const questions: string[] = []
    await rowOf(withSignature(letterWith(files)), async (question) => {
      questions.push(question)
      return null
    })
    expect(questions).toEqual(asked)
  })
}
