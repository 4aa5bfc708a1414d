/** Days as people type them in Vietnamese offices: 5/8/2021. */

export const DAY_PATTERN = 'ngày/tháng/năm, ví dụ 05/8/2021'

/** yyyy-mm-dd; null for what is no day of the calendar. */
export function dayOf(typed: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? []
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${written}T00:00:00Z`)
  // 31/02 would be read as a day of March.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== written ? null : written
}
