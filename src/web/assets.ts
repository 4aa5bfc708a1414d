/** The style sheets and the scripts: the only files a page loads, each under an address that changes with its content. */
import { readFileSync } from 'node:fs'
import type { Context } from 'hono'
import { sha256 } from '../bytes.ts'

type Asset = { readonly address: string; readonly serve: (c: Context) => Response }

export const STYLE = asset('style.css')
/** Its colours on a dark screen. */
export const DARK = asset('dark.css')
/** What only some pages need beside them: one of these at most. */
export const SHEETS = {
  overview: asset('overview.css'),
  desk: asset('desk.css'),
  document: asset('document.css'),
  setup: asset('setup.css'),
} as const
export type Sheet = keyof typeof SHEETS
export const SCRIPT = asset('app.js')
export const KEYS = asset('keys.js')

function asset(name: `${string}.${'css' | 'js'}`): Asset {
  const bytes = readFileSync(new URL(`./assets/${name}`, import.meta.url))
  const version = sha256(bytes).slice(0, 16)
  return {
    address: `/${name}?v=${version}`,
    serve: (c) =>
      c.body(bytes.toString('utf8'), 200, {
        'Content-Type': `text/${name.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`,
        'Cache-Control': c.req.query('v') === version ? 'public, max-age=31536000, immutable' : 'no-cache',
      }),
  }
}
