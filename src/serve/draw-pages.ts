/** Pictures for the pages of the service: drawn when asked for, each once, and kept. */
import packageJson from '../../package.json' with { type: 'json' }
import type { PicturePool } from '../../workers/picture-pool.ts'
import { canonicalHash } from '../canonical-json.ts'
import type { Sha256 } from '../lang.ts'
import { wait } from '../queue/wait.ts'
import type { Files } from '../store/files.ts'
import type { DrawnPage, NoPicture } from '../validation/modification/drawn-page.ts'
import type { PagePicture } from '../validation/modification/page-pictures.ts'
import type { DrawPage } from '../web/pictures.ts'
import type { PictureFolder } from './picture-folder.ts'

export type DrawPagesPorts = {
  readonly files: Pick<Files, 'path'>
  readonly pool: Pick<PicturePool, 'draw'>
  readonly folder: PictureFolder
  /** Told of each picture that could not be drawn. */
  readonly onNone: (why: NoPicture) => void
  /** Told of a folder that cannot be read or written, the picture is shown all the same; and of faults of ours. */
  readonly onFault: (error: unknown) => void
}

/** Part of each key: raised where the same page would be drawn in another way. */
const HAND = `${packageJson.dependencies['pdfjs-dist']} 2`

/** What says something of the file and not of the moment. */
const LASTING: readonly NoPicture[] = ['too-large', 'unreadable', 'no-page', 'limit']

/** Of pictures that cannot be drawn: a file that costs the whole time allowed costs it once. */
const MAX_REFUSALS = 1_000

export function drawPages(ports: DrawPagesPorts): DrawPage {
  const drawing = new Map<Sha256, Promise<DrawnPage>>()
  const refused = new Map<Sha256, DrawnPage>()

  const draw = async (key: Sha256, document: Sha256, picture: PagePicture): Promise<DrawnPage> => {
    const kept = refused.get(key) ?? (await orNull(ports.folder.get(key), ports.onFault))
    if (kept) return kept
    const drawn = await ports.pool.draw({ path: ports.files.path(document), sha256: document }, picture)
    if (drawn.kind === 'drawn') await orNull(ports.folder.put(key, drawn), ports.onFault)
    else ports.onNone(drawn.why)
    if (drawn.kind === 'none' && LASTING.includes(drawn.why) && refused.size < MAX_REFUSALS) refused.set(key, drawn)
    return drawn
  }

  const begin = (key: Sha256, document: Sha256, picture: PagePicture): Promise<DrawnPage> => {
    const begun = draw(key, document, picture).finally(() => drawing.delete(key))
    // Whoever waits for it meets its failure; there need not be anybody by then.
    begun.catch(ports.onFault)
    drawing.set(key, begun)
    return begun
  }

  return async (document, picture, patienceMs) => {
    const key = canonicalHash({ document, picture, hand: HAND })
    const begun = drawing.get(key) ?? begin(key, document, picture)
    const done = new AbortController()
    const first = await Promise.race([begun, wait(patienceMs, done.signal)]).finally(() => done.abort())
    return first ?? { kind: 'none', why: 'not-yet' }
  }
}

async function orNull<T>(work: Promise<T>, onFault: (error: unknown) => void): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    onFault(error)
    return null
  }
}
