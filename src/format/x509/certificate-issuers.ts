/** Whose certificates the entries of an indirect list mean: said where it changes, and kept as places. RFC 5280, 5.3.3. */
import { asBuffer, type Bytes } from '../../bytes.ts'
import { type Element, parseFirst, parseWhole } from '../asn1/element.ts'
import { TAG } from '../asn1/tag.ts'
import { BudgetError, FormatError } from '../read.ts'
import { type GeneralName, parseGeneralNames } from './general-name.ts'
import { lowerBound } from './sorted-numbers.ts'

export type CertificateIssuers = {
  /** Notes, in ascending order of `entry`, that the names from `start` to `end` hold from that entry on. */
  readonly change: (entry: number, start: number, end: number) => void
  /** A number for the names that hold at this entry, the same for the same names; -1 where none were given until there. */
  readonly at: (entry: number) => number
  /** The names of such a number; null for -1. */
  readonly names: (issuer: number) => readonly GeneralName[] | null
}

const CLAUSE = 'RFC 5280, 5.3.3'

/** Changes in one list. Indirect lists in use speak for some tens of authorities, whose entries lie together. */
const MAX_CHANGES = 200_000

/** Enough for most indirect lists; twice as many whenever it is full. */
const FIRST_SIZE = 64

export function openCertificateIssuers(der: Bytes): CertificateIssuers {
  const bytes = asBuffer(der)
  let entries = new Float64Array(0)
  let starts = new Float64Array(0)
  let count = 0
  let [lastStart, lastEnd] = [0, 0]
  return {
    change: (entry, start, end) => {
      // Some issuers name themselves in each entry: that is no change.
      if (count > 0 && bytes.compare(bytes, start, end, lastStart, lastEnd) === 0) return
      if (count === MAX_CHANGES) throw new BudgetError('The issuer changes too often', CLAUSE, start)
      // Read here, so that no question about an entry meets names that cannot be read.
      parseIssuer(parseWhole(der.subarray(start, end), 'DER'))
      if (count === entries.length) [entries, starts] = [enlarged(entries), enlarged(starts)]
      entries[count] = entry
      starts[count++] = start
      lastStart = start
      lastEnd = end
    },
    at: (entry) => lowerBound(entries.subarray(0, count), entry + 1) - 1,
    names: (issuer) => (issuer < 0 ? null : parseIssuer(parseFirst(der.subarray(starts[issuer]), 'DER'))),
  }
}

/** At least one name: an entry that means nobody's certificate would revoke nothing. */
function parseIssuer(element: Element): readonly GeneralName[] {
  const names = element.tag === TAG.sequence ? parseGeneralNames(element) : []
  if (names.length === 0) throw new FormatError('An entry without a certificate issuer', CLAUSE, element.offset)
  return names
}

function enlarged(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(FIRST_SIZE, numbers.length * 2))
  larger.set(numbers)
  return larger
}
