/** What is kept, when somebody is asked, and what a host that is away or hostile can change. */
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { buildSigner } from '../../fixtures/authority.ts'
import { buildOcspError } from '../../fixtures/ocsp.ts'
import type { OcspRequest } from '../../fixtures/ocsp-request.ts'
import type { PkiRoutes } from '../../fixtures/pki-server.ts'
import { sha256 } from '../../src/bytes.ts'
import type { Sha256 } from '../../src/lang.ts'
import { nameKey } from '../../src/validation/distinguished-name.ts'
import type { Evidence, RevocationRequest } from '../../src/validation/judgement.ts'
import { openListenerAnywhere } from './listener.ts'
import { issuer, list, names, pem, response, wanted, world } from './made.ts'
import { openScene, type Scene } from './opened.ts'
import { hours, NOW } from './times.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

let scenes: Scene[] = []
afterEach(async () => {
  for (const scene of scenes) await scene.close()
  scenes = []
})
async function begin(routes: PkiRoutes = {}): Promise<Scene> {
  const scene = await openScene(routes)
  scenes.push(scene)
  return scene
}

const at = ({ server }: Scene, host: string, path: string) => `http://${host}.example:${server.port}${path}`
const given = ({ certificateLists, ocspResponses }: Evidence) => names([...certificateLists, ...ocspResponses])

const first = list()
const NO_NEWS = { listIssuers: [], trustChanged: false }
const NEWS = { ...NO_NEWS, listIssuers: [nameKey(issuer.subject)] }
const second = list({ number: 8, thisUpdate: hours(25), nextUpdate: hours(72) })
const lists: PkiRoutes = { '/crl': { kind: 'bytes', body: first } }

describe('what was held', () => {
  test('is given after a restart without network and without the file, with the time since when it is held', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    await (await scene.open()).gather([request])
    scene.pass(HOUR)
    const later = await scene.open({ isOnline: false })
    const evidence = await later.gather([request])
    expect(given(evidence)).toEqual([sha256(first)])
    expect([...evidence.heldSince]).toEqual([[sha256(first), NOW]])
  })

  test('is held since the first time, though the same comes again from elsewhere', async () => {
    const scene = await begin({ '/crl': { kind: 'bytes', body: list({ nextUpdate: null }) } })
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await source.gather([request])
    scene.pass(HOUR)
    await writeFile(join(scene.lists, 'copy.crl'), list({ nextUpdate: null }))
    await source.refresh()
    const { heldSince } = await source.gather([{ ...request, listUrls: [at(scene, 'b', '/crl')] }])
    expect([...heldSince.values()]).toEqual([NOW])
  })

  test('an imported file is copied when it is used, and outlives the file', async () => {
    const scene = await begin()
    await writeFile(join(scene.lists, 'a.crl'), pem('X509 CRL', first))
    await writeFile(join(scene.lists, 'b.ors'), response())
    const source = await scene.open({ isOnline: false })
    expect(await source.evidenceBySha(sha256(first))).toBeNull()
    await source.gather([wanted()])
    await rm(scene.lists, { recursive: true })
    await mkdir(scene.lists)
    await source.refresh()
    expect(given(await source.gather([wanted()]))).toEqual([sha256(first), sha256(response())].sort())
    expect(await source.evidenceBySha(sha256(first))).toEqual(Buffer.from(first))
    expect(await readFile(source.evidencePath(sha256(first)))).toEqual(Buffer.from(first))
  })

  test('is read once for a thousand documents: the next are given it though nothing is left on the disk', async () => {
    const scene = await begin()
    await writeFile(join(scene.lists, 'a.crl'), first)
    const source = await scene.open({ isOnline: false })
    const others = Array.from({ length: 1000 }, (_, i) => wanted({ serialNumber: `0${i.toString(16)}` }))
    expect(given(await source.known([wanted()]))).toEqual([sha256(first)])
    await rm(join(scene.lists, 'a.crl'))
    await rm(source.evidencePath(sha256(first)))
    for (const request of others) expect(given(await source.known([request]))).toEqual([sha256(first)])
  })

  test('an old list is never deleted, and an old verdict can be judged again with it', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await source.gather([request])
    scene.server.change('/crl', { kind: 'bytes', body: second })
    scene.pass(25 * HOUR)
    expect(given(await source.gather([request]))).toEqual([sha256(second)])
    const restarted = await scene.open({ isOnline: false })
    expect(await restarted.evidenceBySha(sha256(first))).toEqual(Buffer.from(first))
    const recalled = await restarted.recall([sha256(first), sha256(Buffer.from('never held'))])
    expect(given(recalled)).toEqual([sha256(first)])
    expect([...recalled.heldSince.values()]).toEqual([NOW])
  })

  test('from before the end of a certificate is given beside the newest, which may be silent about it', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')], notAfter: hours(12) })
    const source = await scene.open()
    await source.gather([request])
    scene.server.change('/crl', { kind: 'bytes', body: second })
    scene.pass(25 * HOUR)
    expect(given(await source.gather([request]))).toEqual([sha256(first), sha256(second)].sort())
  })

  test('of many imported lists the newest is given, and that from before the end of the certificate', async () => {
    const scene = await begin()
    const weekly = [5, 4, 3, 2, 1].map((week) =>
      list({ number: 10 - week, thisUpdate: hours(-168 * week), nextUpdate: hours(24 - 168 * (week - 1)) }),
    )
    for (const [i, body] of weekly.entries()) await writeFile(join(scene.lists, `${i}.crl`), body)
    const source = await scene.open({ isOnline: false })
    const [, , third = first, , newest = first] = weekly
    expect(given(await source.known([wanted()]))).toEqual([sha256(newest)])
    const ended = wanted({ notAfter: hours(-168 * 2.5) })
    expect(given(await source.gather([ended]))).toEqual([sha256(third), sha256(newest)].sort())
  })

  test('lies under its SHA-256, for nobody to change', async () => {
    const scene = await begin(lists)
    await (await scene.open()).gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })])
    const name = sha256(first)
    const file = await stat(join(scene.folder, 'evidence', name.slice(0, 2), name.slice(2, 4), name))
    expect([file.mode & 0o777, file.size]).toEqual([0o440, first.length])
  })

  test('a file that is no longer what it was is not given, is told, and is fetched and kept again', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    await (await scene.open()).gather([request])
    const path = join(scene.folder, 'evidence', sha256(first).slice(0, 2), sha256(first).slice(2, 4), sha256(first))
    await chmod(path, 0o600)
    await writeFile(path, second)
    const offline = await scene.open({ isOnline: false })
    expect(given(await offline.gather([request]))).toEqual([])
    expect(await offline.evidenceBySha(sha256(first))).toBeNull()
    expect(scene.faults).toContain('damaged ')
    scene.pass(HOUR)
    const source = await scene.open()
    const evidence = await source.gather([request])
    expect(given(evidence)).toEqual([sha256(first)])
    expect([...evidence.heldSince.values()]).toEqual([NOW])
    expect(await source.evidenceBySha(sha256(first))).toEqual(Buffer.from(first))
  })

  test('another process that shares the folder gives it, too', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const [one, other] = [await scene.open(), await scene.open()]
    await one.gather([request])
    expect(await other.refresh()).toEqual(NEWS)
    expect(await other.refresh()).toEqual(NO_NEWS)
    expect(given(await other.gather([request]))).toEqual([sha256(first)])
    expect(scene.server.requests('/crl')).toBe(1)
  })

  test('a line of the index that was cut off or written by somebody else costs that line', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    await (await scene.open()).gather([request])
    const index = join(scene.folder, 'evidence', 'index')
    await writeFile(join(index, 'x.jsonl'), '\n{"version":1,"held":{"kin\n\n{"version":2}\n\n{"version":1,"he')
    const restarted = await scene.open({ isOnline: false })
    expect(given(await restarted.gather([request]))).toEqual([sha256(first)])
    expect(scene.faults).toEqual(['damaged ', 'damaged '])
    expect((await readdir(index)).length).toBe(2)
  })
})

describe('somebody is asked', () => {
  test('once for a list that is in force, however often it is wanted, also at the same time', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await Promise.all([source.gather([request, request]), source.gather([request])])
    scene.pass(35 * HOUR - 12 * HOUR)
    await source.gather([request])
    expect(scene.server.requests()).toBe(1)
    scene.pass(2 * HOUR)
    await source.gather([request])
    expect(scene.server.requests()).toBe(2)
  })

  test('not at all where an imported list or response says enough', async () => {
    for (const [name, body] of [
      ['a.crl', first],
      ['a.ors', response()],
    ] as const) {
      const scene = await begin(lists)
      await writeFile(join(scene.lists, name), body)
      const source = await scene.open()
      expect(given(await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })]))).toEqual([sha256(body)])
      expect(scene.server.connections()).toBe(0)
    }
  })

  test('all the same where the imported one is over, damaged, of some reasons only, or a list of changes', async () => {
    for (const body of [list({ nextUpdate: hours(-1) }), list({ fault: 'damaged-signature', number: 3 })]) {
      const scene = await begin(lists)
      await writeFile(join(scene.lists, 'a.crl'), body)
      const source = await scene.open()
      // What it gave takes the place of the imported one.
      expect(given(await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })]))).toEqual([sha256(first)])
    }
    const poor: readonly ((url: string) => Uint8Array)[] = [
      () => list({ deltaBase: 5 }),
      (url) => list({ issuingDistributionPoint: { urls: [url], onlySomeReasons: ['keyCompromise'] } }),
    ]
    for (const make of poor) {
      const scene = await begin(lists)
      const body = make(at(scene, 'a', '/crl'))
      await writeFile(join(scene.lists, 'a.crl'), body)
      const source = await scene.open()
      const evidence = await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })])
      expect(given(evidence)).toEqual([sha256(body), sha256(first)].sort())
    }
  })

  test('again after half an hour where a list names no next update', async () => {
    const scene = await begin({ '/crl': { kind: 'bytes', body: list({ nextUpdate: null }) } })
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await source.gather([request])
    scene.pass(29 * MINUTE)
    await source.gather([request])
    expect(scene.server.requests()).toBe(1)
    scene.pass(2 * MINUTE)
    await source.gather([request])
    scene.pass(29 * MINUTE)
    await source.gather([request])
    expect(scene.server.requests()).toBe(2)
  })

  test('by http where an address of a directory stands first, and the address after one that is away', async () => {
    const scene = await begin(lists)
    const listUrls = [
      'ldap://a.example/cn=x',
      at(scene, 'a', '/nowhere'),
      at(scene, 'b', '/crl'),
      at(scene, 'c', '/crl'),
    ]
    const source = await scene.open()
    expect(given(await source.gather([wanted({ listUrls })]))).toEqual([sha256(first)])
    expect(scene.faults).toEqual(['scheme a.example', 'status a.example'])
    expect(scene.server.requests('/crl')).toBe(1)
  })

  test('for the changes, where the list says that there are some', async () => {
    const scene = await begin()
    const changes = list({ number: 9, deltaBase: 7 })
    const complete = list({ freshestCrlUrls: [at(scene, 'b', '/delta')] })
    scene.server.change('/crl', { kind: 'bytes', body: complete })
    scene.server.change('/delta', { kind: 'bytes', body: changes })
    const source = await scene.open()
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const all = [sha256(complete), sha256(changes)].sort()
    expect(given(await source.gather([request]))).toEqual(all)
    expect(given(await source.gather([request]))).toEqual(all)
    expect(scene.server.requests()).toBe(2)
  })

  test('for a list of its distribution point, though one of another is held', async () => {
    const scene = await begin()
    const url = (part: string) => at(scene, 'a', `/${part}`)
    const part = (name: string) => list({ issuingDistributionPoint: { urls: [url(name)] } })
    scene.server.change('/1', { kind: 'bytes', body: part('1') })
    scene.server.change('/2', { kind: 'bytes', body: part('2') })
    const source = await scene.open()
    expect(given(await source.gather([wanted({ listUrls: [url('1')] })]))).toEqual([sha256(part('1'))])
    expect(given(await source.gather([wanted({ listUrls: [url('2')] })]))).toEqual([sha256(part('2'))])
  })

  test('for a list in PEM', async () => {
    const scene = await begin({ '/crl': { kind: 'pem', label: 'X509 CRL', body: first } })
    const source = await scene.open()
    expect(given(await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })]))).toEqual([sha256(first)])
  })
})

describe('a host that is away', () => {
  test('is not asked for each document, and then again, and what comes then is news', async () => {
    const scene = await begin({ '/crl': { kind: 'reset' } })
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    for (let document = 0; document < 5; document++) await source.gather([request])
    expect(scene.server.requests()).toBe(1)
    scene.pass(MINUTE)
    await source.gather([request])
    scene.pass(MINUTE)
    await source.gather([request])
    expect(scene.server.requests()).toBe(2)
    scene.server.change('/crl', { kind: 'bytes', body: first })
    scene.pass(MINUTE)
    expect(await source.refresh()).toEqual(NO_NEWS)
    expect(given(await source.gather([request]))).toEqual([sha256(first)])
    expect(await source.refresh()).toEqual(NEWS)
    expect(await source.refresh()).toEqual(NO_NEWS)
    expect(scene.faults).toEqual(['unreachable a.example', 'unreachable a.example'])
  })

  test('nothing else of it is asked either', async () => {
    const scene = await begin({ '/crl': { kind: 'reset' }, '/ocsp': { kind: 'ocsp', answer: () => response() } })
    const source = await scene.open()
    await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')], responderUrls: [at(scene, 'a', '/ocsp')] })])
    expect(scene.server.requests()).toBe(1)
  })

  test('takes away nothing: what is held is given, also beyond its end, with which the judge deals', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await source.gather([request])
    scene.server.change('/crl', { kind: 'status', status: 503 })
    scene.pass(48 * HOUR)
    expect(given(await source.gather([request]))).toEqual([sha256(first)])
  })

  test('that goes on giving a list which is over is asked ever more seldom', async () => {
    const scene = await begin(lists)
    scene.pass(48 * HOUR)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    for (let minute = 0; minute < 60; minute++) {
      await source.gather([request])
      scene.pass(MINUTE)
    }
    // After 0, 1, 3, 7, 15 and 31 minutes.
    expect(scene.server.requests()).toBe(6)
    expect(scene.faults.length).toBe(6)
  })

  test('the fourth question within a minute waits for its turn', async () => {
    const scene = await begin()
    const paths = ['/1', '/2', '/3', '/4']
    for (const [index, path] of paths.entries()) {
      scene.server.change(path, { kind: 'bytes', body: list({ fault: 'damaged-signature', number: index }) })
    }
    // Nobody can tell that they are forged.
    await rm(join(scene.trust, 'issuer.cer'))
    const request = wanted({ listUrls: paths.map((path) => at(scene, 'a', path)) })
    const source = await scene.open()
    expect(given(await source.gather([request])).length).toBe(3)
    expect(scene.faults).toEqual(['rate a.example'])
    scene.pass(20_000)
    await source.gather([request])
    expect(scene.server.requests()).toBe(4)
  })
})

describe('what is not genuine', () => {
  const forged = list({ number: 99, thisUpdate: hours(-1), nextUpdate: hours(900_000), fault: 'damaged-signature' })

  test('is told and not kept, and asked for again soon', async () => {
    const scene = await begin({ '/crl': { kind: 'bytes', body: forged } })
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    expect(given(await source.gather([request]))).toEqual([])
    expect(await source.evidenceBySha(sha256(forged))).toBeNull()
    expect(scene.faults).toEqual(['forged a.example'])
    scene.server.change('/crl', { kind: 'bytes', body: first })
    scene.pass(MINUTE)
    expect(given(await source.gather([request]))).toEqual([sha256(first)])
  })

  test('hides nothing, however much of it was kept while nobody could tell', async () => {
    const scene = await begin(lists)
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    await (await scene.open()).gather([request])
    await rm(join(scene.trust, 'issuer.cer'))
    const source = await scene.open()
    for (let hour = 1; hour <= 5; hour++) {
      const thisUpdate = hours(-hour)
      const body = list({ number: 99 - hour, thisUpdate, nextUpdate: hours(900_000), fault: 'damaged-signature' })
      scene.server.change('/crl', { kind: 'bytes', body })
      scene.pass(HOUR)
      await source.gather([request])
    }
    expect(scene.server.requests()).toBe(6)
    await writeFile(join(scene.trust, 'issuer.cer'), issuer.der)
    await source.refresh()
    expect(given(await source.gather([request]))).toEqual([sha256(first)])
    scene.server.change('/crl', { kind: 'status', status: 503 })
    scene.pass(48 * HOUR)
    const evidence = given(await source.gather([request]))
    expect([evidence.length, evidence.includes(sha256(first))]).toEqual([4, true])
  })

  test('a list of another issuer is not even kept', async () => {
    const [ofRoot = first] = world.certificateLists
    const scene = await begin({ '/crl': { kind: 'bytes', body: ofRoot } })
    const source = await scene.open()
    expect(given(await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })]))).toEqual([])
    expect(await source.evidenceBySha(sha256(ofRoot))).toBeNull()
    expect(scene.faults).toEqual(['other-subject a.example'])
  })

  test('of an authority that is not imported nobody can tell: asked again after half an hour', async () => {
    const scene = await begin(lists)
    await rm(join(scene.trust, 'issuer.cer'))
    const request = wanted({ listUrls: [at(scene, 'a', '/crl')] })
    const source = await scene.open()
    await source.gather([request])
    await source.gather([request])
    expect(scene.server.requests()).toBe(1)
    scene.pass(31 * MINUTE)
    expect(given(await source.gather([request]))).toEqual([sha256(first)])
    expect(scene.server.requests()).toBe(2)
  })
})

describe('a responder', () => {
  const asking = async (answer: (request: OcspRequest) => Uint8Array) => {
    const scene = await begin({ '/ocsp': { kind: 'ocsp', answer } })
    const request = wanted({ responderUrls: [at(scene, 'a', '/ocsp')] })
    return { scene, request, source: await scene.open() }
  }

  test('is asked where no list says enough, and not again before its next update', async () => {
    const { scene, request, source } = await asking(({ nonce }) => response(nonce ? { nonce } : {}))
    const { ocspResponses } = await source.gather([request])
    expect(ocspResponses.length).toBe(1)
    scene.pass(23 * HOUR)
    expect((await source.gather([request])).ocspResponses).toEqual(ocspResponses)
    expect(scene.server.requests()).toBe(1)
    scene.pass(2 * HOUR)
    await source.gather([request])
    expect(scene.server.requests()).toBe(2)
  })

  test('is not asked where a list says enough', async () => {
    const scene = await begin({ ...lists, '/ocsp': { kind: 'ocsp', answer: () => response() } })
    const source = await scene.open()
    await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')], responderUrls: [at(scene, 'b', '/ocsp')] })])
    expect(scene.server.requests('/ocsp')).toBe(0)
  })

  test('is asked where the list in force is younger than the end of the certificate', async () => {
    const scene = await begin({ ...lists, '/ocsp': { kind: 'ocsp', answer: () => response() } })
    const source = await scene.open()
    const urls = { listUrls: [at(scene, 'a', '/crl')], responderUrls: [at(scene, 'b', '/ocsp')] }
    await source.gather([wanted({ ...urls, notAfter: hours(-24) })])
    expect(scene.server.requests('/ocsp')).toBe(1)
  })

  const answers: readonly { name: string; answer: (request: OcspRequest) => Uint8Array; fault: string | null }[] = [
    { name: 'a response made in advance, without the nonce', answer: () => response(), fault: null },
    { name: 'the nonce of somebody else', answer: () => response({ nonce: Buffer.alloc(32, 9) }), fault: 'nonce' },
    { name: 'an empty nonce', answer: () => response({ nonce: Buffer.alloc(0) }), fault: 'nonce' },
    { name: 'a page', answer: () => Buffer.from('<html>'), fault: 'unreadable' },
    { name: 'half a response', answer: () => response().subarray(0, 200), fault: 'unreadable' },
    { name: 'try later', answer: () => buildOcspError('tryLater'), fault: 'no-answer' },
    { name: 'unauthorized', answer: () => buildOcspError('unauthorized'), fault: 'no-answer' },
    {
      name: 'about another certificate',
      answer: () => response({}, { certificate: world.person }),
      fault: 'other-subject',
    },
    { name: 'of another authority', answer: () => response({}, { issuer: world.root }), fault: 'other-subject' },
    { name: 'more than any response has', answer: () => Buffer.alloc(1_000_001), fault: 'too-large' },
    { name: 'over already', answer: () => response({}, { nextUpdate: hours(-0.5) }), fault: 'stale' },
  ]
  for (const { name, answer, fault } of answers) {
    test(`that answers with ${name}: ${fault ?? 'taken'}`, async () => {
      const { scene, request, source } = await asking(answer)
      const isGiven = fault === null || fault === 'stale'
      expect((await source.gather([request])).ocspResponses.length).toBe(isGiven ? 1 : 0)
      expect(scene.faults).toEqual(fault === null ? [] : [`${fault} a.example`])
    })
  }

  test('that knows nothing leaves the next one to be asked', async () => {
    const scene = await begin({
      '/1': { kind: 'ocsp', answer: () => response({}, { status: 'unknown' }) },
      '/2': { kind: 'ocsp', answer: () => response() },
    })
    const source = await scene.open()
    const request = wanted({ responderUrls: [at(scene, 'a', '/1'), at(scene, 'b', '/2')] })
    const { ocspResponses } = await source.gather([request])
    expect(ocspResponses.flatMap(({ basic }) => basic?.responses ?? []).map(({ status }) => status.kind)).toContain(
      'good',
    )
  })

  const signers = [
    {
      name: 'whom the authority delegated is believed until its next update',
      delegation: ['ocspSigning'],
      requests: 1,
    },
    { name: 'with another certificate of the authority is asked again', delegation: ['emailProtection'], requests: 2 },
  ] as const
  for (const { name, delegation, requests } of signers) {
    test(name, async () => {
      const responder = buildSigner({
        issuer: world.issuer,
        subject: [['CN', 'OCSP']],
        key: world.timeStampAuthority.key,
        serial: 77n,
        notBefore: hours(-24),
        notAfter: hours(240),
        purposes: delegation,
      })
      const { scene, request, source } = await asking(() => response({ responder }))
      await source.gather([request])
      scene.pass(31 * MINUTE)
      await source.gather([request])
      expect(scene.server.requests()).toBe(requests)
    })
  }
})

describe('nobody is asked', () => {
  const hostile = (port: number): readonly string[] => [
    `http://127.0.0.1:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://0.0.0.0:${port}/`,
    `http://2130706433:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://user@127.0.0.1:${port}/`,
    `http://localhost:${port}/`,
    `http://rebound.example:${port}/`,
    'http://169.254.169.254/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
    'http://10.0.0.1/',
    `ldap://127.0.0.1:${port}/`,
    'file:///etc/passwd',
  ]

  test('below an anchor that is not ours, whatever the addresses are, also the honest ones', async () => {
    const scene = await begin(lists)
    const canary = await openListenerAnywhere()
    const source = await scene.open()
    for (const url of [...hostile(canary.port), at(scene, 'a', '/crl')]) {
      const untrusted = wanted({ anchor: sha256(Buffer.from('no anchor')), listUrls: [url], responderUrls: [url] })
      expect(given(await source.gather([untrusted]))).toEqual([])
    }
    expect([canary.connections(), scene.server.connections(), scene.faults]).toEqual([0, 0, []])
    await canary.close()
  })

  test('below an anchor of ours at places that nobody listed', async () => {
    const scene = await begin()
    const canary = await openListenerAnywhere()
    const source = await scene.open()
    const urls = hostile(canary.port)
    for (const url of urls) await source.gather([wanted({ listUrls: [url], responderUrls: [url] })])
    expect(canary.connections()).toBe(0)
    expect(new Set(scene.faults.map((fault) => fault.split(' ')[0]))).toEqual(
      new Set(['host', 'credentials', 'scheme', 'port']),
    )
    await canary.close()
  })

  test('below an anchor whose trust was taken away while the service runs', async () => {
    const scene = await begin(lists)
    const source = await scene.open()
    await writeFile(join(scene.trust, 'anchors.json'), '[{"sha256":"x"}]')
    await source.refresh()
    await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })])
    expect(scene.server.connections()).toBe(0)
  })

  test('where it is switched off', async () => {
    const scene = await begin(lists)
    const source = await scene.open({ isOnline: false })
    expect(given(await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })]))).toEqual([])
    expect(scene.server.connections()).toBe(0)
  })
})

describe('no oracle: whatever an inner host answers, the verdict sees the same', () => {
  const answers: readonly { name: string; routes: PkiRoutes }[] = [
    { name: 'a page', routes: { '/crl': { kind: 'page' } } },
    { name: 'not found', routes: {} },
    { name: 'forbidden', routes: { '/crl': { kind: 'status', status: 403 } } },
    { name: 'a reset', routes: { '/crl': { kind: 'reset' } } },
    { name: 'too much', routes: { '/crl': { kind: 'endless' } } },
    { name: 'a redirect', routes: { '/crl': { kind: 'redirect', to: 'http://169.254.169.254/' } } },
  ]
  for (const { name, routes } of answers) {
    test(name, async () => {
      const scene = await begin(routes)
      const source = await scene.open()
      const evidence = await source.gather([wanted({ listUrls: [at(scene, 'a', '/crl')] })])
      expect(evidence).toEqual({ certificateLists: [], ocspResponses: [], heldSince: new Map() })
      // Nothing of the address but the host is told, not even to the operator.
      expect(scene.faults.map((fault) => fault.split(' ')[1])).toEqual(['a.example'])
    })
  }
})

test('a file of the operator that changes is news, and its copy is none', async () => {
  const scene = await begin()
  const source = await scene.open({ isOnline: false })
  expect(await source.refresh()).toEqual(NO_NEWS)
  await writeFile(join(scene.lists, 'a.crl'), first)
  expect(await source.refresh()).toEqual(NEWS)
  await source.gather([wanted()])
  expect(await source.refresh()).toEqual(NO_NEWS)
})

test('a response that came is news of its authority', async () => {
  const scene = await begin({ '/ocsp': { kind: 'ocsp', answer: () => response() } })
  const [source, other] = [await scene.open(), await scene.open()]
  await source.gather([wanted({ responderUrls: [at(scene, 'a', '/ocsp')] })])
  expect(await source.refresh()).toEqual(NEWS)
  expect(await other.refresh()).toEqual(NEWS)
})

test('requests for several certificates share one list', async () => {
  const scene = await begin(lists)
  const source = await scene.open()
  const request: RevocationRequest = wanted({ listUrls: [at(scene, 'a', '/crl')] })
  const others = ['5', '6', '7'].map((digit) => ({
    ...request,
    certificate: digit.repeat(64) as Sha256,
    serialNumber: `0${digit}`,
  }))
  expect(given(await source.gather([request, ...others]))).toEqual([sha256(first)])
  expect(scene.server.requests()).toBe(1)
})

test('what a judgement has seen of the folders before anybody was told of it is told once all the same', async () => {
  const scene = await begin()
  const source = await scene.open({ isOnline: false })
  await source.refresh()
  await writeFile(join(scene.lists, 'a.crl'), first)
  await source.catchUp()
  expect(given(await source.known([wanted()]))).toEqual([sha256(first)])
  expect(await source.refresh()).toEqual(NEWS)
  expect(await source.refresh()).toEqual(NO_NEWS)
})
