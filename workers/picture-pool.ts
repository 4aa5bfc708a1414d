/** The process that draws pages: hostile files are drawn where a loop or a memory explosion harms nothing, and end as no picture. */
import type { Sha256 } from '../src/lang.ts'
import type { DrawnPage } from '../src/validation/modification/drawn-page.ts'
import type { PagePicture } from '../src/validation/modification/page-pictures.ts'
import type { PictureAnswer, PictureQuestion } from './picture-messages.ts'
import { type ProcessPoolOptions, processPool } from './process-pool.ts'
import { type ChildLimits, type LostAnswer, type SealedChild, startSealedChild } from './sealed-child.ts'

export type PictureDocument = {
  readonly path: string
  /** Of the file that was judged. */
  readonly sha256: Sha256
}

export type PicturePool = {
  /** Never rejects for what is in the file, nor for what it does to its process. */
  readonly draw: (document: PictureDocument, picture: PagePicture) => Promise<DrawnPage>
  readonly close: () => void
}

export type PicturePoolOptions = ChildLimits &
  Pick<ProcessPoolOptions<PictureChild>, 'size' | 'recycleAfter'> & {
    /** Pictures asked for that no process has taken yet. */
    readonly maxWaiting: number
    /** Another program in place of the one that draws: for tests. */
    readonly worker?: URL
  }

export const PICTURE_LIMITS = {
  /** Judging comes first: one of the two cores of an office machine is enough for pictures. */
  size: 1,
  /** Two pages of a map of 2 MB take some 3 s on a busy machine. */
  processorMs: 20_000,
  /** Nobody waits longer for a picture. */
  wallMs: 60_000,
  /** What pdf.js keeps of a page of text is some 20 MB. */
  maxHeapMb: 256,
  /** Two copies of a file of 64 MB, a scan of 40 million pixels and its reduced copies, the programs themselves. */
  maxRssMb: 1_024,
  /** Memory that leaks for some reason is given back after so many pages; a start costs as much as two of them. */
  recycleAfter: 50,
  /** Those of two files with the most pages that are shown; with half a second each, a quarter of a minute. */
  maxWaiting: 30,
} as const satisfies PicturePoolOptions

type PictureChild = SealedChild<PictureQuestion, PictureAnswer>

const WORKER = new URL('picture-worker.ts', import.meta.url)

/** The environment of the process: fonts of the system are not loaded. */
const ENVIRONMENT = { DISABLE_SYSTEM_FONTS_LOAD: '1' }

export function picturePool(options: PicturePoolOptions): PicturePool {
  const { size, recycleAfter, maxWaiting, worker = WORKER, ...limits } = options
  const seal = { ...limits, environment: ENVIRONMENT, nativeCode: true }
  const pool = processPool<PictureChild>({ size, recycleAfter, start: () => startSealedChild(worker, seal) })
  let closed = false
  const askPool = async (question: PictureQuestion) => {
    try {
      return await pool.ask((child) => child.ask(question))
    } catch (error) {
      // Whoever waits for a picture is told like any other fault of ours.
      if (closed) return { kind: 'died', how: 'closed' } as const
      throw error
    }
  }
  return {
    draw: async (document, picture) => {
      if (pool.waiting() >= maxWaiting) return { kind: 'none', why: 'busy' }
      return drawnPageOf(await askPool({ ...document, picture }))
    },
    close: () => {
      closed = true
      pool.close()
    },
  }
}

function drawnPageOf(answer: PictureAnswer | LostAnswer): DrawnPage {
  switch (answer.kind) {
    case 'drawn':
    case 'none':
      return answer
    case 'limit':
      return { kind: 'none', why: 'limit' }
    case 'held-up':
    case 'failed':
    case 'died':
      return { kind: 'none', why: 'failed' }
  }
}
