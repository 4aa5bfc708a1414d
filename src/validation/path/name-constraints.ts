/** Whether the names of a certificate lie where the authorities above it may issue. RFC 5280, 4.2.1.10 and 6.1.3 (b), (c). */
import { fromHex, indexOf, toLatin1 } from '../../bytes.ts'
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate, Name } from '../../format/x509/certificate.ts'
import type { GeneralName } from '../../format/x509/general-name.ts'
import type { NameConstraints } from '../../format/x509/name-constraints.ts'
import { sameRelativeName, valuesOf } from '../distinguished-name.ts'
import { isHostWithin, isInNetwork, isMailWithin, isUriWithin } from './internet-names.ts'

const NAME_BUDGET = {
  /** Each name with each constraint; Go's crypto/x509 has the same limit. */
  comparisons: 250_000,
} as const

/** What is wrong with the names of `certificate` under all of `constraints`; null where nothing is. */
export function checkNames(certificate: Certificate, constraints: readonly NameConstraints[]): string | null {
  if (constraints.length === 0) return null
  const names = namesOf(certificate)
  const subtrees = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0)
  if (names.length * subtrees > NAME_BUDGET.comparisons) return 'too many names'
  for (const name of names) {
    const fault = constraints.map((one) => checkName(name, one)).find((found) => found !== null)
    if (fault) return fault
  }
  return null
}

/**
 * Subject, alternative names, and the addresses in the subject.
 * Stricter than RFC 5280, 4.2.1.10: those addresses are looked at also where alternative names are present.
 */
function namesOf({ subject, subjectAltNames }: Certificate): readonly GeneralName[] {
  const directory: readonly GeneralName[] =
    subject.attributes.length > 0 ? [{ kind: 'directoryName', name: subject }] : []
  const mails = valuesOf(subject, OID.emailAddress).map((value): GeneralName => ({ kind: 'rfc822Name', value }))
  return [...directory, ...subjectAltNames, ...mails]
}

function checkName(name: GeneralName, { permitted, excluded }: NameConstraints): string | null {
  const ofKind = (subtrees: NameConstraints['permitted']) => subtrees.filter(({ base }) => sameKind(base, name))
  // RFC 5280, 4.2.1.10: minimum is 0 and maximum absent in this profile; of anything else the meaning is not known here.
  const odd = [...ofKind(permitted), ...ofKind(excluded)].some(
    ({ minimum, maximum }) => minimum !== 0 || maximum !== null,
  )
  if (odd) return `subtree bounds of ${name.kind}`
  if (ofKind(excluded).some(({ base }) => isWithin(name, base) !== false)) return `excluded ${name.kind}`
  const within = ofKind(permitted)
  return within.length > 0 && !within.some(({ base }) => isWithin(name, base) === true)
    ? `not permitted ${name.kind}`
    : null
}

/** RFC 9598, 6: what constrains mailboxes constrains international ones too. */
function sameKind(base: GeneralName, name: GeneralName): boolean {
  if (base.kind === 'rfc822Name' && isInternationalMailbox(name)) return true
  return base.kind === name.kind && (base.kind !== 'other' || name.kind !== 'other' || base.tag === name.tag)
}

/** 1.3.6.1.5.5.7.8.9, behind the two to four octets of the tag around it. */
const SMTP_UTF8_MAILBOX = toLatin1(fromHex('06082b06010505070809'))

function isInternationalMailbox(name: GeneralName): boolean {
  if (name.kind !== 'other' || name.tag !== 0) return false
  const at = indexOf(name.encoding, SMTP_UTF8_MAILBOX)
  return at >= 2 && at <= 4
}

/**
 * Null where it cannot be told: the name then counts as excluded, and not as permitted.
 * Stricter than RFC 9598, 6: of an international mailbox it is never told.
 */
function isWithin(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === 'directoryName') return base.kind === 'directoryName' ? isBelow(name.name, base.name) : null
  if (name.kind === 'iPAddress') return base.kind === 'iPAddress' ? isInNetwork(name.octets, base.octets) : null
  if (name.kind === 'other' || base.kind !== name.kind) return null
  switch (name.kind) {
    case 'rfc822Name':
      return isMailWithin(name.value, base.value)
    case 'dNSName':
      return isHostWithin(name.value, base.value)
    case 'uniformResourceIdentifier':
      return isUriWithin(name.value, base.value)
  }
}

/** RFC 5280, 7.1: the relative names of `base` are the first ones of `name`. */
function isBelow(name: Name, base: Name): boolean {
  return base.relativeNames.every((relative, index) => sameRelativeName(relative, name.relativeNames[index] ?? []))
}
