/** Numbers as Vietnamese offices write them. */

/** "03 văn bản": counts below ten carry a leading zero, so that none can be added to them on paper. */
export function documentCount(count: number): string {
  return `${String(count).padStart(2, '0')} văn bản`
}

/** By their decimals: to make one takes longer than to write a page of numbers with it. */
const formats = new Map<number, Intl.NumberFormat>()

/** 1.234,5: dot between thousands, decimal comma. */
export function vietnameseNumber(value: number, decimals = 0): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const format = formats.get(decimals) ?? new Intl.NumberFormat('vi-VN', { ...digits, useGrouping: true })
  formats.set(decimals, format)
  return format.format(value)
}
