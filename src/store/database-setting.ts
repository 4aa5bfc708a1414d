/** A database that cannot hold the truth as it is set up; `message` is the sentence that says what to put right. */
import { ExplainedError } from '../explained-error.ts'

export class DatabaseSettingError extends ExplainedError {
  override name = 'DatabaseSettingError'
}
