/** A policy by its name or from a file. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OFFICIAL_2021, PolicyError, STRICT } from '../../src/evidence/policy/read-policy.ts'
import { choosePolicy } from '../../src/verify/choose-policy.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  folder = await temporaryFolder()
})
afterAll(() => folder.remove())

test('a name means the policy that ships', async () => {
  expect(await choosePolicy('strict')).toBe(STRICT)
  expect(await choosePolicy('official-2021')).toBe(OFFICIAL_2021)
})

test('any other word means a file', async () => {
  const shipped = await readFile(new URL('../../src/evidence/policy/strict.json', import.meta.url), 'utf8')
  const path = join(folder.path, 'own.json')
  await writeFile(path, JSON.stringify({ ...JSON.parse(shipped), name: 'own' }))
  expect(await choosePolicy(path)).toEqual({ ...STRICT, name: 'own' })
})

test('what is neither is refused with the names there are', async () => {
  const choosing = choosePolicy(join(folder.path, 'nowhere'))
  await expect(choosing).rejects.toThrow(PolicyError)
  await expect(choosing).rejects.toThrow(/nowhere.*strict, official-2021/)
})
