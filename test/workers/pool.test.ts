/** The pool: whatever a file does to its process, it has a verdict or its job an error, and other files are unharmed. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildOcspResponse } from '../../fixtures/ocsp.ts'
import { openDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { sha256 } from '../../src/bytes.ts'
import { STRICT } from '../../src/evidence/policy/read-policy.ts'
import type { Instant } from '../../src/lang.ts'
import { judge } from '../../src/validation/judge.ts'
import { anchorOf, type Given, NO_EVIDENCE } from '../../src/validation/judgement.ts'
import {
  FileUnreadableError,
  POOL_LIMITS,
  type PoolOptions,
  type ValidationPool,
  validationPool,
} from '../../workers/pool.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { certificate, certificateList, given, JUDGED_AT, ocspResponse, SIGNED_AT, world } from '../validation/given.ts'

const NOTHING: Given = {
  at: 0 as Instant,
  receivedAt: null,
  trust: { anchors: [], intermediates: [] },
  evidence: NO_EVIDENCE,
  policy: STRICT,
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>
const opened: ValidationPool[] = []

beforeAll(async () => {
  folder = await temporaryFolder()
})
afterEach(() => {
  for (const pool of opened.splice(0)) pool.close()
})
afterAll(() => folder.remove())

function open(change: Partial<PoolOptions> = {}): ValidationPool {
  const pool = validationPool({ ...POOL_LIMITS, size: 1, ...change })
  opened.push(pool)
  return pool
}

/** A pool whose processes do what the name of the file says. */
const openMisbehaving = (change: Partial<PoolOptions> = {}) =>
  open({ worker: new URL('misbehaving-worker.ts', import.meta.url), ...change })

async function file(name: string, content: string | Uint8Array = 'content'): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(path, content)
  return path
}

describe('with the judge', () => {
  let path: string
  let pdf: Uint8Array
  beforeAll(async () => {
    const draft = await openDraft(await buildPlainPdf('Ke hoach'))
    pdf = signPdf(draft, { cms: { signer: world.organisation }, claimedAt: SIGNED_AT }).bytes
    path = await file('signed.pdf', pdf)
  })

  const root = anchorOf(certificate(world.root.certificate))
  const intermediates = [certificate(world.issuer.certificate)]
  const [ofRoot, ofIssuer] = world.certificateLists.map(certificateList)
  const good = ocspResponse(
    buildOcspResponse({
      responder: world.issuer,
      issuer: world.issuer,
      answers: [{ certificate: world.organisation, status: 'good', thisUpdate: JUDGED_AT }],
      producedAt: JUDGED_AT,
    }),
  )
  if (!ofRoot || !ofIssuer) throw new Error('The world has two lists')

  const cases: readonly { name: string; changes: Partial<Given>; outcome: string }[] = [
    { name: 'lists', changes: {}, outcome: 'valid valid' },
    {
      name: 'a list and a response, one of them held for a while',
      changes: {
        evidence: {
          certificateLists: [ofRoot],
          ocspResponses: [good],
          heldSince: new Map([
            [ofRoot.sha256, JUDGED_AT],
            [sha256(), SIGNED_AT],
          ]),
        },
      },
      outcome: 'valid valid',
    },
    { name: 'nothing', changes: { evidence: NO_EVIDENCE }, outcome: 'indeterminate revocation-unknown' },
    {
      name: 'an anchor with limits',
      changes: { trust: { anchors: [{ ...root, roles: ['time-stamp-authority'] }], intermediates } },
      outcome: 'indeterminate untrusted-issuer',
    },
    { name: 'another policy', changes: { policy: STRICT }, outcome: 'indeterminate requirement-unmet' },
  ]
  for (const { name, changes, outcome } of cases) {
    test(`given ${name} the verdict is that of the judge in this process, and again when nothing is sent anew`, async () => {
      const pool = open()
      const expected = judge(pdf, given(changes))
      expect(`${expected.report.outcome} ${expected.report.code}`).toBe(outcome)
      for (const _ of [1, 2]) {
        const { elapsedMs, ...judgement } = await pool.judge({ path }, given(changes))
        expect(judgement).toEqual(expected)
        expect(elapsedMs).toBeGreaterThan(0)
      }
    })
  }

  test('a list that lies in a file, as DER or PEM, is read there and not sent', async () => {
    const pem = Buffer.from(ofIssuer.der).toString('base64')
    const paths = new Map([
      [ofRoot.sha256, await file('root.crl', ofRoot.der)],
      [ofIssuer.sha256, await file('issuer.pem', `-----BEGIN X509 CRL-----\n${pem}\n-----END X509 CRL-----\n`)],
    ])
    const pool = open({ listPath: (list) => paths.get(list) ?? null })
    // What would be sent is no list.
    const unsendable = [ofRoot, ofIssuer].map((list) => ({ ...list, der: new Uint8Array() }))
    const evidence = { ...NO_EVIDENCE, certificateLists: unsendable }
    expect((await pool.judge({ path }, given({ evidence }))).report.code).toBe('valid')
  })

  test('a list whose file has gone or become another one is sent', async () => {
    const paths = new Map([
      [ofRoot.sha256, join(folder.path, 'gone.crl')],
      [ofIssuer.sha256, await file('changed.crl', ofRoot.der)],
    ])
    const pool = open({ listPath: (list) => paths.get(list) ?? null })
    for (const _ of [1, 2]) expect((await pool.judge({ path }, given())).report.code).toBe('valid')
  })

  test('a fresh process is sent all certificates again', async () => {
    const pool = open({ recycleAfter: 1 })
    for (const _ of [1, 2]) expect((await pool.judge({ path }, given())).report.code).toBe('valid')
  })

  test('a file that is not there, and a folder, are no verdicts', async () => {
    const pool = open()
    await expect(pool.judge({ path: join(folder.path, 'missing.pdf') }, NOTHING)).rejects.toThrow(FileUnreadableError)
    await expect(pool.judge({ path: folder.path }, NOTHING)).rejects.toThrow(FileUnreadableError)
  })
})

describe('limits', () => {
  const limits: readonly { deed: string; change: Partial<PoolOptions> }[] = [
    { deed: 'loop', change: { processorMs: 1_500 } },
    { deed: 'heap', change: { maxHeapMb: 32 } },
    { deed: 'buffers', change: { maxRssMb: 300 } },
  ]
  for (const { deed, change } of limits) {
    test(`a file that ends in ${deed} is a verdict, and the next one is judged`, async () => {
      const path = await file(deed)
      const next = await file('read')
      const pool = openMisbehaving(change)
      const [stopped, judged] = await Promise.all([pool.judge({ path }, NOTHING), pool.judge({ path: next }, NOTHING)])
      expect(stopped.wanted).toEqual([])
      expect(stopped.report).toEqual({
        sha256: sha256(await readFile(path)),
        bytes: (await stat(path)).size,
        outcome: 'indeterminate',
        code: 'resource-limit',
        notes: [],
        signatures: [],
      })
      expect(judged.report.code).toBe('not-signed')
    })
  }

  test('memory that other files have left full is none of the fault of the next one', async () => {
    const pool = openMisbehaving({ maxRssMb: 300 })
    const path = await file('leak')
    for (const _ of [1, 2, 3]) expect((await pool.judge({ path }, NOTHING)).report.code).toBe('not-signed')
  })

  test('a process that loops does not hold up its neighbour', async () => {
    const pool = openMisbehaving({ size: 2, processorMs: 3_000 })
    const ended: string[] = []
    const judgeAndNote = async (name: string) => {
      const path = await file(name)
      ended.push((await pool.judge({ path }, NOTHING)).report.code)
    }
    await Promise.all(['loop', 'read', 'read', 'read'].map(judgeAndNote))
    expect(ended).toEqual(['not-signed', 'not-signed', 'not-signed', 'resource-limit'])
  })
})

describe('faults of our own', () => {
  test('a process that dies twice is an error of the job, and the next file is judged', async () => {
    const pool = openMisbehaving()
    await expect(pool.judge({ path: await file('crash') }, NOTHING)).rejects.toThrow('died twice: 7')
    expect((await pool.judge({ path: await file('read') }, NOTHING)).report.code).toBe('not-signed')
  })

  test('a process that others hold up is no verdict', async () => {
    const pool = openMisbehaving({ wallMs: 500 })
    await expect(pool.judge({ path: await file('wait') }, NOTHING)).rejects.toThrow('held up for 500 ms')
  })

  test('an exception of the judge is an error of the job, never a verdict', async () => {
    await expect(openMisbehaving().judge({ path: await file('fault') }, NOTHING)).rejects.toThrow('a bug of ours')
  })

  test('an aborted job ends its process and rejects', async () => {
    const abort = new AbortController()
    const judging = openMisbehaving().judge({ path: await file('loop') }, NOTHING, abort.signal)
    abort.abort(new Error('the lease has ended'))
    await expect(judging).rejects.toThrow('the lease has ended')
  })

  test('a closed pool rejects', async () => {
    const pool = openMisbehaving()
    pool.close()
    await expect(pool.judge({ path: await file('read') }, NOTHING)).rejects.toThrow('closed')
  })
})

describe('the seal', () => {
  test('a process cannot write files', async () => {
    const path = await file('write')
    await expect(openMisbehaving().judge({ path }, NOTHING)).rejects.toThrow('ERR_ACCESS_DENIED')
    expect(await readFile(path, 'utf8')).toBe('content')
  })

  test('a process does not know our environment', async () => {
    const { report } = await openMisbehaving().judge({ path: await file('read') }, NOTHING)
    expect(report.notes.filter((name) => name in process.env)).toEqual([])
  })
})
