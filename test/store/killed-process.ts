/** A process that dies by SIGKILL in the middle of its work. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** Runs a program that kills itself where its last argument says, and waits for that. */
export async function runUntilKilled(program: URL, ...settings: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(program), ...settings], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
}
