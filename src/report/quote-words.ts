/** What a witness wrote, without the marks of a certificate's subject, which mean nothing to a clerk. */

/** "CN=UBND xã Húc, OU=UBND huyện Hướng Hóa": "UBND xã Húc, UBND huyện Hướng Hóa". Hostile text, to be escaped where it is shown. */
export const quoteInWords = (quote: string): string => quote.replace(/(^|[;,] )(?:CN|OU|O)=/g, '$1')
