/** Stands in for the judge: what it does is told by the name of the file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Question } from '../../workers/messages.ts'

const hoard: unknown[] = []

const deeds: Readonly<Record<string, (path: string) => void>> = {
  loop: () => {
    for (;;) hoard.length = 0
  },
  /** Without the processor, as where others have it. */
  wait: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  heap: () => {
    for (;;) hoard.push({ more: [hoard.length, hoard.length] })
  },
  buffers: () => {
    for (;;) hoard.push(Buffer.alloc(8 * 1024 * 1024, 1))
  },
  /** More with each file; long enough for a look at the memory. */
  leak: () => {
    hoard.push(Buffer.alloc(100 * 1024 * 1024, 1))
    for (const end = performance.now() + 400; performance.now() < end; );
  },
  crash: () => process.exit(7),
  fault: () => {
    throw new Error('a bug of ours')
  },
  write: (path) => writeFileSync(path, 'changed'),
  read: (path) => void readFileSync(path),
}

process.on('message', ({ path }: Question) => {
  try {
    deeds[basename(path)]?.(path)
    const notes = Object.keys(process.env)
    const report = { sha256: '00', bytes: 0, outcome: 'unsigned', code: 'not-signed', notes, signatures: [] }
    const restsOn = { certificates: [], evidence: [], listIssuers: [] }
    process.send?.({ kind: 'judged', judgement: { report, asked: [], wanted: [], restsOn }, elapsedMs: 1 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    process.send?.({ kind: 'failed', why: `${error} ${code}` })
  }
})
process.on('disconnect', () => process.exit())
