/** When a signature was made: what the signer claims, and the earliest time by which it is proved to have existed. EN 319 102-1, 5.5. */
import { readSigningTime, timeStampTokens } from '../format/cms/attribute-values.ts'
import { readTimeStampToken } from '../format/cms/time-stamp-token.ts'
import type { PdfFile } from '../format/pdf/file.ts'
import { asString } from '../format/pdf/narrow.ts'
import type { PdfDictionary } from '../format/pdf/object.ts'
import { readText } from '../format/pdf/text-string.ts'
import type { Instant } from '../lang.ts'
import { finding } from './finding.ts'
import type { Integrity } from './integrity.ts'
import type { Given } from './judgement.ts'
import { type TimeStamp, validateTimeStamp } from './time-stamp.ts'

/** Signature time-stamps of one signature that are looked at; real ones carry one. */
const MAX_TOKENS = 8

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
  const date = written ? readDate(readText(written)) : null
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

/** The time-stamps over the signature value, judged. One that cannot be read is an invalid one. */
export function signatureTimeStamps({ signer }: Integrity, given: Given): readonly TimeStamp[] {
  if (!signer) return []
  return timeStampTokens(signer)
    .slice(0, MAX_TOKENS)
    .map((bytes) => {
      const token = readTimeStampToken(bytes)
      if (token.ok) return validateTimeStamp(token.value, [signer.signature], given)
      const because = [finding('timestamp-invalid', 'RFC 3161, 2.4.2', { what: token.error.message })]
      return { time: null, authority: '', outcome: 'invalid', because, wanted: [], intact: false }
    })
}

/** The earliest proof of existence: valid time-stamps, receipt by the mail server, now (EN 319 102-1, 5.5.4 and 5.6.2.3). */
export function bestSignatureTime(stamps: readonly TimeStamp[], given: Given): Instant {
  const proved = stamps.flatMap(({ outcome, time }) => (outcome === 'valid' && time !== null ? [time] : []))
  return Math.min(given.at, given.receivedAt ?? given.at, ...proved) as Instant
}
