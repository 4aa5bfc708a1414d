/** What a trusted certificate says of the body that signed, by its subject and its address. */
import { foldName } from '../campaign/spelling.ts'
import type { SignerReport } from '../validation/report.ts'
import type { RegisterIndex } from './name-index.ts'
import { areOfAnotherBody, bodyOfNames, type NamedBody } from './named-body.ts'

/**
 * An organisation is told by its CN; a person by the offices (OU, O) that the certificate places them in. Where these
 * name nobody, the address that the authority put into the certificate does, if it is registered. What a person has said
 * of this very subject stands before all that.
 */
export function bodyOfSigner(signer: SignerReport, { names, addresses, subjects }: RegisterIndex): NamedBody {
  const known = subjects.get(subjectKey(signer))
  if (known) return { kind: 'names', units: [known.id] }
  const body = bodyOfSubject(signer, names)
  if (body.kind !== 'silent' && body.kind !== 'may-name') return body
  const addressee = addresses.get(signer.email?.toLowerCase() ?? '')
  // An address that contradicts the subject places nobody.
  if (!addressee || (body.kind === 'may-name' && !body.units.includes(addressee.id))) return body
  return { kind: 'names', units: [addressee.id] }
}

function bodyOfSubject(signer: SignerReport, names: RegisterIndex['names']): NamedBody {
  const above = signer.organization === null ? [] : [foldName(signer.organization)]
  const offices = [...signer.organizationalUnits.map(foldName), ...above]
  const commonName = foldName(signer.commonName)
  if (signer.kind === 'organization') {
    const body = bodyOfNames({ names: [commonName], all: [commonName, ...offices], above }, names)
    return body.kind === 'silent' ? { kind: 'other-body' } : body
  }
  const body = bodyOfNames({ names: offices, all: offices, above }, names)
  return areOfAnotherBody(offices, names) ? { kind: 'other-body' } : body
}

/** The subject as one text that no other subject has (RFC 4514, 2.4); the address tells namesakes in one office apart. */
export function subjectKey({ commonName, organizationalUnits, organization, email }: SignerReport): string {
  const escaped = (value: string) => value.normalize('NFC').replace(/[\\,]/g, '\\$&')
  return [
    `CN=${escaped(commonName)}`,
    ...organizationalUnits.map((unit) => `OU=${escaped(unit)}`),
    ...(organization === null ? [] : [`O=${escaped(organization)}`]),
    ...(email === null ? [] : [`E=${escaped(email.toLowerCase())}`]),
  ].join(', ')
}
