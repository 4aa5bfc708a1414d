/** The sources put together as the service and `verify --online` do. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import { openEvidence } from '../../src/evidence/open-evidence.ts'
import { list, names, root, wanted } from './made.ts'
import { openScene, type Scene } from './opened.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene({ '/crl': { kind: 'bytes', body: list() } })
})
afterEach(() => scene.close())

const faults: string[] = []
const ports = () => ({
  clock: scene.now,
  onFault: ({ code, host }: { readonly code: string; readonly host: string }) => void faults.push(`${code} ${host}`),
})
const folders = () => ({ trust: [scene.trust], lists: [scene.lists] })

test('offline: what is imported, and what is kept', async () => {
  await writeFile(join(scene.lists, 'a.crl'), list())
  await writeFile(join(scene.trust, 'broken.cer'), 'x')
  const keptIn = join(scene.folder, 'evidence')
  const evidence = await openEvidence({ folders: folders(), keptIn, fetch: null }, ports())
  expect(evidence.problems().map(({ path }) => path)).toEqual([join(scene.trust, 'broken.cer')])
  const { anchors } = await evidence.trust()
  expect(anchors.map(({ certificate }) => certificate.sha256)).toEqual([root.sha256])
  const { certificateLists, heldSince } = await evidence.gather([wanted()])
  expect([names(certificateLists), heldSince.get(sha256(list()))]).toEqual([[sha256(list())], scene.now()])
  await evidence.close()
})

test('online: from a host and an address that the settings name, by the resolver of this machine', async () => {
  const { port } = scene.server
  const fetch = { hosts: [`localhost:${port}`], addresses: [{ address: '127.0.0.1', prefix: 32 }] }
  const keptIn = join(scene.folder, 'evidence')
  const evidence = await openEvidence({ folders: folders(), keptIn, fetch }, ports())
  const urls = [`http://127.0.0.1:${port}/crl`, `http://localhost:${port}/crl`]
  expect(names((await evidence.gather([wanted({ listUrls: urls })])).certificateLists)).toEqual([sha256(list())])
  expect(faults).toEqual(['host 127.0.0.1'])
  await evidence.close()
})
