/** What a renderer made of a page that is worth a picture, or why it made nothing. */
import type { Bytes } from '../../bytes.ts'

/** In pixels from the upper left corner of a picture. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

export type MarkedBox = Box & {
  /** Place in `PagePicture.places` of what is marked; null where comparing found it. */
  readonly place: number | null
  /** Place in `PagePicture.seals` of the signature that explains it; null where none does. */
  readonly seal: number | null
}

export type Drawing = {
  /** PNG. */
  readonly png: Bytes
  readonly width: number
  readonly height: number
  /** Number of the page in the revision that it shows. */
  readonly page: number
}

export type DrawnPage =
  | {
      readonly kind: 'drawn'
      /** Null where the page was not there yet. */
      readonly before: Drawing | null
      /** With the boxes on it, each with its number; null where the page is no longer there. */
      readonly after: Drawing | null
      /** In the order of their numbers. */
      readonly boxes: readonly MarkedBox[]
      /** Whether both show paper of one size, turned alike: else they cannot be compared. */
      readonly sameSize: boolean
    }
  | { readonly kind: 'none'; readonly why: NoPicture }

export type NoPicture =
  /** The packages that draw are not installed. */
  | 'no-renderer'
  | 'too-large'
  /** The revision, or the page in it, cannot be read; or the file is no longer the one that was judged. */
  | 'unreadable'
  | 'no-page'
  /** It took too much time or memory. */
  | 'limit'
  /** Too many are waited for. */
  | 'busy'
  /** It is still being drawn. */
  | 'not-yet'
  /** A fault of ours. */
  | 'failed'
