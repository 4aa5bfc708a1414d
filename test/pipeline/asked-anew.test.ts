/** The lists of the file before spare a judgement, and nobody a question: whoever would be asked without them is asked. */
import { afterEach, describe, expect, test } from 'vitest'
import type { PkiRoutes } from '../../fixtures/pki-server.ts'
import { type Bytes, sha256 } from '../../src/bytes.ts'
import { askAndGather } from '../../src/pipeline/ask-and-gather.ts'
import type { Judgement } from '../../src/validation/judgement.ts'
import { list, names, wanted } from '../evidence/made.ts'
import { openScene, type Scene } from '../evidence/opened.ts'
import { hours } from '../evidence/times.ts'
import { reportOf } from '../store/sample-rows.ts'

const HOUR = 3_600_000
const DOCUMENT = sha256(Buffer.from('a document'))

let scene: Scene | null = null
afterEach(() => scene?.close())

const bytes = (body: Bytes) => ({ kind: 'bytes', body }) as const

/** What two files of one signer are given, the second an hour and a half after the first. */
async function givenToTwo(before: (at: (path: string) => string) => PkiRoutes, after: PkiRoutes) {
  const one = await openScene()
  scene = one
  const at = (path: string) => `http://a.example:${one.server.port}${path}`
  const serve = (routes: PkiRoutes) => {
    for (const [path, route] of Object.entries(routes)) one.server.change(path, route)
  }
  serve(before(at))
  const source = await one.open()
  const request = wanted({ listUrls: [at('/crl')] })
  const rounds: number[] = []
  const judgeNext = async () => {
    const { evidence } = await askAndGather(source, new AbortController().signal, async (given): Promise<Judgement> => {
      rounds.push(given.certificateLists.length)
      // As the judge: settled by a complete list in force, whatever has changed since.
      const isSettled = given.certificateLists.some(({ baseNumber }) => baseNumber === null)
      const restsOn = { certificates: [], evidence: [], listIssuers: [] }
      return { report: reportOf(DOCUMENT), asked: [request], wanted: isSettled ? [] : [request], restsOn }
    })
    return names(evidence.certificateLists)
  }
  await judgeNext()
  one.pass(1.5 * HOUR)
  serve(after)
  return { given: await judgeNext(), rounds }
}

describe('the second file of a signer', () => {
  const complete = (at: (path: string) => string) => list({ freshestCrlUrls: [at('/delta')] })
  const changes = list({ number: 8, deltaBase: 7, nextUpdate: hours(1) })
  const later = list({ number: 9, deltaBase: 7, thisUpdate: hours(1), nextUpdate: hours(2) })

  test('is given the changes that came since, though the complete list is in force', async () => {
    const { given } = await givenToTwo((at) => ({ '/crl': bytes(complete(at)), '/delta': bytes(changes) }), {
      '/delta': bytes(later),
    })
    expect(given).toContain(sha256(later))
  })

  test('is judged once where nobody would be asked', async () => {
    const { rounds } = await givenToTwo(() => ({ '/crl': bytes(list()) }), {})
    expect(rounds).toEqual([0, 1, 1])
  })
})
