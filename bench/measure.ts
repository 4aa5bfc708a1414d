/** How long something takes, and the bytes and signatures that everything is measured with. */
import { spawnSync } from 'node:child_process'
import { constants, createHash, verify, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { World } from '../fixtures/authority.ts'
import { signOctets } from '../fixtures/keys.ts'
import { timed } from './timed.ts'

/** Of processor time; enough for a stable mean, little enough for two minutes in all. */
const SPAN_MS = { warm: 1000, counted: 2000 } as const
const PDFSIG_ROUNDS = 5

/** Milliseconds a call, warm. */
export function measure(call: () => void): number {
  repeat(call, SPAN_MS.warm)
  return repeat(call, SPAN_MS.counted)
}

function repeat(call: () => void, spanMs: number): number {
  let spent = 0
  let rounds = 0
  for (; rounds === 0 || spent < spanMs; rounds++) spent += timed(call)
  return spent / rounds
}

/** The floor: a file is read, hashed once, and each of its signatures verified once with RSA. */
export function openFloor(world: World): (path: string, signatures: number) => void {
  const key = new X509Certificate(world.organisation.certificate).publicKey
  const data = Buffer.from('floor')
  const value = signOctets(world.organisation.key, { digest: 'sha256', padding: 'pkcs1' }, data)
  return (path, signatures) => {
    createHash('sha256').update(readFileSync(path)).digest()
    for (let count = 0; count < signatures; count++)
      verify('sha256', data, { key, padding: constants.RSA_PKCS1_PADDING }, value)
  }
}

/** Milliseconds of processor time of a process; null where it is not installed. */
export function measurePdfsig(path: string): number | null {
  if (spawnSync('pdfsig', ['-v']).error) return null
  // It says by its code that it trusts nobody here. `times` prints, in its second line, what children of the shell took (POSIX).
  const script = `for round in $(seq ${PDFSIG_ROUNDS}); do pdfsig -nocert "$1" >/dev/null 2>&1; done; times`
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', path], { encoding: 'utf8' })
  const ofChildren = [...(stdout.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  return (
    (ofChildren.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0) * 1000) /
    PDFSIG_ROUNDS
  )
}
