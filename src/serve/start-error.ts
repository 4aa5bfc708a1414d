/** What keeps the service from starting and its operator can put right; `message` is the sentence that says how. */

export class StartError extends Error {
  override name = 'StartError'
}
