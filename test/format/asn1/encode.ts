/** DER made for tests, and the same in BER with indefinite lengths. */
import type { Bytes } from '../../../src/bytes.ts'

export const bytes = (hex: string): Bytes => Buffer.from(hex.replaceAll(' ', ''), 'hex')

/** `identifier` as it stands in the encoding: class, constructed bit and number in one octet. */
export function der(identifier: number, ...contents: readonly Bytes[]): Bytes {
  const content = Buffer.concat(contents)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(identifier, content.length), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const significant = length.subarray(length.findIndex((octet) => octet !== 0))
  return Buffer.concat([Buffer.of(identifier, 0x80 | significant.length), significant, content])
}

export const indefinite = (identifier: number, ...contents: readonly Bytes[]): Bytes =>
  Buffer.concat([Buffer.of(identifier, 0x80), ...contents, Buffer.of(0, 0)])

export const sequence = (...contents: readonly Bytes[]): Bytes => der(0x30, ...contents)
export const set = (...contents: readonly Bytes[]): Bytes => der(0x31, ...contents)
export const octets = (content: Bytes): Bytes => der(0x04, content)
export const integer = (hex: string): Bytes => der(0x02, bytes(hex))
export const bits = (content: Bytes): Bytes => der(0x03, Buffer.of(0), content)
export const boolean = (value: boolean): Bytes => der(0x01, Buffer.of(value ? 0xff : 0))
export const utf8 = (text: string): Bytes => der(0x0c, Buffer.from(text))
export const utcTime = (text: string): Bytes => der(0x17, Buffer.from(text, 'latin1'))
export const generalizedTime = (text: string): Bytes => der(0x18, Buffer.from(text, 'latin1'))
export const NULL = bytes('0500')

export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(arc: number): number[] {
  const low = arc % 128
  const high = Math.floor(arc / 128)
  return high === 0 ? [low] : [...base128(high).map((octet) => octet | 0x80), low]
}

/** A Name of one common name. */
export const name = (commonName: string): Bytes => sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))))
