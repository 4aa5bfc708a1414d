/** The picture of a first page beside what is decided of it, or why there is none. */
import { html } from 'hono/html'
import type { Sha256 } from '../../lang.ts'
import { NO_PICTURE } from '../../report/picture-words.ts'
import type { DrawnPage } from '../../validation/modification/drawn-page.ts'
import { firstPageAddress } from '../first-page.ts'
import type { Html } from '../markup.ts'

export function firstPageFigure(document: Sha256, drawn: DrawnPage): Html {
  // The image itself waits longer than its page does.
  if (drawn.kind === 'none' && drawn.why === 'not-yet') return figure(document, '')
  if (drawn.kind === 'none') return html`<p class="no-picture quiet">${NO_PICTURE[drawn.why]}</p>`
  const { after } = drawn
  if (!after) return html`<p class="no-picture quiet">${NO_PICTURE['no-page']}</p>`
  return figure(document, html` width="${after.width}" height="${after.height}"`)
}

function figure(document: Sha256, size: Html | ''): Html {
  const address = firstPageAddress(document)
  return html`<figure class="first-page"><a href="${address}"><img src="${address}"${size} alt="Ảnh trang đầu của văn bản"></a>
<figcaption>Trang đầu của tệp; mở ảnh để xem cỡ lớn.</figcaption></figure>`
}
