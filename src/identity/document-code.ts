/** Số và ký hiệu: the number and the symbol in the header, with all that writers do to them. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.3. */
import { typeOfAbbreviation } from './document-types.ts'

export type DocumentCode = {
  /** Null where the blank is not filled in. */
  readonly number: string | null
  readonly notation: string
  /** Whether each mark stands where the decree puts it; else one was supplied. */
  readonly isWhole: boolean
  /** Where the number, or its blank, stands in the text: from, to. */
  readonly numberAt: readonly [number, number]
}

/** One part of a symbol: letters, then letters, digits, dots: `KH`, `UBND`, `CTUBND`, `P.NV`. */
const PART = String.raw`\p{L}[\p{L}\d.&]*`

/** Parts with hyphens or slashes between them, a year before them in legal documents: `2023/QĐ-UBND`. */
const NOTATION = String.raw`(?:(?:19|20)\d\d ?/ ?)?${PART}(?: ?[-/] ?${PART})*`

/** No number of a year reaches six digits. */
const NUMBER = String.raw`\d(?: ?\d){0,4} ?[A-Za-zđĐ]?`

/** What stands in for a number that is written by hand, and dots that a blank leaves. */
const BLANK = '[ .…_]*'

/** `Số: 12/KH-UBND`, `Số 12-CV/HU`, `Số : 1234. / KH - UBND`, `Số:      /QĐ-BYT`. */
const WITH_SEPARATOR = new RegExp(
  String.raw`(?<![\p{L}\d])số ?[:.]?${BLANK}(?<number>${NUMBER})?${BLANK}(?<separator>[/-]) ?(?<notation>${NOTATION})`,
  'iu',
)

/** `Số: 322KH-UBND`: the slash lost in copying. */
const WITHOUT_SEPARATOR = new RegExp(
  String.raw`(?<![\p{L}\d])số ?[:.]?${BLANK}(?<number>\d{1,5}) ?(?<notation>\p{Lu}{2,}(?:r|yĐ)? ?- ?${PART}(?: ?[-/] ?${PART})*)`,
  'iu',
)

/** The code that `text`, a row of the header, states behind the word "Số"; null where there is none. */
export function readCode(text: string): DocumentCode | null {
  const whole = WITH_SEPARATOR.exec(text)
  const match = whole ?? WITHOUT_SEPARATOR.exec(text)
  const { number: written = '', separator, notation = '' } = match?.groups ?? {}
  if (!match || !/\p{Lu}/u.test(notation)) return null
  const symbol = tidyNotation(notation)
  // A hyphen stands before a symbol of the Party alone, which has a slash within.
  if (separator === '-' && !symbol.includes('/')) return null
  const number = written.replaceAll(' ', '')
  const at = match.index + Math.max(0, match[0].indexOf(written))
  return {
    number: number === '' ? null : number,
    notation: symbol,
    isWhole: whole !== null && !/\d \d/.test(written),
    numberAt: written === '' ? [match.index, match.index + match[0].length] : [at, at + written.length],
  }
}

function tidyNotation(written: string): string {
  const tight = written.replace(/ ?([-/]) ?/g, '$1').replace(/[.&]+$/, '')
  const [year, first = '', rest = ''] = splitNotation(tight)
  const known = typeOfAbbreviation(first)?.abbreviation
  // Only case is mended: "QD" may be no Quyết định at all.
  const type = known && known.toLowerCase() === first.toLowerCase() ? known : first
  return `${year}${type}${rest}`
}

/** The year with its slash, the first part, and all behind it. */
function splitNotation(notation: string): readonly string[] {
  return (
    /^(\d{4}\/)?([^-/]*)(.*)$/u
      .exec(notation)
      ?.slice(1)
      .map((part) => part ?? '') ?? []
  )
}

/** The type that a symbol names at its beginning; null for a công văn, whose symbol begins with its body. */
export function typeInNotation(notation: string) {
  return typeOfAbbreviation(splitNotation(notation)[1] ?? '')
}

/** The year that symbols of legal documents hold. */
export function yearInNotation(notation: string): string | null {
  return splitNotation(notation)[0]?.slice(0, 4) || null
}

/** Number and symbol as the decree writes them, and as the Party does: `12/KH-UBND`, `12-CV/HU`. */
export function writeCode(number: string | null, notation: string | null): string | null {
  if (notation === null) return number
  const ofParty = notation.includes('/') && yearInNotation(notation) === null
  return `${number ?? '…'}${ofParty ? '-' : '/'}${notation}`
}
