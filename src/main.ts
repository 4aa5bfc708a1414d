/** The entrance. */
import { existsSync } from 'node:fs'
import { runCommand } from './run-command.ts'

process.exitCode = await runCommand(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: () => {
    if (existsSync('.env')) process.loadEnvFile()
    return process.env
  },
})
