/** The picture of a first page beside what is decided of it, or why there is none. */
import { html } from 'hono/html'
import type { Sha256 } from '../../lang.ts'
import { NO_PICTURE } from '../../report/picture-words.ts'
import type { DrawnPage } from '../../validation/modification/drawn-page.ts'
import { firstPageAddress } from '../first-page.ts'
import type { Html } from '../markup.ts'

export function firstPageFigure(document: Sha256, drawn: DrawnPage): Html {
  if (drawn.kind === 'none') return html`<p class="no-picture quiet">${NO_PICTURE[drawn.why]}</p>`
  const { after } = drawn
  if (!after) return html`<p class="no-picture quiet">${NO_PICTURE['no-page']}</p>`
  const address = firstPageAddress(document)
  return html`<figure class="first-page"><a href="${address}"><img src="${address}" width="${after.width}" height="${after.height}" alt="Ảnh trang đầu của văn bản"></a>
<figcaption>Trang đầu của tệp; mở ảnh để xem cỡ lớn.</figcaption></figure>`
}
