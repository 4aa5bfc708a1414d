/** The mark of a home that was set up on the pages: later starts need not be told again. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = 'set-up'

export const isSetUp = (data: string): boolean => existsSync(join(data, NAME))

export async function markSetUp(home: string): Promise<void> {
  await writeFile(join(home, NAME), '', { mode: 0o600 })
}
