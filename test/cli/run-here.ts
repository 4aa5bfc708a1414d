/** The command as a user gives it, within this process: to start one of its own each time takes longer than what it does. */
import { Readable, Writable } from 'node:stream'
import { runCommand } from '../../src/run-command.ts'

export type Ended = { readonly exit: number; readonly out: string; readonly error: string }

type Given = { readonly stdin?: Uint8Array; readonly environment?: NodeJS.ProcessEnv }

/** Runs `sokyso` in a folder. @param given no input and our own environment unless said otherwise. */
export async function runHere(cwd: string, args: readonly string[], given: Given = {}): Promise<Ended> {
  const { stdin = new Uint8Array(), environment = process.env } = given
  const [out, error] = [collector(), collector()]
  const home = process.cwd()
  process.chdir(cwd)
  try {
    const exit = await runCommand(args, {
      ...{ stdin: Readable.from([Buffer.from(stdin)]), stdout: out.stream, stderr: error.stream },
      environment: () => environment,
    })
    return { exit, out: out.text(), error: error.text() }
  } finally {
    process.chdir(home)
  }
}

/** Runs `sokyso verify` in a folder. @param environment beside ours. */
export const runVerify = (
  cwd: string,
  args: readonly string[],
  stdin?: Uint8Array,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> =>
  runHere(cwd, ['verify', ...args], { ...(stdin && { stdin }), environment: { ...process.env, ...environment } })

function collector() {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(chunk)
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}
