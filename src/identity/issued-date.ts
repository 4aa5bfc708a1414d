/** Ngày tháng năm: the date in the header, or as much of it as is filled in. NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4. */

export type WrittenDate = {
  /** yyyy-mm-dd, yyyy-mm or yyyy. */
  readonly value: string
  readonly isWhole: boolean
  /** Where it stands in the text: from, to. */
  readonly at: readonly [number, number]
}

const GAP = '[ .…_]*'
const DATE = new RegExp(
  String.raw`ngày${GAP}(?<day>\d ?\d?)?${GAP}tháng${GAP}(?<month>\d ?\d?)?${GAP}năm${GAP}(?<year>(?:19|2 ?0) ?\d ?\d)(?!\d)`,
  'iu',
)

/** `ngày 22/7/2021`, as texts cite a date. */
const CITED = /ngày ?(?<day>\d{1,2}) ?[/.-] ?(?<month>\d{1,2}) ?[/.-] ?(?<year>(?:19|20)\d\d)(?!\d)/iu

/** In a row of the header. */
export function readIssuedDate(text: string): WrittenDate | null {
  return dateIn(DATE, text)
}

/** In running text, both forms. */
export function readCitedDate(text: string): WrittenDate | null {
  return dateIn(CITED, text) ?? dateIn(DATE, text)
}

function dateIn(form: RegExp, text: string): WrittenDate | null {
  const match = form.exec(text)
  if (!match) return null
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) =>
    (match.groups?.[part] ?? '').replaceAll(' ', ''),
  )
  const parts = [year.padStart(4, '0'), month.padStart(2, '0'), day.padStart(2, '0')]
  const filled = month === '' ? 1 : day === '' ? 2 : 3
  const value = parts.slice(0, filled).join('-')
  if (!isCalendarDate(value)) return null
  return { value, isWhole: !/\d \d/.test(match[0]), at: [match.index, match.index + match[0].length] }
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function isCalendarDate(value: string): boolean {
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number)
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && !isLeap ? 28 : DAYS[month - 1]
  return days !== undefined && day >= 1 && day <= days
}
