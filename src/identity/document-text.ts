/** The text of the first pages of a file as it stands on them: what the reader of identities works on. */
import type { IdentitySource } from './identity.ts'

/** Some glyphs in one line. Lengths are in units of the page, 1/72 inch as a rule; `middle` counts from the top of the page. */
export type TextPiece = {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly middle: number
  readonly size: number
  readonly source: Extract<IdentitySource, 'page-text' | 'signature-widget'>
}

export type PageText = {
  readonly width: number
  /** Whether it shows a picture as large as a scan: then its text was recognised by a program, digits and all. */
  readonly isScan: boolean
  readonly pieces: readonly TextPiece[]
}

export type DocumentText = {
  readonly pageAmount: number
  /** The first ones and the last. */
  readonly pages: readonly PageText[]
}
