/** What a comparison of two revisions concludes, and by which keys of dictionaries. ISO 32000-2, 8 and 9. */
import type { PdfFile } from '../../format/pdf/file.ts'
import type { Effort } from './effort.ts'

/** `unsure`: what cannot be read, costs too much, or differs in a way that need not show. Never taken for a change. */
export type Comparison = 'same' | 'different' | 'unsure'

export type Versions = {
  readonly file: PdfFile
  readonly before: number
  readonly after: number
  readonly effort: Effort
  /** Pairs of objects, by number, that were found to say the same. */
  readonly same: Set<string>
}

export const worst = (a: Comparison, b: Comparison): Comparison =>
  a === 'different' || b === 'different' ? 'different' : a === 'unsure' || b === 'unsure' ? 'unsure' : 'same'

/** Keys under which nothing is kept that a page shows, and those whose value is compared in another way. */
export const UNSEEN = new Set(
  (
    'Parent P StructParent StructParents Metadata PieceInfo LastModified Name ToUnicode Type ID PtData Measure AF ProcSet Lang ' +
    'DL Length Filter DecodeParms'
  ).split(' '),
)

/** Keys that decide what is seen: fonts, XObjects, graphics states, patterns, shadings, functions, colours (ISO 32000-2, 8 and 9). */
export const SEEN = new Set(
  (
    'Subtype BaseFont Encoding BaseEncoding Differences FirstChar LastChar Widths FontDescriptor FontName MissingWidth FontFile ' +
    'FontFile2 FontFile3 DescendantFonts CIDSystemInfo Registry Ordering CIDToGIDMap W W2 DW DW2 CharProcs FontMatrix Resources ' +
    'BBox Matrix Group S CS I K Width Height ColorSpace BitsPerComponent BitsPerCoordinate BitsPerFlag Decode ImageMask Mask SMask ' +
    'CA ca BM LW LC LJ ML D OC PatternType PaintType TilingType XStep YStep Shading ShadingType Background Extend Coords Domain ' +
    'Range Function Functions FunctionType Bounds Encode Size BitsPerSample C0 C1 N Rect AP AS QuadPoints InkList Vertices L LE ' +
    'Font XObject ExtGState Pattern Properties'
  ).split(' '),
)

/** Dictionaries whose keys are names that somebody chose. */
export const NAMED = new Set('CharProcs Font XObject ExtGState Pattern ColorSpace Properties AP N'.split(' '))
