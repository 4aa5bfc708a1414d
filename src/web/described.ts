/** What a person has typed of a document, checked; and what stands in its form before anybody typed. */
import type { IdentityFields } from '../identity/identity.ts'
import { DAY_PATTERN, dayOf } from '../report/typed-day.ts'
import type { DescribedFields } from '../tally/decision.ts'
import { line } from './decide.ts'
import type { TypedFields } from './pages/describe-fields.ts'
import type { WebContext } from './route.ts'

export async function typedFields(c: WebContext): Promise<TypedFields> {
  return {
    so: await line(c, 'so'),
    'ky-hieu': await line(c, 'ky-hieu'),
    'ten-loai': await line(c, 'ten-loai'),
    ngay: await line(c, 'ngay'),
    'co-quan': await line(c, 'co-quan'),
    'trich-yeu': await line(c, 'trich-yeu'),
  }
}

/** As it is known now. */
export function fieldsAsKnown(known: IdentityFields): TypedFields {
  const { codeNumber, codeNotation, typeName, issuedDate, organName, subject } = known
  return {
    so: codeNumber?.value ?? '',
    'ky-hieu': codeNotation?.value ?? '',
    'ten-loai': typeName?.value ?? '',
    ngay: issuedDate?.value.split('-').toReversed().join('/') ?? '',
    'co-quan': organName?.value ?? '',
    'trich-yeu': subject?.value ?? '',
  }
}

/** A sentence where something is wrong. */
export function readFields(typed: TypedFields): DescribedFields | string {
  const issuedDate = typed.ngay === '' ? null : dateOf(typed.ngay)
  if (issuedDate === null && typed.ngay !== '') return `Ngày văn bản viết theo dạng ${DAY_PATTERN}.`
  if (typed.so !== '' && !/^\d{1,6}[a-zđ]?$/i.test(typed.so))
    return 'Số văn bản gồm chữ số, có thể kèm một chữ cái, ví dụ 05 hoặc 12a.'
  const tooLong = [typed['ky-hieu'], typed['ten-loai'], typed['co-quan']].some(({ length }) => length > 200)
  if (tooLong || typed['trich-yeu'].length > 2000) return 'Nội dung dài quá mức cho phép.'
  if (Object.values(typed).every((text) => text === '')) return 'Hãy ghi ít nhất một thông tin của văn bản.'
  const orNull = (text: string) => (text === '' ? null : text)
  return {
    codeNumber: orNull(typed.so),
    codeNotation: orNull(typed['ky-hieu']),
    typeName: orNull(typed['ten-loai']),
    issuedDate,
    organName: orNull(typed['co-quan']),
    subject: orNull(typed['trich-yeu']),
  }
}

/** What is not filled in stays away: 7/2021, 2021. */
function dateOf(typed: string): string | null {
  const [, month = '', year = ''] = /^(?:(0?[1-9]|1[0-2])\/)?(\d{4})$/.exec(typed) ?? []
  if (year === '') return dayOf(typed)
  return month === '' ? year : `${year}-${month.padStart(2, '0')}`
}
