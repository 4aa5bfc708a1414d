/** Files judged on one core beside the floor (reading, SHA-256, one RSA verification) and beside `pdfsig`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { constants, createHash, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorld, instant, type World } from '../fixtures/authority.ts'
import { signOctets } from '../fixtures/keys.ts'
import { openDraft, stream } from '../fixtures/pdf-draft.ts'
import { appendUpdate } from '../fixtures/pdf-update.ts'
import { buildPlainPdf } from '../fixtures/plain-pdf.ts'
import { signPdf } from '../fixtures/signed-pdf.ts'
import type { Bytes } from '../src/bytes.ts'
import { judge } from '../src/validation/judge.ts'
import { givenOf } from './given.ts'

const AT = instant('2021-08-11T00:00:00Z')
/** Enough for a stable mean, little enough for a minute in all. */
const ROUNDS = { warm: 50, counted: 300, pdfsig: 10 } as const

export async function benchVerify(print: (line: string) => void): Promise<void> {
  const world = await buildWorld(AT)
  const folder = mkdtempSync(join(tmpdir(), 'sokyso-bench-'))
  try {
    for (const [name, size] of [
      ['200 KB', 200_000],
      ['2 MB', 2_000_000],
    ] as const) {
      const path = join(folder, `${size}.pdf`)
      writeFileSync(path, await signedPdf(world, size))
      print(compare(name, path, world))
    }
    print(`peak memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A page and a scan-like stream that does not compress, signed once. */
async function signedPdf(world: World, size: number): Promise<Bytes> {
  const draft = await openDraft(await buildPlainPdf('Trang 1'))
  const noise = Buffer.alloc(size)
  for (let i = 0, state = 1; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    noise[i] = state >>> 24
  }
  const padded = appendUpdate(draft, { objects: new Map([[draft.nextObject, stream(noise)]]) })
  return signPdf(padded, { cms: { signer: world.organisation }, claimedAt: AT }).bytes
}

function compare(name: string, path: string, world: World): string {
  const given = givenOf(world, AT)
  const ours = measure(() => {
    const { report } = judge(readFileSync(path), given)
    if (report.outcome !== 'valid') throw new Error(`${name}: ${report.code}`)
  })
  const key = new X509Certificate(world.organisation.certificate).publicKey
  const value = signOctets(world.organisation.key, { digest: 'sha256', padding: 'pkcs1' }, Buffer.from('floor'))
  const floor = measure(() => {
    createHash('sha256').update(readFileSync(path)).digest()
    verify('sha256', Buffer.from('floor'), { key, padding: constants.RSA_PKCS1_PADDING }, value)
  })
  const pdfsig = measurePdfsig(path)
  const perSecond = Math.round(1000 / ours)
  const beside =
    pdfsig === null
      ? 'pdfsig is not here'
      : `pdfsig (a process a file) ${pdfsig.toFixed(1)} ms = ${(pdfsig / ours).toFixed(0)} x`
  return `${name}: ${ours.toFixed(2)} ms a file, ${perSecond} files/s; floor ${floor.toFixed(2)} ms = 1/${(ours / floor).toFixed(1)}; ${beside}`
}

/** Milliseconds a call, warm. */
function measure(call: () => void): number {
  for (let i = 0; i < ROUNDS.warm; i++) call()
  const start = performance.now()
  for (let i = 0; i < ROUNDS.counted; i++) call()
  return (performance.now() - start) / ROUNDS.counted
}

function measurePdfsig(path: string): number | null {
  if (spawnSync('pdfsig', ['-v']).error) return null
  const start = performance.now()
  for (let i = 0; i < ROUNDS.pdfsig; i++) execFileSync('pdfsig', ['-nocert', path], { stdio: 'ignore' })
  return (performance.now() - start) / ROUNDS.pdfsig
}
