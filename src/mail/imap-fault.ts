/** What went wrong with a mail server, in the words of the port. */
import { MailSourceError, type MailSourceFault } from './mail-source.ts'

/** Refusals that pass by themselves. RFC 5530, 3. */
const PASSING = ['INUSE', 'OVERQUOTA', 'SERVERBUG', 'CONTACTADMIN']

/** Refusals of a server that wants to be asked less often: RFC 5530, 3, and what large providers say. */
const THROTTLING = ['UNAVAILABLE', 'LIMIT', 'THROTTLED', 'OVERLOADED']

/** TLS failures by the names of Node and OpenSSL: nobody can be sure to talk with the right server. */
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/

/** The certificate of the server is not the one that was pinned. */
export class PinError extends Error {
  readonly code = 'ERR_TLS_PIN'

  constructor(seen: string) {
    super(`The certificate of the server has the SHA-256 ${seen}`)
    this.name = 'PinError'
  }
}

/** What imapflow, TLS and the socket say with an error; all of it is optional there. */
type Facts = {
  readonly code: string
  readonly serverCode: string
  readonly status: string
  readonly login: boolean
  readonly tls: boolean
}

/**
 * The error as a MailSourceError; `otherwise` is the fault of what has no better one. Errors that neither the server
 * nor the connection made are our own and come back as they are.
 */
export function mailSourceError(error: unknown, otherwise: MailSourceFault, place: string): unknown {
  if (!(error instanceof Error) || error instanceof MailSourceError) return error
  const facts = factsOf(error)
  if (facts.code === '' && facts.status === '' && !facts.login && !facts.tls) return error
  const reason = textOf(error, 'responseText') || error.message
  return new MailSourceError(faultOf(facts, otherwise), `${place}: ${reason}`, error)
}

function faultOf(facts: Facts, otherwise: MailSourceFault): MailSourceFault {
  if (facts.code === 'CERT_HAS_EXPIRED') return 'certificate-expired'
  if (facts.tls || TLS_CODE.test(facts.code)) return 'certificate-refused'
  if (THROTTLING.includes(facts.serverCode) || facts.code === 'ETHROTTLE' || otherwise === 'throttled')
    return 'throttled'
  if (PASSING.includes(facts.serverCode)) return 'unreachable'
  if (facts.login) return 'login-refused'
  // A mailbox is missing when the server says NO to it (RFC 3501, 6.3.2), not when it falls silent.
  return otherwise === 'mailbox-missing' && facts.status !== 'NO' ? 'unreachable' : otherwise
}

function factsOf(error: Error): Facts {
  return {
    code: textOf(error, 'code'),
    serverCode: textOf(error, 'serverResponseCode'),
    status: textOf(error, 'responseStatus'),
    login: Reflect.get(error, 'authenticationFailed') === true,
    tls: Reflect.get(error, 'tlsFailed') === true,
  }
}

/** A fact that is a text, or the empty text. */
function textOf(error: Error, name: string): string {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}
