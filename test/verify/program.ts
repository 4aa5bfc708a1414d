/** The program as a user starts it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export type Ended = { readonly exit: number | null; readonly out: string; readonly error: string }

/** Runs `sokyso verify` in a folder. @param environment beside ours. */
export function runVerify(
  cwd: string,
  args: readonly string[],
  stdin: Uint8Array = new Uint8Array(),
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const program = spawn(process.execPath, [MAIN, 'verify', ...args], { cwd, env: { ...process.env, ...environment } })
    let out = ''
    let error = ''
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    program.stderr.setEncoding('utf8').on('data', (text: string) => {
      error += text
    })
    program.on('error', reject).on('close', (exit) => resolve({ exit, out, error }))
    program.stdin.end(stdin)
  })
}
