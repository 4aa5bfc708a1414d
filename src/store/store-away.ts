/** What keeps the truth is out of reach or out of room for the moment: whatever was asked of it may be asked again. */

export class StoreAwayError extends Error {
  constructor(cause: unknown) {
    super('The database cannot be reached, or cannot answer now', { cause })
    this.name = 'StoreAwayError'
  }
}
