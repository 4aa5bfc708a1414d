/**
 * Damage to what a verdict rests on: to certificates, lists, responses, time-stamps, from outside and in the file. Nothing that
 * was not valid becomes so, and nothing ends in an exception.
 *
 * `FLIPS=5000` asks for more runs, `FLIPS_SEED` repeats a seed that a title names.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../../fixtures/authority.ts'
import { RECEIVED, SIGNER_SERIAL } from '../../fixtures/cases/revocation-world.ts'
import { addDocumentTimeStamp } from '../../fixtures/signed-pdf.ts'
import { type Bytes, fromHex, lastIndexOf, toHex, toLatin1 } from '../../src/bytes.ts'
import { readSignedData } from '../../src/format/cms/signed-data.ts'
import type { Instant } from '../../src/lang.ts'
import { explainDocument, explainSignature } from '../../src/report/explain.ts'
import { explainReport } from '../../src/report/explain-report.ts'
import { CODES, type Code } from '../../src/validation/code.ts'
import { judge } from '../../src/validation/judge.ts'
import type { Judgement } from '../../src/validation/judgement.ts'
import {
  before,
  cmsOf,
  damaged,
  fileOf,
  JANUARY,
  judgeParts,
  names,
  type Place,
  places,
  usual,
  validWorlds,
  type World,
  worldOf,
  worlds,
} from './damaged-worlds.ts'
import { type Mutation, mutate, mutation } from './mutation.ts'
import { givenWith, rootList, world } from './revocation/judged.ts'

const seed = Number(process.env.FLIPS_SEED ?? Date.now() % 2 ** 31)
const wished = process.env.FLIPS ? Number(process.env.FLIPS) : null
const runs = (usual: number) => ({ numRuns: wished ?? usual, seed })
/** Milliseconds, so that a slow machine ends thousands of runs too. */
const PATIENCE = 60_000 + 100 * (wished ?? 0)

const codeIn = (whole: World, place: Place): Code | undefined => judgeParts(whole, place).report.signatures[0]?.code

const damage = fc.record({ name: fc.constantFrom(...names), place: fc.constantFrom(...places), change: mutation })

describe(`a file that is not valid does not become so by damage (seed ${seed}):`, () => {
  for (const whole of worlds) {
    test(
      `one ${whole.name}`,
      () => {
        for (const place of places) expect([place, codeIn(whole, place)]).toEqual([place, whole.code])
        fc.assert(
          fc.property(damage, ({ name, place, change }) => {
            const { report } = judgeParts(damaged(whole, name, change), place)
            expect(report.outcome).not.toBe('valid')
          }),
          runs(20),
        )
      },
      PATIENCE,
    )
  }
})

describe(`a file that is valid, damaged, has a verdict in words (seed ${seed}):`, () => {
  for (const whole of validWorlds) {
    test(
      `one ${whole.name}`,
      () => {
        for (const place of places) expect(judgeParts(whole, place).report.outcome).toBe('valid')
        fc.assert(
          fc.property(damage, ({ name, place, change }) => {
            expectWellFormed(judgeParts(damaged(whole, name, change), place))
          }),
          runs(100),
        )
      },
      PATIENCE,
    )
  }
})

function expectWellFormed({ report, wanted, restsOn }: Judgement): void {
  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  const codes = [
    report.code,
    ...report.signatures.flatMap(({ code, findings }) => [code, ...findings.map((one) => one.code)]),
  ]
  for (const code of codes) expect(CODES).toHaveProperty(code)
  expect(explainDocument(report).sentence).toMatch(/\S/u)
  for (const signature of report.signatures) {
    const { label, sentence, nextStep } = explainSignature(signature)
    for (const text of [label, sentence, nextStep]) expect(text).not.toMatch(/undefined|NaN|\[object/u)
  }
  expect(explainReport(report, 'quyet-dinh.pdf')).not.toMatch(/undefined|NaN|\[object/u)
  expect(new Set(wanted.map((one) => one.certificate)).size).toBe(wanted.length)
  expect(Object.keys(restsOn)).toEqual(['certificates', 'evidence', 'listIssuers'])
}

/** Revoked after the document time-stamp: all hangs on that, since nobody knows when the file was received. */
const stampedFile = addDocumentTimeStamp(fileOf(usual).put(cmsOf(worldOf('valid', 'signed', { list: null }))), {
  authority: world.timeStampAuthority,
  genTime: before,
  contentsSize: 8_192,
})

/** The token of the document time-stamp replaced; the bytes that it covers stay. */
function withToken(change: Mutation | null): Bytes {
  const bytes = Buffer.from(stampedFile.bytes)
  const start = lastIndexOf(bytes, '/Contents <') + '/Contents <'.length
  const token = fromHex(toLatin1(bytes.subarray(start, start + 2 * 8_192)))
  const length = readSignedDataLength(token)
  const written = change ? mutate(token.subarray(0, length), change).subarray(0, 8_192) : token
  bytes.write(toHex(written).padEnd(2 * 8_192, '0'), start, 'latin1')
  return bytes
}

function readSignedDataLength(token: Bytes): number {
  const read = readSignedData(token)
  if (!read.ok) throw read.error
  return read.value.encodedLength
}

const judgeStamped = (change: Mutation | null, revokedAt: Instant): Judgement =>
  judge(withToken(change), {
    ...givenWith({
      lists: [
        rootList,
        world.list({
          thisUpdate: instant('2026-03-03T20:00:00Z'),
          revoked: [{ serial: SIGNER_SERIAL, at: revokedAt }],
        }),
      ],
    }),
    receivedAt: null,
  })

test(
  `a document time-stamp that is damaged takes no signature back to before its revocation (seed ${seed})`,
  () => {
    expect(judgeStamped(null, RECEIVED).report.outcome).toBe('valid')
    fc.assert(
      fc.property(mutation, (change) => {
        const { report } = judgeStamped(change, JANUARY)
        expect(report.outcome).not.toBe('valid')
        expectWellFormed(judgeStamped(change, RECEIVED))
      }),
      runs(60),
    )
  },
  PATIENCE,
)

/** In MB. ASN1_BUDGET lets a reader hold 200,000 values, of some 400 bytes each; the program itself takes 40. */
const HEAP = 160
/** In bytes, all that the system gave: the heap, what the fixtures were made in, and the largest list several times. */
const MOST_MEMORY = 700_000_000

test(
  `readers of damaged evidence throw nothing but errors of the format, within a heap of ${HEAP} MB (seed ${seed})`,
  () => {
    const program = fileURLToPath(new URL('./read-damaged.ts', import.meta.url))
    const args = [`--max-old-space-size=${HEAP}`, program, String(seed), String(wished ?? 1000)]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expect(Number(stdout)).toBeLessThan(MOST_MEMORY)
  },
  PATIENCE,
)
