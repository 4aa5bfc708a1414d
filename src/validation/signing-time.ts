/** When a signature was made, as the signer claims: shown, and never relied on. ISO 32000-2, 12.8.1; RFC 5652, 11.3. */
import { readSigningTime } from '../format/cms/attribute-values.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { asString } from '../format/pdf/narrow.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { readable } from '../format/pdf/readable.ts'
import { readText } from '../format/pdf/text-string.ts'
import type { Instant } from '../lang.ts'
import type { Integrity } from './integrity.ts'

/** ISO 32000-2, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm, all but the year optional. */
const PDF_DATE = /^D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?/u

/** /M of the dictionary, else the signing-time attribute: claims, shown and never relied on. */
export function claimedSigningTime(
  file: PdfFile,
  value: PdfDictionary,
  revision: number,
  { signer }: Integrity,
): Instant | null {
  const written = asString(file.resolve(value.entries.get('M'), revision))
  // What cannot be decrypted claims nothing.
  const text = written && readable(() => readText(written))
  const date = text?.ok ? readDate(text.value) : null
  if (date !== null || !signer) return date
  const attribute = readSigningTime(signer)
  return attribute.ok ? attribute.value : null
}

function readDate(text: string): Instant | null {
  const match = PDF_DATE.exec(text.trim())
  if (!match) return null
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    offsetHours = '00',
    offsetMinutes = '00',
  ] = match
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(at)) return null
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  return (sign === '-' ? at + offset : sign === '+' ? at - offset : at) as Instant
}
