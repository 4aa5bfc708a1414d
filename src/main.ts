/** The entrance: reads the command line and runs what was asked for. */
import { EXIT, readCommand, USAGE } from './cli.ts'
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
      throw new Error('not yet')
    case 'help':
      process.stdout.write(USAGE)
      return 0
    case 'misused':
      process.stderr.write(`${command.sentence}\n\n${USAGE}`)
      return EXIT.misused
  }
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`Chương trình gặp lỗi: ${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = EXIT.internal
}
