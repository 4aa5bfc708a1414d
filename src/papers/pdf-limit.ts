/** How large a paper may be as a PDF file. */

/** Each cell of a table is drawn by itself, some 5 ms a row: for more units there is the Word file. */
export const MAX_PDF_UNITS = 300
