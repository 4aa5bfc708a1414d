/** Tags as one number: the identifier octet with the constructed bit cleared. ITU-T X.690, 8.1.2. */

/** The universal tags that our readers meet. ITU-T X.680, 8.4. */
export const TAG = {
  endOfContents: 0x00,
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  sequence: 0x10,
  set: 0x11,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
} as const

/** The constructed bit of an identifier octet. */
export const CONSTRUCTED = 0x20

/** The context-specific tag `[number]`, for numbers below 31. */
export function context(number: number): number {
  return 0x80 | number
}

/** How an error message spells a tag. */
export function tagText(tag: number): string {
  if ((tag & 0xff) >= 0x80 && tag < 0xc0) return `[${tag & 0x1f}]`
  const name = Object.entries(TAG).find(([, value]) => value === tag)?.[0]
  return name ?? `tag 0x${tag.toString(16)}`
}
