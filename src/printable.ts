/** Foreign text - names of files, words of certificates, letters and bundles - made harmless where it is shown. */

/**
 * One line, without what a terminal would obey or what could reorder, hide or break text on a screen: each such character
 * becomes U+FFFD. Escaping for HTML is another matter.
 */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '\ufffd')

/** The same of a text of several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')
