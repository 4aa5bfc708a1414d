import { expect, test } from 'vitest'
import type { Instant } from '../../src/lang.ts'
import { deadlineInWords, officialDate, vietnameseDate, vietnameseDateTime } from '../../src/report/vietnamese-date.ts'
import { documentCount, vietnameseNumber } from '../../src/report/vietnamese-number.ts'

const at = (text: string): Instant => Date.parse(text) as Instant

test('times are shown in GMT+7, across the turn of day and year', () => {
  expect(vietnameseDateTime(at('2021-08-29T16:59:59Z'))).toBe('29/08/2021 23:59:59 (GMT+7)')
  expect(vietnameseDateTime('2020-12-31T17:00:00.000Z')).toBe('01/01/2021 00:00:00 (GMT+7)')
  expect(vietnameseDate(at('2024-02-28T17:00:00Z'))).toBe('29/02/2024')
})

test('official dates pad the days below ten and the first two months only', () => {
  expect(officialDate(at('2021-08-04T17:00:00Z'))).toBe('05/8/2021')
  expect(officialDate(at('2021-02-12T00:00:00Z'))).toBe('12/02/2021')
})

test('a deadline is told so that nobody can read it in two ways', () => {
  const deadline = at('2021-08-30T00:00:00+07:00')
  expect(deadlineInWords({ deadline, deadlineKind: 'before' })).toBe(
    'trước 00 giờ 00 phút ngày 30/8/2021 (chậm nhất 23:59:59 ngày 29/8/2021)',
  )
  expect(deadlineInWords({ deadline: at('2021-08-30T17:30:00+07:00'), deadlineKind: 'until' })).toBe(
    'chậm nhất 17 giờ 30 phút ngày 30/8/2021',
  )
})

test('numbers have a decimal comma and dots between thousands, counts two digits', () => {
  expect(vietnameseNumber(1234.5, 1)).toBe('1.234,5')
  expect(vietnameseNumber(80.54, 2)).toBe('80,54')
  expect([documentCount(0), documentCount(3), documentCount(12)]).toEqual(['00 văn bản', '03 văn bản', '12 văn bản'])
})
