/** What a folder or the service holds is heard, though a file carries an answer of its own that is still in force. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { JUDGED, RECEIVED } from '../../fixtures/cases/revocation-world.ts'
import { collectBundle } from '../../src/bundle/collect-bundle.ts'
import { givenOf } from '../../src/bundle/given-of.ts'
import { type Bytes, fromLatin1, sha256 } from '../../src/bytes.ts'
import { canonicalJson } from '../../src/canonical-json.ts'
import { openImportedEvidence } from '../../src/evidence/imported.ts'
import { openEvidence } from '../../src/evidence/open-evidence.ts'
import { OFFICIAL_2021 } from '../../src/evidence/policy/read-policy.ts'
import { askAndGather } from '../../src/pipeline/ask-and-gather.ts'
import { keepCertificates } from '../../src/serve/keep-certificates.ts'
import { judge } from '../../src/validation/judge.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { rootList, world } from '../validation/revocation/judged.ts'
import { memoryMailbox } from './memory-mailbox.ts'
import { carriers, letterOf, olderList, revokingAnswer, revokingList } from './older-embedded.ts'
import { startPipeline } from './running-pipeline.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let trust: string
let lists: string
beforeEach(async () => {
  folder = await temporaryFolder()
  trust = join(folder.path, 'trust')
  lists = join(folder.path, 'lists')
  for (const path of [trust, lists]) await mkdir(path)
  await writeFile(join(trust, 'root.cer'), world.root.certificate)
  await writeFile(join(trust, 'ca.cer'), world.ca.certificate)
})
afterEach(() => folder.remove())

const never = new AbortController().signal

async function codeWith(imported: readonly Bytes[], pdf: Bytes): Promise<{ code: string; given: number }> {
  for (const [i, der] of imported.entries()) await writeFile(join(lists, `${i}.der`), der)
  const source = await openImportedEvidence({ trust: [trust], lists: [lists] })
  const common = { at: JUDGED, receivedAt: RECEIVED, trust: await source.trust(), policy: OFFICIAL_2021 }
  const judging = askAndGather(source, never, async (evidence) => judge(pdf, { ...common, evidence }))
  const { judgement, evidence } = await judging
  return {
    code: judgement.report.code,
    given: evidence.certificateLists.length + evidence.ocspResponses.length,
  }
}

const REVOKED = 'revoked-time-unproven'

for (const { name, pdf } of carriers) {
  describe(`a file that carries ${name}`, () => {
    const cases = [
      { name: 'by itself', imported: [], expected: { code: 'valid', given: 0 } },
      { name: 'beside a later list that revokes', imported: [revokingList], expected: { code: REVOKED, given: 1 } },
      { name: 'beside a later answer that revokes', imported: [revokingAnswer], expected: { code: REVOKED, given: 1 } },
      {
        name: 'and is the newest: valid, with all that is known given',
        imported: [olderList, rootList],
        expected: { code: 'valid', given: 2 },
      },
    ]
    for (const { name, imported, expected } of cases) {
      test(name, async () => {
        expect(await codeWith(imported, pdf)).toEqual(expected)
      })
    }
  })
}

describe('rounds of a judgement', () => {
  /** The lists that each judgement was given, of files that come one after another. */
  async function listsGiven(pdfs: readonly Bytes[]) {
    for (const [i, der] of [olderList, rootList].entries()) await writeFile(join(lists, `${i}.der`), der)
    const source = await openImportedEvidence({ trust: [trust], lists: [lists] })
    const common = { at: JUDGED, receivedAt: RECEIVED, trust: await source.trust(), policy: OFFICIAL_2021 }
    const rounds: number[] = []
    const verdicts: unknown[] = []
    for (const pdf of pdfs) {
      const { judgement, evidence } = await askAndGather(source, never, async (given) => {
        rounds.push(given.certificateLists.length)
        return judge(pdf, { ...common, evidence: given })
      })
      verdicts.push({ report: judgement.report, lists: evidence.certificateLists.map((list) => list.sha256) })
    }
    return { rounds, verdicts }
  }
  const unsigned = fromLatin1('%PDF-1.7 and no more')

  for (const { name, pdf } of carriers) {
    test(`one for the next file that carries ${name}, with the same lists in the same order`, async () => {
      const { rounds, verdicts } = await listsGiven([pdf, pdf])
      expect(rounds).toEqual([0, 2, 2])
      expect(verdicts[1]).toEqual(verdicts[0])
    })

    test(`a file that asks for nothing is judged with nothing, after one that carries ${name}`, async () => {
      const { rounds, verdicts } = await listsGiven([pdf, unsigned, pdf])
      expect(rounds).toEqual([0, 2, 2, 0, 0, 2])
      expect(verdicts[1]).toMatchObject({ lists: [] })
      expect(verdicts[2]).toEqual(verdicts[0])
    })
  }
})

describe('in the service', () => {
  /** As after a start: the same folders and database, and what was kept. */
  async function start(mailbox: ReturnType<typeof memoryMailbox>) {
    const content = new Map(carriers.map(({ pdf }) => [sha256(pdf), pdf]))
    const ports = { clock: () => JUDGED, onFault: () => undefined }
    const folders = { trust: [trust], lists: [lists] }
    const evidence = await openEvidence({ folders, keptIn: join(folder.path, 'evidence'), fetch: null }, ports)
    const pipeline = await startPipeline({
      folder: folder.path,
      source: mailbox,
      change: () => ({
        clock: () => JUDGED,
        evidence,
        judge: async ({ sha256 }, given) => judge(content.get(sha256) ?? Buffer.alloc(0), given),
        onError: (error) => {
          throw error
        },
      }),
    })
    await keepCertificates(pipeline.files, await evidence.trust())
    const document = async (pdf: Bytes) => {
      const row = await pipeline.store.document(sha256(pdf))
      if (row?.verdict === undefined || row.verdict === null) throw new Error('There is no verdict')
      return { row, verdict: row.verdict }
    }
    const settled = (letters: number) =>
      expect
        .poll(() => pipeline.store.progress(), { timeout: 30_000, interval: 10 })
        .toMatchObject({ letters, lettersWaiting: 0, documentsWaiting: 0 })
    const stop = async () => {
      await pipeline.stop()
      await evidence.close()
    }
    return { ...pipeline, evidence, document, settled, stop }
  }

  for (const { name, pdf } of carriers) {
    test(`${name}: a list that comes later takes the verdict back, and its bundle says the same to the byte`, async () => {
      const mailbox = memoryMailbox()
      mailbox.deliver(letterOf(pdf), { receivedAt: RECEIVED })
      const service = await start(mailbox)
      await service.settled(1)
      expect((await service.document(pdf)).verdict.report.code).toBe('valid')
      await writeFile(join(lists, 'ca.crl'), revokingList)
      const { listIssuers } = await service.evidence.refresh()
      expect(await service.store.requeueAffected(listIssuers)).toBe(1)
      await service.settled(1)
      const { row, verdict } = await service.document(pdf)
      expect(verdict.report.code).toBe(REVOKED)
      expect(verdict.evidence.map(({ sha256: one }) => one)).toEqual([sha256(revokingList)])
      const sources = { file: service.files.get, evidence: service.evidence.evidenceBySha }
      const collected = await collectBundle(row, sources)
      if (collected.kind !== 'bundle') throw new Error(`There is no bundle: ${JSON.stringify(collected)}`)
      const again = judge(collected.bundle.document, givenOf(collected.bundle))
      expect(canonicalJson(again.report)).toBe(collected.bundle.report)
      await service.stop()
    })
  }

  test('a list that was imported once is heard after a restart, though its file is gone', async () => {
    const [first, second] = carriers
    if (!first || !second) throw new Error('There are two')
    const mailbox = memoryMailbox()
    mailbox.deliver(letterOf(first.pdf), { receivedAt: RECEIVED })
    await writeFile(join(lists, 'ca.crl'), revokingList)
    const before = await start(mailbox)
    await before.settled(1)
    expect((await before.document(first.pdf)).verdict.report.code).toBe(REVOKED)
    await before.stop()
    await rm(join(lists, 'ca.crl'))
    expect(await readdir(lists)).toEqual([])
    mailbox.deliver(letterOf(second.pdf), { receivedAt: RECEIVED })
    const after = await start(mailbox)
    await after.settled(2)
    const { verdict } = await after.document(second.pdf)
    expect(verdict.report.code).toBe(REVOKED)
    expect(verdict.evidence).toEqual([{ kind: 'certificate-list', sha256: sha256(revokingList), heldSince: JUDGED }])
    await after.stop()
  })
})
