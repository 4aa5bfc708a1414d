/** The entrance: reads the command line and runs what was asked for. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { EXIT, readCommand, USAGE } from './cli.ts'
import { ConfigError, readConfig } from './config.ts'
import { serve } from './serve/serve.ts'
import { StartError } from './serve/start-error.ts'
import { systemClock } from './system.ts'
import { verify } from './verify/verify.ts'

// The reader of our output has gone (`| head`): nobody is left to tell anything.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT.internal))

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  switch (command.kind) {
    case 'verify':
      return verify(command, process, systemClock)
    case 'serve':
      return startService()
    case 'help':
      process.stdout.write(USAGE)
      return 0
    case 'misused':
      process.stderr.write(`${command.sentence}\n\n${USAGE}`)
      return EXIT.misused
  }
}

/** Runs the service until it is told to end. @returns the exit code. */
async function startService(): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
    await serve(config, programVersion(), process.stdout, stop.signal)
    return 0
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof StartError)) throw error
    process.stderr.write(`${error.message}\n`)
    return EXIT.misused
  }
}

function programVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`Chương trình gặp lỗi: ${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = EXIT.internal
}
