/** Whether the names of a certificate lie where the authorities above it may issue. RFC 5280, 4.2.1.10 and 6.1.3 (b), (c). */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate, Name } from '../../format/x509/certificate.ts'
import type { GeneralName } from '../../format/x509/general-name.ts'
import type { NameConstraints } from '../../format/x509/name-constraints.ts'
import { sameRelativeName, valuesOf } from '../distinguished-name.ts'

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

function sameKind(a: GeneralName, b: GeneralName): boolean {
  return a.kind === b.kind && (a.kind !== 'other' || b.kind !== 'other' || a.tag === b.tag)
}

/** Null where it cannot be told: the name then counts as excluded, and not as permitted. */
function isWithin(name: GeneralName, base: GeneralName): boolean | null {
  if (name.kind === 'directoryName') return base.kind === 'directoryName' ? isBelow(name.name, base.name) : null
  if (name.kind === 'iPAddress') return base.kind === 'iPAddress' ? isInNetwork(name.octets, base.octets) : null
  if (name.kind === 'other' || base.kind !== name.kind) return null
  switch (name.kind) {
    case 'rfc822Name':
      return isMailWithin(name.value, base.value)
    case 'dNSName':
      return isHostBelow(name.value, base.value.replace(/^\./u, ''))
    case 'uniformResourceIdentifier':
      return isUriWithin(name.value, base.value)
  }
}

/** RFC 5280, 7.1: the relative names of `base` are the first ones of `name`. */
function isBelow(name: Name, base: Name): boolean {
  return base.relativeNames.every((relative, index) => sameRelativeName(relative, name.relativeNames[index] ?? []))
}

/** One mailbox, all of a host, or with a leading dot all hosts below a domain. */
function isMailWithin(mail: string, base: string): boolean | null {
  const at = mail.lastIndexOf('@')
  if (at <= 0) return null
  const host = mail.slice(at + 1)
  if (base.includes('@')) {
    const baseAt = base.lastIndexOf('@')
    return mail.slice(0, at) === base.slice(0, baseAt) && sameHost(host, base.slice(baseAt + 1))
  }
  return isAtHost(host, base)
}

function isUriWithin(uri: string, base: string): boolean | null {
  const host = URL.canParse(uri) ? new URL(uri).hostname : ''
  // RFC 5280, 4.2.1.10: a URI without a host, or with an address for one, is within no constraint.
  if (host === '' || /^[\d.]+$|^\[/u.test(host)) return null
  return isAtHost(host, base)
}

/** With a leading dot the hosts below, else that very host (rfc822Name and URI). */
function isAtHost(host: string, base: string): boolean {
  if (base === '') return true
  return base.startsWith('.')
    ? host.toLowerCase().endsWith(base.toLowerCase()) && host.length > base.length
    : sameHost(host, base)
}

/** That host, or one with more labels to the left (dNSName). */
function isHostBelow(host: string, base: string): boolean {
  return base === '' || sameHost(host, base) || host.toLowerCase().endsWith(`.${base.toLowerCase()}`)
}

function sameHost(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** `network` is an address and its mask. */
function isInNetwork(address: Uint8Array, network: Uint8Array): boolean | null {
  if (network.length !== address.length * 2) return address.length === 4 || address.length === 16 ? false : null
  return address.every((octet, i) => {
    const mask = network[address.length + i] ?? 0
    return (octet & mask) === ((network[i] ?? 0) & mask)
  })
}
