/** A change of accounts that is not to be; thrown, it undoes its transaction with the entry of the log. */

export class Refused extends Error {
  readonly why: 'unknown' | 'last-administrator' | 'taken'
  constructor(why: Refused['why']) {
    super(why)
    this.why = why
  }
}
