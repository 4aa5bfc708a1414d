/** What the service and a process that draws pages say to each other. */
import type { Sha256 } from '../src/lang.ts'
import type { DrawnPage } from '../src/validation/modification/drawn-page.ts'
import type { PagePicture } from '../src/validation/modification/page-pictures.ts'

export type PictureQuestion = {
  readonly path: string
  /** Of the file that was judged. */
  readonly sha256: Sha256
  readonly picture: PagePicture
}

export type PictureAnswer =
  | DrawnPage
  /** A fault of ours, or of the programs that draw. What the process holds is not known any more. */
  | { readonly kind: 'failed'; readonly why: string }
