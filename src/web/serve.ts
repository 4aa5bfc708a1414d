/** The pages on a port. */
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { WebEnv } from './route.ts'

/**
 * Listens; port 0 takes a free one. `close` ends open streams too.
 *
 * @throws Error with a sentence for the person who starts the program.
 */
export async function serveWeb(
  app: Pick<Hono<WebEnv>, 'fetch'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch })
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  server.listen(port, host, listening.resolve)
  await listening.promise.catch((error: unknown) => {
    throw new Error(whyNotListening(error, host, port), { cause: error })
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    close: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed.promise
    },
  }
}

function whyNotListening(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return `Cổng ${port} đang được chương trình khác sử dụng; hãy dừng chương trình đó hoặc chọn cổng khác.`
    case 'EACCES':
      return `Không có quyền mở cổng ${port}; hãy chọn cổng từ 1024 trở lên.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `Máy này không có địa chỉ ${host}; hãy kiểm tra địa chỉ trong cấu hình.`
    default:
      return `Không mở được trang web tại ${host}, cổng ${port}.`
  }
}
