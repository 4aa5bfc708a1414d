/** Where something is looked for: one field, and what to try where nothing was found. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import type { Search } from '../../search.ts'
import { foreign, type Html } from '../markup.ts'

export function searchField(label: string, { typed }: Search): Html {
  return html`<p class="field"><label for="tim">${label}</label><input id="tim" name="tim" type="search" value="${printable(typed)}" maxlength="100" autocomplete="off" autocapitalize="none" spellcheck="false"></p>`
}

/**
 * @param all the address without the search.
 * @param what is listed: units have no numbers of documents.
 */
export function nothingFound({ typed }: Search, all: string, what: 'files' | 'units' = 'files'): Html {
  return html`<p class="nothing">Không tìm thấy “${foreign(typed)}”. Không cần gõ dấu, thứ tự các chữ không quan trọng; thử ít chữ hơn${what === 'files' ? ', hoặc chỉ gõ số của văn bản' : ''}. <a href="${all}">Xem tất cả</a>.</p>`
}
