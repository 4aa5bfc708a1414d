/** Numbers as Vietnamese offices write them. */

/** "03 văn bản": counts below ten carry a leading zero, so that none can be added to them on paper. */
export function documentCount(count: number): string {
  return `${String(count).padStart(2, '0')} văn bản`
}

/** 1.234,5: dot between thousands, decimal comma. */
export function vietnameseNumber(value: number, decimals = 0): string {
  return new Intl.NumberFormat('vi-VN', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: true,
  }).format(value)
}
