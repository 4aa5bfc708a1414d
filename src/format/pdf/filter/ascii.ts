/** ASCIIHexDecode and ASCII85Decode. ISO 32000-2, 7.4.2 and 7.4.3. */
import { type Bytes, indexOf } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { isWhiteSpace } from '../characters.ts'
import { fromHexDigits } from '../string.ts'
import { type Decoded, openOutput, writeByte, writeBytes, written } from './output.ts'

/** Laxer than ISO 32000-2, 7.4.2: the end of the bytes ends the data like `>`, and what is no digit is skipped. */
export function decodeAsciiHex(bytes: Bytes): Decoded {
  const end = bytes.indexOf(0x3e)
  const data = end < 0 ? bytes : bytes.subarray(0, end)
  const decoded = fromHexDigits(data)
  return { bytes: decoded.bytes, isSound: decoded.isSound && end >= 0 && !data.some(isOddSpace) }
}

/** White-space that some readers do not skip in data: the null character and the form feed. */
const isOddSpace = (byte: number): boolean => byte === 0x00 || byte === 0x0c

/** Laxer than ISO 32000-2, 7.4.3: the end of the bytes or a tilde alone ends the data, and a group may be too large or too short. */
export function decodeAscii85(bytes: Bytes, limit: number): Decoded {
  const output = openOutput(bytes.length, limit)
  let group: number[] = []
  const end = indexOf(bytes, '~>')
  let isSound = end >= 0 && end === bytes.indexOf(0x7e)
  for (const byte of bytes) {
    if (byte === 0x7e) break
    if (isOddSpace(byte)) isSound = false
    if (isWhiteSpace(byte)) continue
    if (byte === 0x7a && group.length === 0) writeBytes(output, new Uint8Array(4))
    else if (byte < 0x21 || byte > 0x75) throw new FormatError('No base-85 digit', 'ISO 32000-2, 7.4.3')
    else group.push(byte - 0x21)
    if (group.length === 5) {
      isSound &&= groupValue(group) < 2 ** 32
      writeGroup(output, group, 4)
      group = []
    }
  }
  // A partial group of n digits stands for n - 1 bytes, the missing digits being the highest.
  const last = [...group, 84, 84, 84].slice(0, 5)
  if (group.length > 1) writeGroup(output, last, group.length - 1)
  return {
    bytes: written(output),
    isSound: isSound && group.length !== 1 && (group.length === 0 || groupValue(last) < 2 ** 32),
  }
}

const groupValue = (digits: readonly number[]): number => digits.reduce((sum, digit) => sum * 85 + digit, 0)

function writeGroup(output: ReturnType<typeof openOutput>, digits: readonly number[], count: number): void {
  const value = groupValue(digits)
  for (let index = 0; index < count; index++) writeByte(output, Math.floor(value / 256 ** (3 - index)) & 0xff)
}
