/** The style sheets and the scripts: the only files a page loads, each under an address that changes with its content. */
import { readFileSync } from 'node:fs'
import type { Context } from 'hono'
import { sha256 } from '../bytes.ts'

type Asset = { readonly address: string; readonly serve: (c: Context) => Response }

export const STYLE = asset('/style.css', ['./assets/style.css', './assets/desk.css'], 'text/css; charset=utf-8')
/** For the pages of the set-up alone. */
export const SETUP_STYLE = asset('/setup.css', ['./assets/setup.css'], 'text/css; charset=utf-8')
export const KEYS = asset('/keys.js', ['./assets/keys.js'], 'text/javascript; charset=utf-8')
export const SCRIPT = asset('/app.js', ['./assets/app.js'], 'text/javascript; charset=utf-8')

/** @param files in their order: together they are one. */
function asset(path: string, files: readonly string[], type: string): Asset {
  const bytes = Buffer.concat(files.map((file) => readFileSync(new URL(file, import.meta.url))))
  const version = sha256(bytes).slice(0, 16)
  return {
    address: `${path}?v=${version}`,
    serve: (c) =>
      c.body(bytes.toString('utf8'), 200, {
        'Content-Type': type,
        'Cache-Control': c.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'no-cache',
      }),
  }
}
