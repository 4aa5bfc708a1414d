import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import type { Sha256 } from '../../src/lang.ts'
import type { JudgeDocument, Ports } from '../../src/pipeline/ports.ts'
import type { Store } from '../../src/store/store.ts'
import { NO_EVIDENCE } from '../../src/validation/judgement.ts'
import { hashOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { filesWith } from './files-with.ts'
import { type MemoryMailbox, memoryMailbox } from './memory-mailbox.ts'
import { judgeValid, startPipeline } from './running-pipeline.ts'
import { ENCRYPTED_LETTER, letterWith, pdf } from './sample-letters.ts'
import { untilSettled } from './until-settled.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let mailbox: MemoryMailbox
let stops: (() => Promise<void>)[]
beforeEach(async () => {
  folder = await temporaryFolder()
  mailbox = memoryMailbox()
  stops = []
})
afterEach(async () => {
  for (const stop of stops) await stop()
  await folder.remove()
})

async function start(change?: (ports: Ports) => Partial<Ports>) {
  const pipeline = await startPipeline({ folder: folder.path, source: mailbox, ...(change && { change }) })
  let stopped = false
  const stop = async () => {
    if (!stopped) await pipeline.stop()
    stopped = true
  }
  stops.push(stop)
  return { ...pipeline, stop }
}

const statesOf = async (store: Store) =>
  (await store.letters({ offset: 0, limit: 100 })).map(({ key, state }) => ({ uid: key.uid, ...state }))

describe('from letters to verdicts', () => {
  test('each PDF of each letter is a submission with a verdict and an attribution', async () => {
    mailbox.deliver(letterWith({ 'a.pdf': 'A', 'b.pdf': 'B' }), { receivedAt: 2000 })
    const { store, files, errors } = await start()
    await untilSettled(store, 1)
    mailbox.deliver(letterWith({ 'again.pdf': 'A' }), { receivedAt: 3000 })
    await untilSettled(store, 2)

    const judged = await store.judgedSubmissions()
    expect(judged.map(({ submission }) => submission)).toMatchObject([
      { document: hashOf(pdf('A')), partPath: '2', fileName: 'a.pdf', receivedAt: 2000, sender: 'ubnd@example.vn' },
      { document: hashOf(pdf('B')), partPath: '3', fileName: 'b.pdf', receivedAt: 2000 },
      { document: hashOf(pdf('A')), partPath: '2', fileName: 'again.pdf', receivedAt: 3000 },
    ])
    for (const { report, attribution, submission } of judged) {
      expect(report?.code).toBe('valid')
      expect(attribution.evidence).toBe(`valid ${submission.letter}`)
    }
    expect(Buffer.from((await files.get(hashOf(pdf('B')))) ?? '').toString()).toBe(pdf('B'))
    expect(errors).toEqual([])
  })

  test('the judge is given the file, and the earliest receipt of its bytes', async () => {
    const given: unknown[] = []
    const judge: JudgeDocument = async (document, { trust, ...rest }, signal) => {
      const { receivedAt, at, evidence, policy } = rest
      given.push({ content: await readFile(document.path, 'utf8'), receivedAt, judgedLater: at > 0, evidence, policy })
      return judgeValid(document, { trust, ...rest }, signal)
    }
    mailbox.deliver(letterWith({ 'a.pdf': 'A' }), { receivedAt: 2000 })
    const { store } = await start(() => ({ judge }))
    await untilSettled(store, 1)
    mailbox.deliver(letterWith({ 'earlier.pdf': 'A' }), { receivedAt: 1500 })
    mailbox.deliver(letterWith({ 'later.pdf': 'A' }), { receivedAt: 2500 })
    await untilSettled(store, 3)
    const fixed = { content: pdf('A'), judgedLater: true, evidence: NO_EVIDENCE, policy: OFFICIAL_2021 }
    expect(given).toEqual([
      { ...fixed, receivedAt: 2000 },
      { ...fixed, receivedAt: 1500 },
    ])
    expect(await store.document(hashOf(pdf('A')))).toMatchObject({ verdict: { receivedAt: 1500 } })
  })

  test('a letter that is no submission leaves neither content nor subject, nor does its second copy', async () => {
    const privately = `Message-ID: <CANARY@example.vn>\r\n${letterWith({ 'note.txt': 'CANARY' }, 'CANARY-SUBJECT', 'CANARY')}`
    mailbox.deliver(privately)
    const { store, stop } = await start()
    await untilSettled(store, 1)
    mailbox.deliver(privately)
    mailbox.deliver(letterWith({ 'a.pdf': 'A' }, 'KEPT-SUBJECT'))
    await untilSettled(store, 2)
    await expect.poll(() => mailbox.fetched.length).toBe(3)
    await expect.poll(() => filesWith(folder.path, 'CANARY'), { timeout: 10_000 }).toEqual([])
    await stop()
    expect(await filesWith(folder.path, 'CANARY')).toEqual([])
    expect(await filesWith(folder.path, 'ubnd@example.vn')).toContain('sokyso.db')
    expect(await filesWith(folder.path, 'KEPT-SUBJECT')).toContain('sokyso.db')
  })

  test('letters that cannot be read are quarantined with their reason, and the next is read', async () => {
    mailbox.deliver('')
    mailbox.deliver(ENCRYPTED_LETTER)
    mailbox.deliver(letterWith({ 'a.pdf': 'A' }), { size: 51 * 1024 * 1024 })
    mailbox.deliver(letterWith({ 'b.pdf': 'B' }))
    const { store, errors } = await start()
    await untilSettled(store, 4)
    const states = await statesOf(store)
    expect(states.sort((a, b) => Number(a.uid) - Number(b.uid))).toEqual([
      { uid: '1', kind: 'quarantined', reason: 'unreadable' },
      { uid: '2', kind: 'quarantined', reason: 'encrypted-letter' },
      { uid: '3', kind: 'quarantined', reason: 'too-large' },
      { uid: '4', kind: 'read' },
    ])
    expect(mailbox.fetched).not.toContain('3')
    // So that whoever belongs to that unit can be kept from deciding about it.
    const letters = await store.letters({ offset: 0, limit: 9 }, 'quarantined')
    expect(letters.map(({ sender }) => sender).toSorted()).toEqual([null, null, 'ubnd@example.vn'])
    expect(errors).toEqual([])
  })

  test('a judge that fails is asked again, then a person is; other documents are judged', async () => {
    const asked: Sha256[] = []
    const judge: JudgeDocument = async (document, given, signal) => {
      asked.push(document.sha256)
      if (document.sha256 === hashOf(pdf('poison'))) throw new Error('the judge fell over')
      return judgeValid(document, given, signal)
    }
    mailbox.deliver(letterWith({ 'poison.pdf': 'poison', 'a.pdf': 'A' }))
    const { store, errors } = await start(() => ({ judge }))
    await untilSettled(store, 1)
    const codes = (await store.judgedSubmissions()).map(({ report }) => report?.code)
    expect(codes).toEqual(['internal-error', 'valid'])
    expect(asked.filter((document) => document === hashOf(pdf('poison')))).toHaveLength(3)
    expect(errors).toHaveLength(3)
  })

  test('a start after a stop reads no letter and judges no document again', async () => {
    mailbox.deliver(letterWith({ 'a.pdf': 'A' }))
    const first = await start()
    await untilSettled(first.store, 1)
    const before = await first.store.judgedSubmissions()
    await first.stop()

    mailbox.deliver(letterWith({ 'b.pdf': 'B' }))
    const asked: Sha256[] = []
    const second = await start(() => ({
      judge: (document, given, signal) => {
        asked.push(document.sha256)
        return judgeValid(document, given, signal)
      },
    }))
    await untilSettled(second.store, 2)
    expect(mailbox.fetched).toEqual(['1', '2'])
    expect(asked).toEqual([hashOf(pdf('B'))])
    expect(await second.store.judgedSubmissions()).toEqual(expect.arrayContaining([...before]))
  })

  test('a part of a kind that no machine judges makes the letter one to look at', async () => {
    mailbox.deliver(letterWith({ 'a.rar': 'Rar!\u001a\u0007\u0000' }, 'REPORT'))
    const { store } = await start()
    await untilSettled(store, 1)
    expect(await store.letters({ offset: 0, limit: 1 })).toMatchObject([
      { state: { kind: 'read' }, subject: 'REPORT', unopened: [{ name: 'a.rar', reason: 'unsupported-archive' }] },
    ])
  })
})
