/** LibreOffice without a window: opens what we wrote and writes it again in a form that can be read. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bytes } from '../../src/bytes.ts'

/** What the gate installs it from. */
export const LIBREOFFICE = 'libreoffice-writer-nogui libreoffice-calc-nogui'

/**
 * All files of one kind in one run.
 *
 * @param to an ending that it writes, such as `pdf` or `fods`.
 * @throws where it does not open one of them.
 */
export function convert(
  folder: string,
  files: Readonly<Record<string, Bytes>>,
  to: string,
): Readonly<Record<string, Buffer>> {
  const names = Object.keys(files)
  for (const name of names) writeFileSync(join(folder, name), files[name] ?? '')
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
  const paths = names.map((name) => join(folder, name))
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', to, '--outdir', folder, ...paths], {
    encoding: 'utf8',
    timeout: 120_000,
  })
  if (run.status !== 0) throw new Error(`soffice: ${run.status} ${run.stderr}`)
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name.replace(/\.\w+$/, `.${to}`)))]))
}
