/** What was read in a document, as rows hold it. Rows of an older reader have the fields that it knew; a later one reads the document again. */
import type { IdentityReading } from '../identity/identity.ts'

export function readStoredReading(json: string): IdentityReading {
  return JSON.parse(json)
}
