/** One file judged in a process of its own, so that its memory is known: prints what it took as JSON. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { OFFICIAL_2021 } from '../src/evidence/policy/read-policy.ts'
import type { Instant } from '../src/lang.ts'
import { judge } from '../src/validation/judge.ts'
import { type Given, NO_EVIDENCE } from '../src/validation/judgement.ts'
import { timed } from './timed.ts'

/** What somebody who trusts nobody is told: whether the bytes are those that were signed. */
const given: Given = {
  at: 1_628_640_000_000 as Instant,
  receivedAt: null,
  trust: { anchors: [], intermediates: [] },
  evidence: NO_EVIDENCE,
  policy: OFFICIAL_2021,
}

/** In MiB. What `getrusage` says begins with the memory of whoever started this process. */
function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? []
  return Number(kilobytes) / 1024
}

const [path = ''] = process.argv.slice(2)
const bytes = readFileSync(path)
const hashMs = timed(() => createHash('sha256').update(bytes).digest())
const before = peak()
const ms = timed(() => {
  const [signature] = judge(bytes, given).report.signatures
  if (signature?.integrity !== 'intact') throw new Error('not intact')
})
console.log(JSON.stringify({ ms, hashMs, peakMb: peak(), beforeMb: before, fileMb: bytes.length / 2 ** 20 }))
