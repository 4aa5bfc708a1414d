/**
 * Files that are built to overload the judge: each has its verdict from a sealed process under the limits of production, which judges
 * on behind it, and one that came after a signature is valid only where it shows nothing.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bomb } from '../../fixtures/bomb.ts'
import { crowdBombs } from '../../fixtures/bomb-crowd.ts'
import { depthBombs } from '../../fixtures/bomb-depth.ts'
import { inflationBombs } from '../../fixtures/bomb-inflation.ts'
import { loopBombs } from '../../fixtures/bomb-loop.ts'
import { numberBombs } from '../../fixtures/bomb-number.ts'
import { openDraft, type PdfDraft } from '../../fixtures/pdf-draft.ts'
import { buildPlainPdf } from '../../fixtures/plain-pdf.ts'
import { signPdf } from '../../fixtures/signed-pdf.ts'
import { POOL_LIMITS, type ValidationPool, validationPool } from '../../workers/pool.ts'
import { IS_NIGHT } from '../night.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { given, SIGNED_AT, world } from './given.ts'

const plain = await openDraft(await buildPlainPdf('Trang 1', 'Trang 2'))
const sign = (draft: PdfDraft) => signPdf(draft, { cms: { signer: world.person }, claimedAt: SIGNED_AT })

const honest = sign(plain)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let pool: ValidationPool
/** Why processes were ended: a budget of the reader that is not there is made good by the pool, with the same code in the end. */
const killed: string[] = []

beforeAll(async () => {
  folder = await temporaryFolder()
  // Processes that judged few other files, those of two bombs: what the ones before left in memory would decide about the next.
  pool = validationPool({ ...POOL_LIMITS, size: 1, recycleAfter: 6, onKilled: (cause) => killed.push(cause) })
})
afterAll(async () => {
  pool.close()
  await folder.remove()
})

async function codeOf({ bytes }: PdfDraft): Promise<string> {
  const path = join(folder.path, 'bomb.pdf')
  await writeFile(path, bytes)
  const { report } = await pool.judge({ path }, given())
  return report.code
}

const attacked: readonly (readonly [what: string, bombs: readonly Bomb[]])[] = [
  ['filters', inflationBombs],
  ['references', loopBombs],
  ['numbers', numberBombs],
  ['depth', depthBombs],
  ['crowds', crowdBombs],
]
/** By day every second one of those that are alike. */
const shown = (bombs: readonly Bomb[]) => (IS_NIGHT ? bombs : bombs.filter((_, index) => index % 2 === 0))

for (const [what, bombs] of attacked) {
  describe(`an attack by ${what} has a verdict:`, () => {
    for (const { name, lay, codes } of shown(bombs)) {
      test(name, async () => {
        expect([await codeOf(sign(lay(plain))), await codeOf(lay(honest))]).toEqual(codes)
        // The same process goes on.
        expect([await codeOf(honest), ...killed.splice(0)]).toEqual(['valid'])
      })
    }
  })
}

test('what came after a signature is valid only where nothing of it is shown: descriptions, long-term data, blanks', () => {
  const harmless = attacked.flatMap(([, bombs]) => bombs).filter(({ codes: [, after] }) => after.startsWith('valid'))
  expect(harmless.map(({ name }) => name)).toEqual([
    'metadata of 48 MB of markup',
    'a security store of itself',
    'a security store that fans out',
    'one line of blanks',
  ])
})
