/** A way to a server of this machine on which everything takes its time. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { Transform } from 'node:stream'

export type SlowProxy = { readonly port: number; readonly close: () => Promise<void> }

export async function slowProxy(port: number, delayMs: number): Promise<SlowProxy> {
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const [from, to] of [[client, upstream] as const, [upstream, client] as const]) {
      open.add(from)
      from.on('error', () => to.destroy()).on('close', () => to.destroy())
      from.pipe(slow(delayMs)).pipe(to)
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  const close = async () => {
    for (const socket of open) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { port: address.port, close }
}

const slow = (delayMs: number) =>
  new Transform({
    transform: (chunk, _, done) => {
      setTimeout(() => done(null, chunk), delayMs)
    },
  })
