/** Text for the files that we make: names, subjects and reasons come from strangers. */
import { printable } from '../printable.ts'

/** Longest paragraph or cell, in characters: what a person reads is shorter, and Excel takes 32,767. */
const MAX_TEXT = 1_000

/**
 * One line in one spelling, without what could reorder or hide it, and without the noncharacters that XML forbids
 * (XML 1.0, 2.2). Escaping is the matter of each format.
 */
export function paperText(text: string): string {
  const line = printable(text.normalize('NFC')).replace(/[\ufffe\uffff]/g, '\ufffd')
  const letters = [...line]
  return letters.length <= MAX_TEXT ? line : `${letters.slice(0, MAX_TEXT).join('')}…`
}
