/** What keeps the service from starting and its operator can put right; `message` is the sentence that says how. */
import { ExplainedError } from '../explained-error.ts'

export class StartError extends ExplainedError {
  override name = 'StartError'
}
