// Counts what vitest's JSON reporter wrote: prints "PASSED FAILED" on the last line, and before it what was not run.
// A skipped test counts as failed, unless its title names a folder ../shared/… that is not there.
import { existsSync, readFileSync } from 'node:fs'

const [, , path, exitCode] = process.argv
let passed = 0
let failed = 0

if (existsSync(path)) {
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    const before = failed
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') passed++
      else if (status === 'failed') failed++
      else if (!lacksSharedFolder(fullName)) {
        console.log(`Not run: ${fullName}`)
        failed++
      }
    }
    // A file that broke outside of its tests.
    if (file.status === 'failed' && failed === before) failed++
  }
}
// No results, or an error between the tests.
if (failed === 0 && (passed === 0 || exitCode !== '0')) failed = 1
console.log(`${passed} ${failed}`)

function lacksSharedFolder(title) {
  const folder = /\.\.\/shared\/[\w-]+/.exec(title)?.[0]
  return folder !== undefined && !existsSync(folder)
}
