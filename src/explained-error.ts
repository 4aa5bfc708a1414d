/** Errors that tell whoever runs the program what to put right. */

/** Its message is a sentence in Vietnamese, complete without a stack. */
export class ExplainedError extends Error {
  override name = 'ExplainedError'
}
