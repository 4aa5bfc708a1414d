/** Pictures of pages that changed after somebody signed, as files in a folder: `sokyso verify --pictures`. */

import { rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PICTURE_LIMITS, type PicturePool, picturePool } from '../../workers/picture-pool.ts'
import { ExplainedError } from '../explained-error.ts'
import { makeFolder } from '../make-folder.ts'
import { safeName } from '../papers/safe-name.ts'
import { explainPair, NO_PICTURE } from '../report/picture-words.ts'
import type { DrawnPage } from '../validation/modification/drawn-page.ts'
import { type PagePicture, picturesOf } from '../validation/modification/page-pictures.ts'
import type { JudgedFile } from './judge-file.ts'

/** The folder cannot be written to; `message` is Vietnamese. */
class SavePicturesError extends ExplainedError {
  override name = 'SavePicturesError'
}

export type PictureSaver = {
  /**
   * Returns a line for each page that has changed: where its pictures lie, or why there are none.
   *
   * @throws SavePicturesError
   */
  readonly save: (file: JudgedFile) => Promise<readonly string[]>
  readonly close: () => void
}

/** @throws SavePicturesError */
export async function openPictureSaver(folder: string): Promise<PictureSaver> {
  await writing(folder, makeFolder(folder))
  const pool = picturePool(PICTURE_LIMITS)
  const taken = new Set<string>()
  return { save: (file) => savePictures(file, { folder, pool, taken }), close: pool.close }
}

type Saving = {
  readonly folder: string
  readonly pool: Pick<PicturePool, 'draw'>
  /** Names given in this run, in small letters: some file systems know no others. */
  readonly taken: Set<string>
}

async function savePictures({ name, path, report }: JudgedFile, saving: Saving): Promise<readonly string[]> {
  const pictures = picturesOf(report)
  if (pictures.length === 0) return []
  const stem = freeName(safeName(basename(name), report.sha256.slice(0, 12)), saving.taken)
  const lines: string[] = []
  for (const picture of pictures) {
    const drawn = await saving.pool.draw({ path, sha256: report.sha256 }, picture)
    const target = join(saving.folder, `${stem}-${pageName(picture, pictures)}`)
    lines.push(await savePage(drawn, pageTitle(picture, pictures), target))
  }
  return lines
}

async function savePage(drawn: DrawnPage, title: string, target: string): Promise<string> {
  if (drawn.kind === 'none') return `Không có ảnh ${title}: ${NO_PICTURE[drawn.why]}`
  const places: string[] = []
  for (const [side, drawing] of [
    ['truoc', drawn.before],
    ['sau', drawn.after],
  ] as const) {
    if (!drawing) continue
    const place = `${target}-${side}.png`
    await writing(place, writeWhole(place, drawing.png))
    places.push(place)
  }
  const explained = explainPair(drawn)
  return `Ảnh ${title}: ${places.join(', ')}${explained === null ? '' : `. ${explained}`}`
}

/** Which page, and for which signature where several show the same. */
function pageTitle({ page, signature }: PagePicture, pictures: readonly PagePicture[]): string {
  const isShared = pictures.filter((other) => other.page === page).length > 1
  return isShared ? `trang ${page}, so với khi ký chữ ký ${signature}` : `trang ${page}`
}

/** "trang-2"; where another signature shows the same page, with the place of the signature before it. */
function pageName(picture: PagePicture, pictures: readonly PagePicture[]): string {
  const [first] = pictures.filter(({ page }) => page === picture.page)
  return first === picture ? `trang-${picture.page}` : `chu-ky-${picture.signature}-trang-${picture.page}`
}

/** Files of one name may come from several folders. */
function freeName(name: string, taken: Set<string>): string {
  for (let count = 1; ; count++) {
    const free = count === 1 ? name : `${name}-${count}`
    if (taken.has(free.toLowerCase())) continue
    taken.add(free.toLowerCase())
    return free
  }
}

/** Renamed into place: what lies under the name, a link for instance, is replaced and not written through. */
async function writeWhole(place: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${place}.unfinished`
  await writeFile(unfinished, bytes)
  await rename(unfinished, place)
}

async function writing<T>(place: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new SavePicturesError(`Không ghi được ${place} để lưu ảnh trang. Kiểm tra quyền ghi và dung lượng đĩa.`, {
      cause: error,
    })
  }
}
