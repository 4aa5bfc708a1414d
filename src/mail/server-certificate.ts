/** The certificate that a mail server shows, and whether the reader of letters would take it. No password is sent. */
import { isIP, type Socket } from 'node:net'
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import type { Instant } from '../lang.ts'
import { type ImapMailbox, tlsOptions } from './imap.ts'

export type ServerCertificate = {
  readonly subject: string
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** In hex, lower case. */
  readonly sha256: string
  readonly pem: string
}

export type CertificateFault =
  | 'unknown-authority'
  | 'certificate-expired'
  | 'other-name'
  | 'other-pin'
  /** The port does not speak TLS, or the server offers no STARTTLS. */
  | 'no-tls'
  | 'certificate-refused'

export type ShownCertificate =
  | { readonly certificate: ServerCertificate; readonly fault: CertificateFault | null }
  | { readonly certificate: null; readonly fault: 'no-tls' }

/** By the codes of Node and OpenSSL. */
const FAULTS: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  ERR_TLS_PIN: 'other-pin',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
}

/** @param socket connected, and not yet spoken on. Whoever calls ends it, and gives up in time. */
export async function showCertificate(
  socket: Socket,
  { host, secure, ca, pin }: Pick<ImapMailbox, 'host' | 'secure' | 'ca' | 'pin'>,
): Promise<ShownCertificate> {
  if (secure === 'starttls' && !(await startTls(socket))) return { certificate: null, fault: 'no-tls' }
  const name = isIP(host) === 0 ? { servername: host } : { host }
  // Whatever it is, it is shown; nothing is said to it.
  const secured = connect({ socket, ...name, ...tlsOptions({ ca, pin }), rejectUnauthorized: false })
  if (!(await isSecured(secured))) return { certificate: null, fault: 'no-tls' }
  const certificate = certificateOf(secured.getPeerCertificate())
  if (secured.authorized) return { certificate, fault: null }
  return { certificate, fault: FAULTS[codeOf(secured)] ?? 'certificate-refused' }
}

/** Of an error it is its code; Node's types know an Error alone. */
const codeOf = ({ authorizationError }: TLSSocket): string => String(authorizationError)

function isSecured(socket: TLSSocket): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.once('secureConnect', () => resolve(true))
  socket.on('error', () => resolve(false))
  socket.once('close', () => resolve(false))
  return promise
}

/** A greeting of a mail server is a line; more than this is something else. */
const MAX_LINES_BYTES = 16 * 1024

/** RFC 3501, 6.2.1. False where the server does not go along. */
function startTls(socket: Socket): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let text = ''
  let isAsked = false
  const onData = (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (text.length > MAX_LINES_BYTES) end(false)
    else if (!isAsked && /^\* OK[^\n]*\n/i.test(text)) {
      isAsked = true
      text = ''
      socket.write('a STARTTLS\r\n')
    } else if (/^\* (?:BYE|PREAUTH)/i.test(text)) end(false)
    else if (isAsked && /^a [^\n]*\n/im.test(text)) end(/^a OK/im.test(text))
  }
  const onEnd = () => end(false)
  const end = (answer: boolean) => {
    socket.off('data', onData)
    socket.off('close', onEnd)
    resolve(answer)
  }
  socket.on('data', onData)
  socket.once('close', onEnd)
  return promise
}

function certificateOf(shown: PeerCertificate): ServerCertificate {
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    notBefore: Date.parse(shown.valid_from) as Instant,
    notAfter: Date.parse(shown.valid_to) as Instant,
    sha256: shown.fingerprint256.replaceAll(':', '').toLowerCase(),
    pem: `-----BEGIN CERTIFICATE-----\n${shown.raw.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** The common name with the organization beside it, as far as they are there. */
function nameOf(name: PeerCertificate['subject']): string {
  const { CN, O: organization } = name ?? {}
  const parts = [CN, organization].flat().filter((part) => part !== undefined && part !== '')
  return [...new Set(parts)].join(', ')
}
