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
  /** Of what is not in the order of time. */
  readonly isByName?: boolean
}

/** Nothing where one page holds all. */
export function pager({ label, number, hasOlder, last, address, isByName = false }: Paging): Html | '' {
  if (number === 1 && !hasOlder) return ''
  const [before, after] = isByName ? ['Trước', 'Sau'] : ['Mới hơn', 'Cũ hơn']
  return html`<nav class="pager" aria-label="${label}">
${number > 1 ? html`<a href="${address(number - 1)}" rel="prev">‹ ${before}</a>` : ''}
<span>Trang ${last === undefined ? number : `${number}/${last}`}</span>
${hasOlder ? html`<a href="${address(number + 1)}" rel="next">${after} ›</a>` : ''}</nav>`
}
