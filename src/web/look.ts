/** How pages look in this browser: light, dark, or as the system has it. A choice of the browser, not of an account. */
import { html } from 'hono/html'
import { printable } from '../printable.ts'
import type { Access } from './access.ts'
import { DARK } from './assets.ts'
import { readCookie } from './cookies.ts'
import { formField } from './form.ts'
import type { Html } from './markup.ts'
import type { WebContext } from './route.ts'

/** As an address and the cookie spell it. */
export const LOOKS = ['may', 'sang', 'toi'] as const
export type Look = (typeof LOOKS)[number]

const LABELS = { may: 'theo máy', sang: 'sáng', toi: 'tối' } as const satisfies Record<Look, string>

export const isLook = (text: string | null): text is Look => LOOKS.some((look) => look === text)

export function readLook(c: WebContext, access: Pick<Access, 'origin'>): Look {
  const chosen = readCookie(c, 'sokyso-look', access)
  return isLook(chosen) ? chosen : 'may'
}

/** On paper every page is light. */
const SCREENS = { may: 'screen and (prefers-color-scheme: dark)', toi: 'screen', sang: null } as const

export function lookHead(look: Look): Html {
  const media = SCREENS[look]
  return html`<meta name="color-scheme" content="${look === 'may' ? 'light dark' : look === 'toi' ? 'dark' : 'light'}">${
    media === null ? '' : html`\n<link rel="stylesheet" href="${DARK.address}" media="${media}">`
  }`
}

/** @param here the page that it leads back to. */
export function lookSwitch(look: Look, here: string, mark: string): Html {
  return html`<footer><form class="look" method="post" action="/giao-dien">${formField(mark)}<input type="hidden" name="ve" value="${printable(here)}">
<span id="look">Giao diện</span> <span role="group" aria-labelledby="look">${LOOKS.map(
    (each) =>
      html`<button class="plain" name="kieu" value="${each}" aria-pressed="${String(each === look)}">${LABELS[each]}</button>`,
  )}</span></form></footer>`
}
