/** Whether the certificate at the start of a path may do what it did. RFC 5280, 4.2.1.3 and 4.2.1.12; RFC 3161, 2.3. */
import { OID } from '../../format/asn1/oid.ts'
import type { Certificate } from '../../format/x509/certificate.ts'
import { finding } from '../finding.ts'
import type { Role } from '../judgement.ts'
import type { Finding } from '../report.ts'

/** Of keys that lie in machines: who vouch for times and lists, serve pages, or put programs together. */
const OF_MACHINES: ReadonlySet<string> = new Set([OID.timeStamping, OID.oCSPSigning, OID.serverAuth, OID.codeSigning])

/** Which purposes fit documents no standard says; those of machines do not, nor that of a server which is a client, too. */
function isOfMachine(purposes: readonly string[]): boolean {
  const isServer = purposes.includes(OID.serverAuth)
  return purposes.every((purpose) => OF_MACHINES.has(purpose) || (isServer && purpose === OID.clientAuth))
}

export function checkPurpose(certificate: Certificate, role: Role): Finding | null {
  const { keyUsage, extendedKeyUsage } = certificate
  const wrong = (clause: string) =>
    finding('wrong-certificate-purpose', clause, { certificate: certificate.sha256, role })
  // Either bit will do: government signers carry both, other authorities set one (RFC 5280, 4.2.1.3).
  const maySign = keyUsage === null || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation')
  switch (role) {
    case 'time-stamp-authority': {
      // RFC 3161, 2.3: the only purpose, and critical.
      const extension = certificate.extensions.find(({ oid }) => oid === OID.extKeyUsage)
      const only = extendedKeyUsage?.length === 1 && extendedKeyUsage[0] === OID.timeStamping
      if (!only || !extension?.critical) return wrong('RFC 3161, 2.3')
      return maySign ? null : wrong('RFC 5280, 4.2.1.12')
    }
    case 'signer':
      if (!maySign) return wrong('RFC 5280, 4.2.1.3')
      return extendedKeyUsage && isOfMachine(extendedKeyUsage) ? wrong('RFC 5280, 4.2.1.12') : null
    case 'revocation-authority':
      // Who may sign a list or a response is checked where the list or response is.
      return null
  }
}
