/** What a person has read on the pages of a document, in place of what a machine did. */
import type { IdentityReading, Stated } from '../identity/identity.ts'
import { NO_FIELDS } from '../identity/read-identity.ts'
import type { Decision, DescribedFields } from './decision.ts'

/** Null of a decision: as it was read. Of a file in which nothing could be read, the number of its pages stays unknown (0). */
export function asDescribed(reading: IdentityReading | null, decision: Decision | null): IdentityReading | null {
  if (decision?.ruling.action !== 'describe') return reading
  const read = reading?.kind === 'read' ? reading : UNREAD
  return { ...read, identity: { ...read.identity, ...stated(decision.ruling.fields) } }
}

const UNREAD = {
  kind: 'read',
  identity: { ...NO_FIELDS, text: 'none', pageAmount: 0, isAppendix: false },
  traces: { content: null, sketch: null },
} as const satisfies IdentityReading

function stated(fields: DescribedFields) {
  const byPerson = (value: string | null): Stated<string> | null =>
    value === null ? null : { value, source: 'person', confidence: 'firm' }
  return {
    codeNumber: byPerson(fields.codeNumber),
    codeNotation: byPerson(fields.codeNotation),
    typeName: byPerson(fields.typeName),
    issuedDate: byPerson(fields.issuedDate),
    organName: byPerson(fields.organName),
    subject: byPerson(fields.subject),
  }
}
