/** Whom signatures rest on, as the service itself judges by it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenedEvidence, openEvidence } from '../../src/evidence/open-evidence.ts'
import { PINS } from '../../src/evidence/pins.ts'
import { trustLook } from '../../src/serve/trust-look.ts'
import { issuer, list, pem, response, root, signer } from '../evidence/made.ts'
import { hours, NOW } from '../evidence/times.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let evidence: OpenedEvidence
beforeEach(async () => {
  folder = await temporaryFolder()
  for (const name of ['trust', 'lists']) await mkdir(join(folder.path, name))
  await writeFile(join(folder.path, 'trust/all.pem'), pem('CERTIFICATE', root.der) + pem('CERTIFICATE', issuer.der))
  await writeFile(join(folder.path, 'trust/broken.crt'), 'no certificate')
  const folders = { trust: [join(folder.path, 'trust')], lists: [join(folder.path, 'lists')] }
  const settings = { folders, keptIn: join(folder.path, 'kept'), fetch: null }
  evidence = await openEvidence(settings, { clock: () => NOW, onFault: () => undefined })
})
afterEach(async () => {
  await evidence.close()
  await folder.remove()
})

test('anchors, what they issued, where they were read, and what cannot be used', async () => {
  const { authorities, problems, missingPins, isFetching } = await trustLook(evidence, false)()
  expect(authorities).toMatchObject([
    { sha256: root.sha256, kind: 'anchor', pin: null, isByHand: true, file: { name: 'all.pem' }, list: null },
    { sha256: issuer.sha256, kind: 'intermediate', isByHand: false, file: { name: 'all.pem' }, list: null },
  ])
  expect(authorities[0]?.file?.writtenAt).toBeGreaterThan(0)
  expect([problems, isFetching]).toEqual([1, false])
  expect(missingPins).toHaveLength(PINS.size)
})

test('a list that comes while the page is looked at is on it the next time', async () => {
  const look = trustLook(evidence, true)
  const before = await look()
  expect(await look()).toBe(before)
  const bytes = list({ thisUpdate: hours(-5), nextUpdate: hours(-1) })
  await writeFile(join(folder.path, 'lists/new.crl'), bytes)
  await writeFile(join(folder.path, 'lists/answer.ors'), response())
  const { authorities, answers } = await look()
  expect(authorities[1]?.list).toMatchObject({ thisUpdate: hours(-5), nextUpdate: hours(-1), from: null })
  expect(answers).toMatchObject([{ serialNumber: signer.serialNumber, nextUpdate: hours(24), heldSince: null }])
})
