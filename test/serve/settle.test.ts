/** What is judged again when something changed, what is said of it, and that nothing is forgotten. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EvidenceNews } from '../../src/evidence/news.ts'
import { OFFICIAL_2021, STRICT } from '../../src/evidence/policy/read-policy.ts'
import type { Sha256 } from '../../src/lang.ts'
import { openSettling, type SettlePorts } from '../../src/serve/settle.ts'
import { rejudgedTeller } from '../../src/serve/tell-rejudged.ts'
import { openContentFolder } from '../../src/store/content-folder.ts'
import type { Files } from '../../src/store/files.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { snapshotOf } from '../../src/store/trust-snapshot.ts'
import type { VerdictRow } from '../../src/store/verdict.ts'
import type { Code } from '../../src/validation/code.ts'
import { anchorOf, type TrustStore } from '../../src/validation/judgement.ts'
import { at, attributeByLetter, contentOf, hashOf, listed, verdictOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { certificate, world } from '../validation/given.ts'

const FINAL = hashOf('final')
const WAITING = hashOf('waiting')
const NOTHING: EvidenceNews = { listIssuers: [], trustChanged: false }
const root = certificate(world.root.certificate)
const issuer = certificate(world.issuer.certificate)
const TRUST: TrustStore = { anchors: [anchorOf(root)], intermediates: [issuer] }

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store
let files: Files
let said: string[]
let wakes: number
let now: number
let trust: TrustStore
let news: EvidenceNews[]
let stamp: string
let seen: string | null

beforeEach(async () => {
  folder = await temporaryFolder()
  store = await openSqliteStore(join(folder.path, 'sokyso.db'))
  files = await openContentFolder(join(folder.path, 'content'), at(0))
  said = []
  wakes = 0
  now = 10_000
  trust = TRUST
  news = []
  stamp = 'as before'
  seen = 'as before'
  const letter = hashOf('letter')
  await store.recordLetter(listed('1'), letter)
  await store.recordContent(letter, contentOf(letter, FINAL, WAITING), attributeByLetter)
  await record(FINAL, 'valid')
  await record(WAITING, 'revocation-unknown', { retryAt: at(20_000) })
  await finishJobs()
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

function open(changes: Partial<SettlePorts> = {}) {
  return openSettling({
    evidence: { trust: async () => trust, refresh: async () => news.shift() ?? NOTHING },
    folders: {
      stamp: async () => stamp,
      last: async () => seen,
      note: async (noted) => {
        seen = noted
      },
    },
    store,
    files,
    policy: OFFICIAL_2021,
    programVersion: '1',
    clock: () => at(now),
    teller: rejudgedTeller(store, (sentence) => said.push(sentence)),
    wake: () => {
      wakes++
    },
    ...changes,
  })
}

function record(document: Sha256, code: Code, changes: Partial<VerdictRow> = {}) {
  const restsOn = { certificates: [root.sha256], evidence: [], listIssuers: [`issuer of ${document}`] }
  const made = { trust: snapshotOf(TRUST), restsOn, judgedAt: at(now), ...changes }
  return store.recordVerdict(verdictOf(document, 1000, code, made), attributeByLetter)
}

/** Ends what is to be done, and tells which documents were to be judged. */
async function finishJobs(): Promise<readonly Sha256[]> {
  const documents: Sha256[] = []
  for (let job = await store.takeJob(at(0), 1000); job; job = await store.takeJob(at(0), 1000)) {
    if (job.job.kind === 'validate') documents.push(job.job.document)
    await store.finishJob(job)
  }
  return documents
}

describe('at the start', () => {
  test('where nothing changed only those that wait are judged again, without a word; certificates are kept', async () => {
    await open().begin()
    expect(await finishJobs()).toEqual([WAITING])
    expect(said).toEqual([])
    expect(wakes).toBe(1)
    for (const { sha256, der } of [root, issuer]) expect(await files.get(sha256)).toEqual(Buffer.from(der))
  })

  test('where a list came while no service ran those are that rest on any', async () => {
    stamp = 'other'
    await open().begin()
    expect((await finishJobs()).toSorted()).toEqual([FINAL, WAITING].toSorted())
    expect(said).toEqual(['Thư mục chứng thư số và danh sách thu hồi khác lần trước: kiểm tra lại 02 văn bản.'])
    expect(seen).toBe('other')
  })

  test('by another version of the program all are', async () => {
    await open({ programVersion: '2' }).begin()
    expect((await finishJobs()).toSorted()).toEqual([FINAL, WAITING].toSorted())
    expect(said).toEqual(['Phiên bản chương trình khác lần trước: kiểm tra lại 02 văn bản.'])
  })

  test('under another policy all are', async () => {
    await open({ policy: STRICT }).begin()
    expect((await finishJobs()).toSorted()).toEqual([FINAL, WAITING].toSorted())
    expect(said).toEqual(['Chính sách kiểm tra khác lần trước, nay là strict: kiểm tra lại 02 văn bản.'])
  })

  test('with another trust store those are whose path it touched', async () => {
    trust = { anchors: [], intermediates: [issuer] }
    await open().begin()
    expect((await finishJobs()).toSorted()).toEqual([FINAL, WAITING].toSorted())
    expect(said).toEqual(['Chứng thư số được tin cậy đã thay đổi: kiểm tra lại 02 văn bản.'])
  })
})

describe('a look', () => {
  async function begun(changes: Partial<SettlePorts> = {}) {
    const settling = open(changes)
    await settling.begin()
    await finishJobs()
    await settling.look()
    said.length = 0
    wakes = 0
    return settling
  }

  test('without news changes nothing and says nothing', async () => {
    const settling = await begun()
    const revision = await store.revision()
    await settling.look()
    expect({ said, wakes, revision: await store.revision() }).toEqual({ said: [], wakes: 0, revision })
  })

  test('at new lists has those judged again that rest on them, and tells how many and what became of them', async () => {
    const settling = await begun()
    news.push({ listIssuers: [`issuer of ${WAITING}`, 'another'], trustChanged: false })
    await settling.look()
    expect(wakes).toBe(1)
    expect(said).toEqual(['Có dữ liệu thu hồi mới: kiểm tra lại 01 văn bản.'])
    await settling.look()
    expect(said).toHaveLength(1)
    now += 1
    await record(WAITING, 'certificate-revoked')
    expect(await finishJobs()).toEqual([WAITING])
    await settling.look()
    await settling.look()
    expect(said.slice(1)).toEqual(['Đã kiểm tra lại xong: 01 văn bản đổi kết quả, xem trang Thay đổi kết quả.'])
  })

  test('counts what was judged again before all were asked for', async () => {
    const requeueAffected: SettlePorts['store']['requeueAffected'] = async (issuers) => {
      const documents = await store.requeueAffected(issuers)
      if (documents > 0) await record(WAITING, 'certificate-revoked')
      await finishJobs()
      now += 1
      return documents
    }
    const settling = await begun({ store: { ...store, requeueAffected } })
    news.push({ listIssuers: [`issuer of ${WAITING}`], trustChanged: false })
    await settling.look()
    expect(said.at(-1)).toBe('Đã kiểm tra lại xong: 01 văn bản đổi kết quả, xem trang Thay đổi kết quả.')
  })

  test('tells when no result has changed', async () => {
    const settling = await begun()
    news.push({ listIssuers: [`issuer of ${FINAL}`], trustChanged: false })
    await settling.look()
    await finishJobs()
    await settling.look()
    expect(said.slice(1)).toEqual(['Đã kiểm tra lại xong: không văn bản nào đổi kết quả.'])
  })

  test('tells how many could not be judged again, once', async () => {
    const settling = await begun()
    news.push({ listIssuers: [`issuer of ${FINAL}`], trustChanged: false })
    await settling.look()
    const job = await store.takeJob(at(0), 1000)
    if (job === null) throw new Error('Nothing is to be judged')
    await store.failJob(job, null, 'a bug', at(3000))
    await settling.look()
    await settling.look()
    expect(said.slice(2)).toEqual([
      'Không kiểm tra được 01 văn bản vì lỗi của chương trình. Kết quả cũ, nếu có, được giữ nguyên; ' +
        'khởi động lại chương trình để kiểm tra lại.',
    ])
  })

  test('at other certificates keeps them and has those judged again whose path they touch', async () => {
    const settling = await begun()
    const other = certificate(world.timeStampAuthority.certificate)
    trust = { ...TRUST, intermediates: [issuer, other] }
    news.push({ listIssuers: [], trustChanged: true })
    await settling.look()
    expect(await finishJobs()).toEqual([WAITING])
    expect(said).toEqual(['Chứng thư số được tin cậy đã thay đổi: kiểm tra lại 01 văn bản.'])
    expect(await files.get(other.sha256)).not.toBeNull()
  })

  test('when its time has come tries a verdict again that waits, and says so only where that changed it', async () => {
    const settling = await begun()
    for (const [time, code] of [
      [20_000, 'revocation-unknown'],
      [30_000, 'certificate-revoked'],
    ] as const) {
      await record(WAITING, 'revocation-unknown', { retryAt: at(time) })
      now = time - 1
      await settling.look()
      expect(await finishJobs()).toEqual([])
      now = time
      await settling.look()
      await record(WAITING, code)
      expect(await finishJobs()).toEqual([WAITING])
      await settling.look()
    }
    expect(said).toEqual(['Đã kiểm tra lại xong: 01 văn bản đổi kết quả, xem trang Thay đổi kết quả.'])
  })

  test('that fails in the middle forgets no news', async () => {
    let failures = 1
    const settling = await begun({
      store: {
        ...store,
        requeueAffected: async (issuers) => {
          if (issuers.length > 0 && failures-- > 0) throw new Error('database is locked')
          return store.requeueAffected(issuers)
        },
      },
    })
    trust = { anchors: [], intermediates: [] }
    news.push({ listIssuers: [`issuer of ${FINAL}`], trustChanged: true })
    stamp = 'with the list'
    await expect(settling.look()).rejects.toThrow('locked')
    expect(seen).toBe('as before')
    await settling.look()
    expect(seen).toBe('with the list')
    expect(said.map((sentence) => sentence.slice(0, 10))).toEqual(['Có dữ liệu', 'Chứng thư '])
    expect((await finishJobs()).toSorted()).toEqual([FINAL, WAITING].toSorted())
  })
})
