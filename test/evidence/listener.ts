/** TCP and HTTP listeners at a place of this machine that a test names, which count who comes. */
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'

export type Listener = {
  readonly port: number
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Takes connections at one address of this machine and hangs up. */
export function openListener(host: string, port = 0): Promise<Listener> {
  const server = createServer((socket) => socket.destroy())
  return listen(server, host, port)
}

/** The same at all addresses of this machine, IPv6 among them where it has any. */
export const openListenerAnywhere = (): Promise<Listener> => openListener('::').catch(() => openListener('0.0.0.0'))

export const openHttpListener = (answer: RequestListener): Promise<Listener> =>
  listen(createHttpServer(answer), '127.0.0.1', 0)

async function listen(server: Server, host: string, wished: number): Promise<Listener> {
  const open = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // Clients of these tests leave in the middle, as they should.
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wished, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return {
    port: address.port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
