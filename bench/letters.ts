/** Letters a second from a real mailbox to the count, with what each kind of process uses: on one machine, and as many processes. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../src/store/store.ts'
import { type Dovecot, dovecotMissing, startDovecot } from '../test/services/dovecot.ts'
import { imapSettings } from '../test/services/imap-settings.ts'
import { deployPostgres, deploySqlite } from '../test/torture/deployment.ts'
import { MIXES, makeLetters } from './made-letters.ts'
import type { Options } from './options.ts'
import { openProcessUse } from './process-use.ts'

const USER = 'noivu'
/** Letters delivered at a time: as many as the memory holds of the largest. */
const PAGE = 50

type Print = (line: string) => void

/** `--letters 1000 --mix office|small --on sqlite|postgres`, both where none is named. */
export async function benchLetters(print: Print, options: Options): Promise<void> {
  if (dovecotMissing !== null) return print(dovecotMissing)
  const count = options.number('letters', 1_000)
  const name = options.text('mix', 'office')
  const mix = MIXES[name]
  if (mix === undefined) throw new Error(`There is no mix ${name}: ${Object.keys(MIXES).join(', ')}`)
  const wanted = options.text('on', '')
  const folder = await mkdtemp(join(tmpdir(), 'bench-letters-'))
  const dovecot = await startDovecot()
  try {
    const made = await makeLetters(folder, mix)
    const bytes = await deliver(dovecot, made.letter, count)
    print(`letters: ${count} of the mix ${name}, ${Math.round(bytes / 2 ** 20)} MB, are in the mailbox`)
    for (const on of ['sqlite', 'postgres'] as const) {
      if (wanted !== '' && wanted !== on) continue
      const data = await mkdtemp(join(folder, `${on}-`))
      const environment = { ...made.environment, ...(await imapSettings(dovecot, USER, folder)), SOKYSO_DATA: data }
      await run(print, { on, count, environment, dovecot, folder: data })
    }
  } finally {
    await dovecot.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function deliver(dovecot: Dovecot, letter: (n: number) => Promise<Uint8Array>, count: number): Promise<number> {
  let bytes = 0
  for (let from = 0; from < count; from += PAGE) {
    const page: Uint8Array[] = []
    for (let n = from; n < Math.min(count, from + PAGE); n++) page.push(await letter(n))
    bytes += page.reduce((sum, one) => sum + one.length, 0)
    await dovecot.fill(USER, page)
  }
  return bytes
}

type Run = {
  readonly on: 'sqlite' | 'postgres'
  readonly count: number
  readonly environment: Readonly<Record<string, string>>
  readonly dovecot: Dovecot
  readonly folder: string
}

async function run(print: Print, { on, count, environment, dovecot, folder }: Run): Promise<void> {
  const use = openProcessUse()
  const begin = performance.now()
  const deployed = await (on === 'sqlite'
    ? deploySqlite(environment, dovecot)
    : deployPostgres(environment, dovecot, folder))
  const store = await deployed.openStore()
  const since = () => (performance.now() - begin) / 1000
  let takenAt = 0
  for (let isDone = false; !isDone; await pause(250)) {
    use.look()
    const { letters, lettersWaiting, documentsWaiting } = await store.progress()
    if (letters === count && takenAt === 0) takenAt = since()
    isDone = letters === count && lettersWaiting + documentsWaiting === 0
  }
  const seconds = since()
  print(
    `letters, ${on}: ${await explainResult(store, count)}; all taken after ${takenAt.toFixed(1)} s, all judged after ${seconds.toFixed(1)} s: ${(count / seconds).toFixed(1)} letters/s`,
  )
  for (const [kind, { peakMb, seconds: busy }] of [...use.kinds()].toSorted(([, a], [, b]) => b.seconds - a.seconds)) {
    const each = ((busy * 1000) / count).toFixed(1)
    print(`letters, ${on}: ${kind}: ${Math.round(peakMb)} MB at most in one process, ${each} ms of processor a letter`)
  }
  await store.close()
  await deployed.stop()
}

async function explainResult(store: Store, count: number): Promise<string> {
  const submissions = await store.judgedSubmissions()
  const documents = new Set(submissions.map(({ submission }) => submission.document)).size
  const valid = submissions.filter(({ report }) => report?.outcome === 'valid').length
  return `${count} letters, ${submissions.length} submissions, ${documents} documents, ${valid} valid`
}
