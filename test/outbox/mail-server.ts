/** A mail server on a free loopback port that keeps what it takes and does what a test wants. */
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type TakenLetter = { readonly from: string; readonly to: readonly string[]; readonly raw: string }

export type MailServer = {
  readonly port: number
  /** In the order in which their ends came, whatever was answered. */
  readonly taken: readonly TakenLetter[]
  readonly close: () => Promise<void>
}

/** An answer other than 250, from a hook. */
export const reply = (responseCode: number, words = 'no'): Error => Object.assign(new Error(words), { responseCode })

export type Hooks = {
  /** Once the whole letter is there; may answer late, or never. Throws the answer where it is none of 250. */
  readonly onEnd?: (letter: TakenLetter) => Promise<void>
  readonly onRecipient?: (address: string) => Error | null
  readonly onLogin?: (user: string, password: string) => Error | null
}

export async function mailServer(hooks: Hooks = {}, options: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
  const taken: TakenLetter[] = []
  const server = new SMTPServer({
    authOptional: hooks.onLogin === undefined,
    allowInsecureAuth: true,
    disabledCommands: hooks.onLogin === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    closeTimeout: 1,
    ...options,
    onAuth: ({ username, password }, _, done) => {
      const error = hooks.onLogin?.(username ?? '', password ?? '') ?? null
      if (error === null) done(null, { user: username ?? '' })
      else done(error)
    },
    onRcptTo: ({ address }, _, done) => done(hooks.onRecipient?.(address) ?? null),
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      text(stream)
        .then(async (raw) => {
          const from = mailFrom === false ? '' : mailFrom.address
          const letter = { from, to: rcptTo.map(({ address }) => address), raw }
          taken.push(letter)
          await hooks.onEnd?.(letter)
          done()
        })
        .catch(done)
    },
  })
  // A client that is killed in the middle is what some tests are about.
  server.on('error', () => undefined)
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
