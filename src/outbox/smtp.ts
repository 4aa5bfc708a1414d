/** ADAPTER of `LetterSender`: a mail server, by nodemailer's connection. RFC 5321, RFC 3207, RFC 4954. */
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { NewNotice } from '../store/outbox-store.ts'
import { composeMime } from './compose-mime.ts'
import type { LetterSender, SendResult } from './letter-sender.ts'
import { resultOfError } from './smtp-result.ts'

export type SmtpSettings = {
  readonly host: string
  readonly port: number
  /** STARTTLS is demanded, never taken where it is offered alone: whoever stands between would not offer it. */
  readonly secure: 'tls' | 'starttls' | 'none-loopback'
  readonly login: { readonly user: string; readonly password: string } | null
  readonly ca: string | null
  readonly from: string
  /** Beside the address. */
  readonly fromName: string
}

type SmtpTimes = { readonly connectMs: number; readonly silenceMs: number }

export const SMTP_TIMES: SmtpTimes = {
  connectMs: 30_000,
  /** RFC 5321, 4.5.3.2, asks for five minutes at each step, and for ten behind the end of a letter. */
  silenceMs: 300_000,
}

class CalledOffError extends Error {}

/** One connection for each letter: what becomes of one says nothing of the next. */
export function smtpSender(settings: SmtpSettings, times: SmtpTimes = SMTP_TIMES): LetterSender {
  return {
    send: async (letter, beforeEnd, signal) => {
      if (signal.aborted) return { kind: 'called-off' }
      const connection = open(settings, times)
      const progress = { hasEnded: false }
      const callOff = () => {
        if (!progress.hasEnded) connection.close()
      }
      signal.addEventListener('abort', callOff, { once: true })
      try {
        await converse(connection, settings)
        const reply = await deliver(connection, settings, letter, async () => {
          if (signal.aborted || !(await beforeEnd())) throw new CalledOffError('The letter was called off')
          progress.hasEnded = true
        })
        connection.quit()
        return { kind: 'sent', reply }
      } catch (error) {
        return afterError(error, progress.hasEnded, signal)
      } finally {
        signal.removeEventListener('abort', callOff)
        connection.close()
      }
    },
  }
}

function afterError(error: unknown, hasEnded: boolean, signal: AbortSignal): SendResult {
  if (error instanceof CalledOffError) return { kind: 'called-off' }
  if (!hasEnded && signal.aborted) return { kind: 'called-off' }
  return resultOfError(error, hasEnded)
}

function open({ host, port, secure, ca }: SmtpSettings, { connectMs, silenceMs }: SmtpTimes): SMTPConnection {
  return new SMTPConnection({
    ...{ host, port },
    secure: secure === 'tls',
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'none-loopback',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    tls: { minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
  })
}

/** What the server said before it went is told first. */
const ended = (reject: (error: Error) => void) => setImmediate(() => reject(new Error('The connection has ended')))

/** Up to where a letter can be given. Errors that come by themselves, such as the end of the connection, are told there too. */
async function converse(connection: SMTPConnection, { login }: SmtpSettings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.on('error', reject)
    connection.once('end', () => ended(reject))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
  if (login === null) return
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.login({ user: login.user, pass: login.password }, (error) => (error ? reject(error) : resolve()))
  })
}

async function deliver(
  connection: SMTPConnection,
  settings: SmtpSettings,
  letter: NewNotice,
  beforeEnd: () => Promise<void>,
): Promise<string> {
  const bytes = await composeMime(letter, settings)
  async function* content() {
    yield bytes
    // The connection writes the end of the letter when this stream ends, and not before.
    await beforeEnd()
  }
  // Only what cannot be delivered is told, with the header of the letter, by which we know it (RFC 3461, 4.1 and 4.3).
  const dsn = { notify: 'FAILURE', ret: 'HDRS' }
  const envelope = { from: settings.from, to: letter.recipient, size: bytes.length, dsn }
  return new Promise<string>((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => ended(reject))
    connection.send(envelope, Readable.from(content()), (error, info) => {
      if (error) reject(error)
      else resolve(String(info?.response ?? ''))
    })
  })
}
