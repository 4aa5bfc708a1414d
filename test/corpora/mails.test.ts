/** Letters of many programs through the whole service: each is accounted for, and the log names nobody. */
import { existsSync, globSync } from 'node:fs'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/bytes.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { wordsOf } from '../serve/letter-words.ts'
import { startService } from '../services/service-process.ts'
import { smallPractice } from '../services/small-practice.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'

const MAILS = '../shared/mails'
const isThere = existsSync(MAILS)

test.skipIf(!isThere)(
  `letters of many programs (${isThere ? '' : 'needs the folder '}${MAILS})`,
  async () => {
    const folder = await temporaryFolder()
    const { environment } = await smallPractice(folder.path, 3)
    const letters = await Promise.all(globSync(`${MAILS}/**/*.eml`).map((path) => readFile(path)))
    for (const [index, letter] of letters.entries()) {
      const path = join(environment.SOKYSO_MAIL_DIR ?? '', `${index}.eml`)
      await writeFile(path, letter)
      await utimes(path, 1_600_000_000, 1_600_000_000)
    }
    const service = await startService({ ...environment, SOKYSO_LOG_LEVEL: 'trace' })
    const store = await openSqliteStore(join(environment.SOKYSO_DATA ?? '', 'sokyso.db'))
    const done = {
      letters: new Set(letters.map((letter) => sha256(letter))).size,
      lettersWaiting: 0,
      documentsWaiting: 0,
    }
    await expect.poll(() => store.progress(), { timeout: 240_000, interval: 500 }).toMatchObject(done)
    await store.close()
    expect(await service.end('SIGTERM')).toBe(0)
    const logged = service.output()
    expect(logged).toContain('"event":"letter-read"')
    expect(letters.flatMap(wordsOf).filter((word) => logged.includes(word))).toEqual([])
    await folder.remove()
  },
  300_000,
)
