/** The pictures of a document's changed pages: what is shown of them on its page, and the images themselves. */
import type { Context } from 'hono'
import { sha256 } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { NO_PICTURE } from '../report/picture-words.ts'
import type { DocumentRow } from '../store/store.ts'
import type { DrawnPage } from '../validation/modification/drawn-page.ts'
import { type PagePicture, picturesOf } from '../validation/modification/page-pictures.ts'
import { inertPicture } from './download.ts'

/**
 * Draws a page, or gives what was drawn before. Never rejects for what is in the file.
 *
 * @param patienceMs after that time it is `not-yet`, and goes on.
 */
export type DrawPage = (document: Sha256, picture: PagePicture, patienceMs: number) => Promise<DrawnPage>

export type ShownPicture = {
  /** Its name in addresses. */
  readonly id: string
  readonly picture: PagePicture
  readonly drawn: DrawnPage
}

/** For which a page is held back: a person still takes it for the same answer. */
const PAGE_PATIENCE_MS = 3_000
/** For which an image is: longer than any drawing may take. */
export const IMAGE_PATIENCE_MS = 60_000

const SIDES = { truoc: 'before', sau: 'after' } as const satisfies Record<string, 'before' | 'after'>

type Side = keyof typeof SIDES

/** Where there is no verdict, nothing has changed that is known. */
export async function readPictures(
  drawPage: DrawPage,
  { sha256, verdict }: DocumentRow,
): Promise<readonly ShownPicture[]> {
  const pictures = verdict ? picturesOf(verdict.report) : []
  return Promise.all(
    pictures.map(async (picture) => ({
      id: nameOf(picture),
      picture,
      drawn: await drawPage(sha256, picture, PAGE_PATIENCE_MS),
    })),
  )
}

export const addressOf = (document: Sha256, id: string, side: Side): string =>
  `/van-ban/${document}/anh/${id}-${side}.png`

/** @param name as `addressOf` makes it. Null where the verdict of the document knows of no such picture. */
export async function pictureAnswer(
  c: Context,
  drawPage: DrawPage,
  { sha256, verdict }: DocumentRow,
  name: string,
): Promise<Response | null> {
  const [, id, side] = /^([0-9a-f]{16})-(truoc|sau)\.png$/.exec(name) ?? []
  const picture = verdict && picturesOf(verdict.report).find((one) => nameOf(one) === id)
  if (!picture) return null
  const drawn = await drawPage(sha256, picture, IMAGE_PATIENCE_MS)
  if (drawn.kind === 'none') return c.text(NO_PICTURE[drawn.why], 503, { 'Retry-After': '30' })
  const drawing = drawn[SIDES[side === 'truoc' ? side : 'sau']]
  return drawing && inertPicture(drawing.png)
}

/** Changes with what it shows, so that an open page never puts another picture under its words. */
const nameOf = (picture: PagePicture): string => sha256(Buffer.from(JSON.stringify(picture))).slice(0, 16)
