/** The service, or a part of it, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Role } from '../../src/config/scale.ts'
import { runHere } from '../cli/run-here.ts'

/** Not run where it lies: there the `.env` of whoever tries the service would have a say. */
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The gate has what Node compiles kept for all starts. */
const { NODE_COMPILE_CACHE } = process.env
const COMPILED = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }

export type ServiceProcess = {
  /** Of its pages, without a slash at the end; empty where it has none. */
  readonly url: string
  readonly pid: number
  readonly output: () => string
  /** Resolves to its exit code, null where the signal killed it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

/**
 * Resolves once it tells the address of its pages or, having none, what it does.
 *
 * @param through a program that runs it in other circumstances, and becomes it.
 */
export function startService(
  environment: Readonly<Record<string, string>>,
  role: Role = 'serve',
  through: readonly string[] = [],
): Promise<ServiceProcess> {
  const [command = process.execPath, ...args] = [...through, process.execPath, MAIN, role]
  const program: ChildProcess = spawn(command, args, { cwd: tmpdir(), env: { ...COMPILED, ...environment } })
  let output = ''
  const ended = new Promise<number | null>((resolve) => program.on('close', resolve))
  return new Promise((resolve, reject) => {
    const onText = (text: Buffer) => {
      output += text.toString()
      const url = /http:\/\/[^\s/]+/.exec(output)?.[0] ?? (output.includes('Tiến trình này') ? '' : undefined)
      if (url === undefined) return
      const end = (signal: NodeJS.Signals) => {
        program.kill(signal)
        return ended
      }
      resolve({ url, pid: program.pid ?? 0, output: () => output, end })
    }
    program.stdout?.on('data', onText)
    program.stderr?.on('data', onText)
    ended.then((exit) => reject(new Error(`The service ended with ${exit}: ${output}`)))
  })
}

/** A command of the program that ends by itself: in this process, as it needs none of its own. */
export async function runCommand(
  environment: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly output: string }> {
  const { exit, out, error } = await runHere(tmpdir(), args, { environment })
  return { exit, output: out + error }
}
