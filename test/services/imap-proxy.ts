/** Stands between an IMAP client and its server: counts bytes, and changes or loses what the server says. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type ImapProxy = {
  readonly port: number
  /** Of both directions, since the last time it was asked. */
  readonly bytes: () => number
  /** Lines that the client has sent, the tag left out. */
  readonly commands: readonly string[]
  /** Says a last word to each client, and hangs up. */
  readonly say: (line: string) => void
  readonly stop: () => Promise<void>
}

/** @param change of one whole response of the server, its literals included; null loses it. */
export async function startImapProxy(
  serverPort: number,
  change: (response: string) => string | null = (response) => response,
): Promise<ImapProxy> {
  let bytes = 0
  const commands: string[] = []
  const clients = new Set<Socket>()
  const proxy = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true })
    clients.add(client)
    const end = () => {
      clients.delete(client)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', end).on('close', end)
    client.on('data', (data) => {
      bytes += data.length
      commands.push(
        ...data
          .toString('latin1')
          .trimEnd()
          .split('\r\n')
          .map((line) => line.replace(/^\S+ /, '')),
      )
      server.write(data)
    })
    let rest = ''
    server.on('data', (data) => {
      rest += data.toString('latin1')
      for (let length = responseLength(rest); length > 0; length = responseLength(rest)) {
        const response = change(rest.slice(0, length))
        rest = rest.slice(length)
        if (response === null) continue
        bytes += response.length
        client.write(Buffer.from(response, 'latin1'))
      }
    })
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    port: address.port,
    bytes: () => {
      const counted = bytes
      bytes = 0
      return counted
    },
    commands,
    say: (line) => {
      for (const client of clients) client.end(`${line}\r\n`)
    },
    stop: async () => {
      for (const client of clients) client.destroy()
      proxy.close()
      await once(proxy, 'close')
    },
  }
}

/** Of the first response in `text`; 0 where it is not whole yet. RFC 3501, 4.3: a literal follows its length in braces. */
function responseLength(text: string): number {
  for (let from = 0; ; ) {
    const end = text.indexOf('\r\n', from)
    if (end < 0) return 0
    const literal = /\{(\d+)\}$/.exec(text.slice(from, end))
    if (literal === null) return end + 2
    from = end + 2 + Number(literal[1])
  }
}
