/** Papers as files, with the libraries that write them: only who asks for a paper needs them in memory. */
export { incomingSheet } from './incoming-sheet.ts'
export { pdfFile } from './pdf-paper.ts'
export { resultSlip } from './result-slip.ts'
export { tallySheet } from './tally-sheet.ts'
export { wordFile } from './word.ts'
