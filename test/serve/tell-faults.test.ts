/** Faults while the service runs: each in the log, and its sentence once. */
import { expect, test } from 'vitest'
import { redisFault } from '../../src/queue/redis-away.ts'
import { tellFaults } from '../../src/serve/tell-faults.ts'
import { FailedSyncError } from '../../src/store/failed-sync.ts'
import { StoreAwayError } from '../../src/store/store-away.ts'

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' })

const cases: readonly (readonly [name: string, error: Error, sentence: RegExp])[] = [
  ['a database that is away', new StoreAwayError(refused), /cơ sở dữ liệu/],
  ['a disk that failed the database', new FailedSyncError(refused), /^Ổ đĩa không ghi được/],
  ['a Redis that refuses connections', redisFault(refused), /^Chưa kết nối được tới Redis/],
  [
    'a Redis whose connection was given up',
    redisFault(new Error('Connection is closed.')),
    /^Chưa kết nối được tới Redis/,
  ],
  ['a fault of ours', redisFault(new Error('x is not a function')), /^Chương trình gặp lỗi/],
]

test.each(cases)('%s is logged each time and said once', (_, error, sentence) => {
  const said: string[] = []
  const logged: unknown[] = []
  const terminal = { say: (text: string) => void said.push(text), progress: () => undefined }
  const log = { error: (_: string, one: unknown) => void logged.push(one), info: () => undefined }
  const tell = tellFaults(terminal, log)
  tell(error)
  tell(error)
  expect(said).toEqual([expect.stringMatching(sentence)])
  expect(logged).toEqual([error, error])
})
