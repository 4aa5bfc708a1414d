/** A program for the crash stories: keeps the lists of a folder, and kills itself so many turns after it began with the last one. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openKeptEvidence } from '../../src/evidence/kept.ts'
import { openMaterialShelf, readMaterial } from '../../src/evidence/material.ts'
import { NOW } from './times.ts'

const [folder = '', lists = '', turns = '0'] = process.argv.slice(2)
const kept = await openKeptEvidence({ folder, shelf: openMaterialShelf(), clock: () => NOW, onFault: () => undefined })
const names = (await readdir(lists)).sort()
for (const [index, name] of names.entries()) {
  const item = readMaterial('list', await readFile(join(lists, name)))
  if (item === null) throw new Error(`${name} is no list`)
  const keeping = kept.keep(item, 'http://a.example/crl')
  if (index < names.length - 1) await keeping
  else for (let turn = 0; turn < Number(turns); turn++) await new Promise((done) => setImmediate(done))
}
process.kill(process.pid, 'SIGKILL')
