/** run.mjs, as npm starts it: a signal to npm reaches the command. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const RUN = fileURLToPath(new URL('../../run.mjs', import.meta.url))

/** Says when it runs and when it was told to end; its end closes the pipe that the test reads. */
const COMMAND = `
process.on('SIGTERM', () => { console.log('ended'); process.exit(0) })
setInterval(() => undefined, 1000)
console.log('running')
`

async function startedBy(
  starter: string,
  args: readonly string[],
): Promise<{ process: ChildProcess; lines: AsyncIterator<string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sokyso-run-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'command.mjs'), COMMAND)
  const scripts = { start: `node "${RUN}" node command.mjs` }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'started', version: '1.0.0', scripts }))
  const started = spawn(starter, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  return { process: started, lines: createInterface(started.stdout)[Symbol.asyncIterator]() }
}

/** Undefined where the output ends before. */
async function until(lines: AsyncIterator<string>, wanted: string): Promise<string | undefined> {
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (next.value === wanted) return next.value
  return undefined
}

const starters: readonly [string, string, readonly string[]][] = [
  ['npm', 'npm', ['start']],
  ['a shell that passes no signal on', 'sh', ['-c', `node "${RUN}" node command.mjs; true`]],
  ['nothing between', process.execPath, [RUN, 'node', 'command.mjs']],
]

test.skipIf(process.platform === 'win32').each(starters)(
  'SIGTERM ends the command under %s',
  async (_, starter, args) => {
    const { process: started, lines } = await startedBy(starter, args)
    expect(await until(lines, 'running')).toBe('running')
    started.kill('SIGTERM')
    expect(await until(lines, 'ended')).toBe('ended')
    // The pipe closes only when nobody is left who could write to it.
    expect(await lines.next()).toMatchObject({ done: true })
    if (started.exitCode === null && started.signalCode === null) await once(started, 'exit')
  },
)
