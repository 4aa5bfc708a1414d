/** Tables as CSV (RFC 4180) that a spreadsheet shows as it stands: no cell of ours is ever a formula. */

/** Where a program guesses the character set, this tells it (Unicode 16.0, 23.8). */
export const UTF8_MARK = '\ufeff'

/** OWASP, "CSV Injection": what spreadsheets take for a formula, also in full width, which some turn into the narrow form. */
const STARTS_FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

/** With a line break at its end. Every cell is quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  // An apostrophe before it makes it text for all programs in use; it is seen, and harmless.
  const harmless = STARTS_FORMULA.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
