import { afterAll, beforeAll, describe } from 'vitest'
import { IS_NIGHT } from '../night.ts'
import { type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts'
import { killedPipelineContract } from './killed.contract.ts'

killedPipelineContract('killed in the middle, on SQLite', null)

/** What a kill leaves in PostgreSQL is told by day of whole services (`test/services/conformance.test.ts`). */
const onServer = () => {
  let server: Postgres
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  killedPipelineContract('killed in the middle, on PostgreSQL', () => server.database())
}
if (IS_NIGHT) describe.skipIf(postgresMissing !== null)(`with PostgreSQL ${postgresMissing ?? ''}`, onServer)
