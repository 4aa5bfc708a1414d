/** What is known beside the report and the letter: the head of the document, and whether the mail vouches for its sender. */
import type { IdentityReading, Stated } from '../identity/identity.ts'
import type { LetterOrigin } from '../mail/letter-origin.ts'

/** Only what was read for certain in the document itself: a doubtful reading is no witness. */
export type DocumentHeader = {
  /** The last of the lines over the number. */
  readonly organName: string
  /** The body above it, or null. */
  readonly organAbove: string | null
}

export type Beside = {
  readonly header: DocumentHeader | null
  /** Whether the mail servers on the way vouch for the address of the sender (RFC 8601). */
  readonly sender: 'authenticated' | 'unknown' | 'contradicted'
}

/** A letter that nothing vouches for is not contradicted: servers on the way rewrite letters, and few sign them. */
export function besideOf(reading: IdentityReading | null, origin: Pick<LetterOrigin, 'sender'> | null): Beside {
  return { header: headerOf(reading), sender: origin?.sender === 'confirmed' ? 'authenticated' : 'unknown' }
}

export const NOTHING_BESIDE: Beside = { header: null, sender: 'unknown' }

export function headerOf(reading: IdentityReading | null): DocumentHeader | null {
  if (reading?.kind !== 'read') return null
  const organName = certain(reading.identity.organName)
  return organName === null ? null : { organName, organAbove: certain(reading.identity.organAbove) }
}

/** Names of files and subjects of letters are words of the sender, who is a witness of his own. */
function certain(field: Stated<string> | null): string | null {
  const isOfDocument = field?.source === 'page-text' || field?.source === 'signature-widget'
  return isOfDocument && field.confidence === 'firm' ? field.value : null
}
