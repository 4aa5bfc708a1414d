/** The first page of a document as a picture: for people who compare, or read what no machine could. */
import type { Context } from 'hono'
import type { Sha256 } from '../lang.ts'
import { NO_PICTURE } from '../report/picture-words.ts'
import type { DrawnPage } from '../validation/modification/drawn-page.ts'
import type { PagePicture } from '../validation/modification/page-pictures.ts'
import { inertPicture } from './download.ts'
import { type DrawPage, IMAGE_PATIENCE_MS } from './pictures.ts'

/** For which a form is held back: the picture helps, and the form does not need it. */
const FORM_PATIENCE_MS = 1_500

/** As the file is now; nothing is compared. */
const FIRST_PAGE: PagePicture = {
  ...{ signature: 0, page: 1, change: 'added', before: 1, after: null },
  ...{ places: [], compared: false, seals: [] },
}

export const firstPage = (drawPage: DrawPage, document: Sha256): Promise<DrawnPage> =>
  drawPage(document, FIRST_PAGE, FORM_PATIENCE_MS)

export const firstPageAddress = (document: Sha256): string => `/van-ban/${document}/trang-dau.png`

export async function firstPageAnswer(c: Context, drawPage: DrawPage, document: Sha256): Promise<Response> {
  const drawn = await drawPage(document, FIRST_PAGE, IMAGE_PATIENCE_MS)
  if (drawn.kind === 'none') return c.text(NO_PICTURE[drawn.why], 503, { 'Retry-After': '30' })
  return drawn.after ? inertPicture(drawn.after.png) : c.notFound()
}
