/** Files judged on one core beside the floor (reading, SHA-256, RSA) and beside `pdfsig`. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { buildWorld, instant, type World } from '../fixtures/authority.ts'
import { buildBulkyPdf, buildLongPdf } from '../fixtures/bulky-pdf.ts'
import type { Bytes } from '../src/bytes.ts'
import { judge } from '../src/validation/judge.ts'
import { givenOf } from './given.ts'
import { measure, measurePdfsig, openFloor } from './measure.ts'

const AT = instant('2021-08-11T00:00:00Z')

export async function benchVerify(print: (line: string) => void): Promise<void> {
  const world = await buildWorld(AT)
  const cms = { signer: world.organisation }
  const made: readonly (readonly [name: string, signatures: number, build: () => Promise<Bytes>])[] = [
    ['200 KB, 1 signature', 1, () => buildBulkyPdf(200_000, cms)],
    ['2 MB, 1 signature', 1, () => buildBulkyPdf(2_000_000, cms)],
    ['500 pages, 20 signatures', 20, () => buildLongPdf(500, 20, cms)],
    ['5,000 pages, 2 signatures', 2, () => buildLongPdf(5_000, 2, cms)],
  ]
  const folder = mkdtempSync(join(tmpdir(), 'sokyso-bench-'))
  const path = join(folder, 'made.pdf')
  try {
    for (const [name, signatures, build] of made) {
      writeFileSync(path, await build())
      print(compare(name, path, signatures, world))
    }
    writeFileSync(path, await buildBulkyPdf(300_000_000, cms))
    print(compareLarge('300 MB, 1 signature', path))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** @throws where a signature is not found to be intact: what is measured is a whole verdict. */
export function compare(name: string, path: string, signatures: number, world: World): string {
  const given = givenOf(world, AT)
  const ours = measure(() => {
    const { report } = judge(readFileSync(path), given)
    const intact = report.signatures.filter(
      ({ integrity, modification }) => integrity === 'intact' && /none|permitted/.test(modification),
    )
    if (intact.length !== signatures) throw new Error(`${name}: ${report.code}`)
  })
  const run = openFloor(world)
  const floor = measure(() => run(path, signatures))
  const pdfsig = measurePdfsig(path)
  const beside =
    pdfsig === null
      ? 'pdfsig is not here'
      : `pdfsig (a process a file) ${pdfsig.toFixed(1)} ms = ${(pdfsig / ours).toFixed(1)} x`
  return `${name}: ${ours.toFixed(2)} ms a file, ${Math.round(1000 / ours)} files/s; floor ${floor.toFixed(2)} ms = 1/${(ours / floor).toFixed(1)}; ${beside}`
}

const Large = z.object({
  ms: z.number(),
  hashMs: z.number(),
  peakMb: z.number(),
  beforeMb: z.number(),
  fileMb: z.number(),
})

/** In a process of its own, once: nobody judges many such files. */
function compareLarge(name: string, path: string): string {
  const script = join(import.meta.dirname, 'large-file.ts')
  const output = execFileSync(process.execPath, [script, path], { encoding: 'utf8' })
  const { ms, hashMs, peakMb, beforeMb, fileMb } = Large.parse(JSON.parse(output))
  const pdfsig = measurePdfsig(path)
  const beside = pdfsig === null ? 'pdfsig is not here' : `pdfsig ${pdfsig.toFixed(0)} ms`
  return (
    `${name}: ${ms.toFixed(0)} ms = ${(ms / hashMs).toFixed(2)} x one SHA-256 of it (${hashMs.toFixed(0)} ms); ` +
    `memory ${(peakMb - fileMb).toFixed(0)} MB beside the file, ${(peakMb - beforeMb).toFixed(0)} MB of it by the judge; ${beside}`
  )
}
