/** The text form of certificates and lists: Base64 between two lines. RFC 7468. */
import { type Bytes, indexOf, toLatin1 } from '../../bytes.ts'
import { BudgetError, FormatError } from '../read.ts'

export type PemBlock = { readonly label: string; readonly bytes: Bytes }

/** Blocks of one file. A bundle of all public roots has some 150. */
const MAX_BLOCKS = 1_000

const BEGIN = '-----BEGIN '

export function isPem(bytes: Bytes): boolean {
  return indexOf(bytes, BEGIN) >= 0
}

/** The blocks in their order; text around them is passed over. RFC 7468, 2. */
export function parsePem(bytes: Bytes): readonly PemBlock[] {
  const text = toLatin1(bytes)
  const blocks: PemBlock[] = []
  for (let begin = text.indexOf(BEGIN); begin >= 0; ) {
    if (blocks.length === MAX_BLOCKS) throw new BudgetError('Too many PEM blocks', 'RFC 7468, 2', begin)
    const labelEnd = text.indexOf('-----', begin + BEGIN.length)
    const label = text.slice(begin + BEGIN.length, labelEnd)
    const end = text.indexOf(`-----END ${label}-----`, labelEnd)
    if (labelEnd < 0 || end < 0) throw new FormatError('PEM block without an end', 'RFC 7468, 2', begin)
    blocks.push({ label, bytes: Buffer.from(text.slice(labelEnd + 5, end), 'base64') })
    begin = text.indexOf(BEGIN, end)
  }
  return blocks
}
