/** The pictures of the service: the process that draws, and the folder that keeps what it drew. */
import { join } from 'node:path'
import { PICTURE_LIMITS, picturePool } from '../../workers/picture-pool.ts'
import type { Files } from '../store/files.ts'
import type { Clock } from '../system.ts'
import type { DrawPage } from '../web/pictures.ts'
import { drawPages } from './draw-pages.ts'
import type { Log } from './log.ts'
import { MAX_PICTURE_BYTES, openPictureFolder } from './picture-folder.ts'

type Options = {
  readonly home: string
  readonly files: Pick<Files, 'path'>
  readonly clock: Clock
  readonly log: Log
}

export type Pictures = { readonly drawPage: DrawPage; readonly close: () => void }

export async function openPictures({ home, files, clock, log }: Options): Promise<Pictures> {
  const folder = await openPictureFolder(join(home, 'pictures'), MAX_PICTURE_BYTES, clock)
  const pool = picturePool(PICTURE_LIMITS)
  const drawPage = drawPages({
    files,
    pool,
    folder,
    onNone: (why) => log.info('no-picture', { why }),
    onFault: (error) => log.error('picture-failed', error),
  })
  return { drawPage, close: pool.close }
}
