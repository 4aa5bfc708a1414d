/** A database that cannot hold the truth as it is set up; `message` is the sentence that says what to put right. */

export class DatabaseSettingError extends Error {
  override name = 'DatabaseSettingError'
}
