// Starts a command under Node 24: the one that npm brought (optionalDependencies) where the system's is older.
// A launcher and not node_modules/.bin, because npm before 11.6.2 removes the `node` link there (docs/decisions/0001).
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

const inModules = (place) => fileURLToPath(new URL(`node_modules/${place}`, import.meta.url))
const target = `${process.platform}-${process.arch}`
const brought = [inModules(`node-${target}/bin`), inModules(`node-bin-${target}/bin`)].find((place) =>
  existsSync(place),
)
if (!brought && Number.parseInt(process.versions.node, 10) < 24) {
  console.error(`Cần Node 24 trở lên, máy này có ${process.version}. / Node 24 is needed, found ${process.version}.`)
  process.exit(1)
}
const path = [brought, inModules('.bin'), process.env.PATH].filter(Boolean).join(delimiter)
const child = spawn(process.argv[2], process.argv.slice(3), { stdio: 'inherit', env: { ...process.env, PATH: path } })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
// npm passes a signal on to its shell alone, which ends without a word to us: whoever ended them meant the command.
const parent = process.ppid
const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  child.kill('SIGTERM')
}, 500)
child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
