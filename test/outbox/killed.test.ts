import { join } from 'node:path'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { IS_NIGHT } from '../night.ts'
import { type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { killedSenderContract } from './killed.contract.ts'

killedSenderContract('letters in SQLite', async () => {
  const folder = await temporaryFolder()
  onTestFinished(folder.remove)
  return join(folder.path, 'sokyso.db')
})

function onServer() {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())
  killedSenderContract('letters in PostgreSQL', () => server.database())
}

if (IS_NIGHT) describe.skipIf(postgresMissing !== null)(`with PostgreSQL ${postgresMissing ?? ''}`, onServer)
