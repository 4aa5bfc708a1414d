/** White-space, delimiters and regular characters of PDF. ISO 32000-2, 7.2.3. */

const WHITE_SPACE = 1
const DELIMITER = 2
const classes = new Uint8Array(256)
for (const byte of [0, 9, 10, 12, 13, 32]) classes[byte] = WHITE_SPACE
for (const character of '()<>[]{}/%') classes[character.charCodeAt(0)] = DELIMITER

const hexDigits = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 16; digit++) {
  const character = digit.toString(16)
  hexDigits[character.charCodeAt(0)] = digit
  hexDigits[character.toUpperCase().charCodeAt(0)] = digit
}

/** In all functions here `undefined` is the end of the bytes and belongs to no class. */
export function isWhiteSpace(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === WHITE_SPACE
}

export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] === 0
}

export function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

export function isEndOfLine(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d
}

/** 0 … 15, or -1 for anything but a hexadecimal digit. */
export function hexDigit(byte: number | undefined): number {
  return byte === undefined ? -1 : (hexDigits[byte] ?? -1)
}
