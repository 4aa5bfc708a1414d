import { afterAll, beforeAll, describe } from 'vitest'
import { type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts'
import { killedPipelineContract } from './killed.contract.ts'

killedPipelineContract('killed in the middle, on SQLite', null)

describe.skipIf(postgresMissing !== null)(`with PostgreSQL ${postgresMissing ?? ''}`, () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  killedPipelineContract('killed in the middle, on PostgreSQL', () => server.database())
})
