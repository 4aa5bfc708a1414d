/** A QR code (ISO/IEC 18004) within a page, as an SVG that needs no style, script or address. */
import { html } from 'hono/html'
import { encode } from 'uqr'
import type { Html } from './markup.ts'

/** ISO/IEC 18004, 9.1: four modules of light around it. */
const QUIET_ZONE = 4
/** In pixels: a telephone reads it off a screen at arm's length. */
const MODULE = 4

/** Dark on light whatever the colours of the page are. `label` is read out in its place. */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return html`<svg class="qr" role="img" aria-label="${label}" width="${size * MODULE}" height="${size * MODULE}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${modules.join('')}"/></svg>`
}
