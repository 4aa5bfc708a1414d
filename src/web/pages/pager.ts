/** The way from a page of rows to the newer and the older ones. */
import { html } from 'hono/html'
import type { Html } from '../markup.ts'

type Paging = {
  /** What the pages are of, for who does not see them: "Trang thư". */
  readonly label: string
  /** 1 for the first. */
  readonly number: number
  readonly hasOlder: boolean
  /** Where all are counted. */
  readonly last?: number
  readonly address: (number: number) => string
  /** Where the rows stand in another order than that of time. */
  readonly words?: { readonly newer: string; readonly older: string }
}

const BY_TIME = { newer: 'Mới hơn', older: 'Cũ hơn' } as const

/** Nothing where one page holds all. */
export function pager({ label, number, hasOlder, last, address, words = BY_TIME }: Paging): Html | '' {
  if (number === 1 && !hasOlder) return ''
  return html`<nav class="pager" aria-label="${label}">
${number > 1 ? html`<a href="${address(number - 1)}" rel="prev">‹ ${words.newer}</a>` : ''}
<span>Trang ${last === undefined ? number : `${number}/${last}`}</span>
${hasOlder ? html`<a href="${address(number + 1)}" rel="next">${words.older} ›</a>` : ''}</nav>`
}
