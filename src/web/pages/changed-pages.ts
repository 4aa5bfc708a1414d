/** Pages as they were signed and as they are, side by side, with what the numbered boxes mark. */
import { html } from 'hono/html'
import type { Sha256 } from '../../lang.ts'
import { printable } from '../../printable.ts'
import {
  captionAfter,
  captionBefore,
  explainBox,
  explainPair,
  NO_PICTURE,
  ONLY_ILLUSTRATION,
} from '../../report/picture-words.ts'
import type { Drawing } from '../../validation/modification/drawn-page.ts'
import type { Html } from '../markup.ts'
import { addressOf, type ShownPicture } from '../pictures.ts'

/** Nothing where no page has changed after the signature. */
export function changedPages(document: Sha256, pictures: readonly ShownPicture[]): Html | '' {
  if (pictures.length === 0) return ''
  return html`<section class="changed"><h3>Trang trước và sau khi thay đổi</h3>
<p class="quiet">${ONLY_ILLUSTRATION}</p>
${pictures.map((shown) => changedPage(document, shown))}</section>`
}

function changedPage(document: Sha256, { id, picture, drawn }: ShownPicture): Html {
  if (drawn.kind === 'none') {
    return html`<p class="no-picture"><strong>Trang ${picture.page}.</strong> ${NO_PICTURE[drawn.why]}${
      drawn.why === 'not-yet' || drawn.why === 'busy' ? html` <a href="">Tải lại trang</a>` : ''
    }</p>`
  }
  const { before, after, boxes } = drawn
  const explained = explainPair(drawn)
  return html`<div class="pair">
${before ? figure(before, addressOf(document, id, 'truoc'), captionBefore(before), '') : ''}
${after ? figure(after, addressOf(document, id, 'sau'), captionAfter(after, picture), boxes.length > 0 ? `, có ${boxes.length} khung đánh số` : '') : ''}
</div>
${explained === null ? '' : html`<p>${explained}</p>`}
${after && boxes.length > 0 ? html`<ol class="boxes">${boxes.map((box) => html`<li${box.seal === null ? '' : html` class="explained"`}>${printable(explainBox(box, picture, after))}</li>`)}</ol>` : ''}`
}

/** The link opens the picture in its full size. */
function figure({ width, height }: Drawing, address: string, caption: string, marks: string): Html {
  return html`<figure><a href="${address}"><img src="${address}" width="${width}" height="${height}" alt="Ảnh ${caption.toLowerCase()}${marks}"></a>
<figcaption>${caption}</figcaption></figure>`
}
