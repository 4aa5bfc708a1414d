/** What an error of an SMTP connection says of the letter. RFC 5321, 4.2; RFC 4954, 6. */
import type { SendFault } from '../store/outbox-store.ts'
import type { SendResult } from './letter-sender.ts'

/** Longest reply kept. */
const MAX_REPLY = 500

type Told = {
  readonly code: string
  readonly originalCode: string
  /** Of the server; 0 where it said nothing. */
  readonly responseCode: number
  readonly command: string
  readonly reply: string
}

/** @param hasEnded whether the server was given the end of the letter: without its word nobody knows then. */
export function resultOfError(error: unknown, hasEnded: boolean): SendResult {
  const told = toldBy(error)
  const { responseCode, reply, command } = told
  if (responseCode === 0) {
    return hasEnded ? { kind: 'unclear', reply } : { kind: 'away', fault: faultOfSilence(told), reply }
  }
  if (command.startsWith('AUTH') || told.code === 'EAUTH') {
    return { kind: 'away', fault: responseCode < 500 ? 'busy' : 'login-refused', reply }
  }
  // 421 may come at any time and speaks of the server: behind the end of a letter it does not say what became of that.
  if (responseCode === 421) return hasEnded ? { kind: 'unclear', reply } : { kind: 'away', fault: 'busy', reply }
  const isOfLetter = command === 'RCPT TO' || command === 'DATA'
  if (!isOfLetter) return { kind: 'away', fault: responseCode < 500 ? 'busy' : 'refused', reply }
  return { kind: responseCode < 500 ? 'later' : 'refused', reply }
}

function faultOfSilence({ code, originalCode, reply }: Told): SendFault {
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'login-refused'
  const isTls = code === 'ETLS' || /CERT|TLS|SSL|SIGNED|ISSUER/.test(`${code} ${originalCode}`)
  return isTls || /certificate/i.test(reply) ? 'tls' : 'unreachable'
}

function toldBy(error: unknown): Told {
  if (!(error instanceof Error)) throw error
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : ''
  }
  const code: unknown = Reflect.get(error, 'responseCode')
  const command = text('command')
  return {
    ...{ command, code: text('code'), originalCode: text('originalCode') },
    responseCode: typeof code === 'number' ? code : 0,
    reply: (text('response') || error.message).slice(0, MAX_REPLY),
  }
}
