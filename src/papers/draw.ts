/** What was written, as a file: the part of making a paper that takes time, and libraries that only it needs. */
import type { Bytes } from '../bytes.ts'
import type { Paper } from './paper.ts'
import { pdfFile } from './pdf-paper.ts'
import { type CheckedDocument, resultSlip } from './result-slip.ts'
import type { Sheet } from './sheet.ts'
import { sheetFile } from './sheet-file.ts'
import { wordFile } from './word.ts'

/** Data alone, so that it can be handed to another thread. */
export type Drawing =
  | { readonly kind: 'word' | 'pdf'; readonly paper: Paper }
  | { readonly kind: 'excel'; readonly sheet: Sheet }
  | { readonly kind: 'slip'; readonly checked: CheckedDocument }

export function draw(drawing: Drawing): Promise<Bytes> {
  switch (drawing.kind) {
    case 'word':
      return wordFile(drawing.paper)
    case 'pdf':
      return pdfFile(drawing.paper)
    case 'excel':
      return sheetFile(drawing.sheet)
    case 'slip':
      return resultSlip(drawing.checked)
  }
}
