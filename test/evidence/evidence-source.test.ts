/** The sources of evidence keep the contract of their port: folders, what is kept, and the network. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openImportedEvidence } from '../../src/evidence/imported.ts'
import { evidenceSourceContract, type Material } from './evidence-source.contract.ts'
import { openScene, type Scene } from './opened.ts'

async function fill(folder: string, { lists, responses }: Material): Promise<void> {
  for (const [index, der] of lists.entries()) await writeFile(join(folder, `${index}.crl`), der)
  for (const [index, der] of responses.entries()) await writeFile(join(folder, `${index}.ors`), der)
}

const without = ({ server: { connections }, close }: Scene) => ({
  listUrls: [],
  responderUrls: [],
  isAtHand: true,
  connections,
  close,
})

evidenceSourceContract('imported folders', async (material) => {
  const scene = await openScene()
  await fill(scene.lists, material)
  const source = await openImportedEvidence({ trust: [scene.trust], lists: [scene.lists] })
  return { source, ...without(scene) }
})

evidenceSourceContract('kept, with imported folders', async (material) => {
  const scene = await openScene()
  await fill(scene.lists, material)
  return { source: await scene.open({ isOnline: false }), ...without(scene) }
})

const addresses = ({ server: { url } }: Scene, { lists, responses }: Material) => ({
  listUrls: lists.map((_, index) => `${url}/${index}.crl`),
  responderUrls: responses.map((_, index) => `${url}/ocsp/${index}`),
})

evidenceSourceContract('the network', async (material) => {
  const scene = await openScene()
  for (const [index, body] of material.lists.entries()) scene.server.change(`/${index}.crl`, { kind: 'bytes', body })
  for (const [index, body] of material.responses.entries()) {
    scene.server.change(`/ocsp/${index}`, { kind: 'ocsp', answer: () => body })
  }
  const { server, close } = scene
  const source = await scene.open()
  return { source, ...addresses(scene, material), isAtHand: false, connections: server.connections, close }
})
