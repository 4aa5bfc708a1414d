/** ASCIIHexDecode and ASCII85Decode. ISO 32000-2, 7.4.2 and 7.4.3. */
import type { Bytes } from '../../../bytes.ts'
import { FormatError } from '../../read.ts'
import { isWhiteSpace } from '../characters.ts'
import { fromHexDigits } from '../string.ts'
import { openOutput, writeByte, writeBytes, written } from './output.ts'

export function decodeAsciiHex(bytes: Bytes): Bytes {
  const end = bytes.indexOf(0x3e)
  return fromHexDigits(end < 0 ? bytes : bytes.subarray(0, end))
}

export function decodeAscii85(bytes: Bytes, limit: number): Bytes {
  const output = openOutput(bytes.length, limit)
  let group: number[] = []
  for (const byte of bytes) {
    if (byte === 0x7e) break
    if (isWhiteSpace(byte)) continue
    if (byte === 0x7a && group.length === 0) writeBytes(output, new Uint8Array(4))
    else if (byte < 0x21 || byte > 0x75) throw new FormatError('No base-85 digit', 'ISO 32000-2, 7.4.3')
    else group.push(byte - 0x21)
    if (group.length === 5) {
      writeGroup(output, group, 4)
      group = []
    }
  }
  // A partial group of n digits stands for n - 1 bytes, the missing digits being the highest.
  if (group.length > 1) writeGroup(output, [...group, 84, 84, 84].slice(0, 5), group.length - 1)
  return written(output)
}

function writeGroup(output: ReturnType<typeof openOutput>, digits: readonly number[], count: number): void {
  const value = digits.reduce((sum, digit) => sum * 85 + digit, 0)
  for (let index = 0; index < count; index++) writeByte(output, Math.floor(value / 256 ** (3 - index)) & 0xff)
}
