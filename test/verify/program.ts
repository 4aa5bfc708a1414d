/** The command as a user gives it, within this process: to start one of its own each time takes longer than what it does. */
import { Readable, Writable } from 'node:stream'
import { runCommand } from '../../src/run-command.ts'

export type Ended = { readonly exit: number | null; readonly out: string; readonly error: string }

/** Runs `sokyso verify` in a folder. @param environment beside ours. */
export async function runVerify(
  cwd: string,
  args: readonly string[],
  stdin: Uint8Array = new Uint8Array(),
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [out, error] = [collector(), collector()]
  const home = process.cwd()
  process.chdir(cwd)
  try {
    const exit = await runCommand(['verify', ...args], {
      ...{ stdin: Readable.from([Buffer.from(stdin)]), stdout: out.stream, stderr: error.stream },
      environment: () => ({ ...process.env, ...environment }),
    })
    return { exit, out: out.text(), error: error.text() }
  } finally {
    process.chdir(home)
  }
}

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
