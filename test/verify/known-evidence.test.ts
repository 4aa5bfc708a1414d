/** `sokyso verify --crl`: a list in the folder is heard, though the file carries an answer that is still in force. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { JUDGED, RECEIVED } from '../../fixtures/cases/revocation-world.ts'
import { sha256 } from '../../src/bytes.ts'
import { runVerify } from '../cli/run-here.ts'
import { carriers, olderList, revokingList } from '../pipeline/older-embedded.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { rootList, world } from '../validation/revocation/judged.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
  const put = (name: string, content: Uint8Array) => writeFile(join(folder.path, name), content)
  for (const name of ['trust', 'revoking', 'older']) await mkdir(join(folder.path, name))
  await put('trust/root.cer', world.root.certificate)
  await put('trust/ca.cer', world.ca.certificate)
  await put('revoking/ca.crl', revokingList)
  await put('older/ca.crl', olderList)
  for (const name of ['revoking', 'older']) await put(`${name}/root.crl`, rootList)
  for (const [i, { pdf }] of carriers.entries()) await put(`${i}.pdf`, pdf)
})
afterAll(() => folder.remove())

const iso = (at: number) => new Date(at).toISOString()
const files = carriers.map((_, i) => `${i}.pdf`)
const verify = (lists: string, ...args: readonly string[]) => {
  const times = ['--at', iso(JUDGED), '--received', iso(RECEIVED)]
  return runVerify(folder.path, ['--json', '--trust', 'trust', '--crl', lists, ...times, ...args, ...files])
}
const codesOf = (out: string) => out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).code]))

test('a later list that revokes: not valid, and the bundle gives the same report to the byte', async () => {
  const { exit, out } = await verify('revoking', '--save-bundle', 'bundles')
  expect([exit, codesOf(out)]).toEqual([1, carriers.map(() => 'revoked-time-unproven')])
  for (const { pdf } of carriers) {
    const replayed = await runVerify(folder.path, ['--json', '--bundle', join('bundles', `${sha256(pdf)}.zip`)])
    expect([replayed.error, codesOf(replayed.out)]).toEqual(['', ['revoked-time-unproven']])
  }
})

test('an older list that revokes nobody: valid', async () => {
  const { exit, out } = await verify('older')
  expect([exit, codesOf(out)]).toEqual([0, carriers.map(() => 'valid')])
})
