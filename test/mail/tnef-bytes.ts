/** winmail.dat for tests. MS-OXTNEF, 2.1.3. */

type Property = { readonly type: number; readonly id: number; readonly value: Uint8Array; readonly name?: Uint8Array }
type Attached = {
  readonly title: string | Uint8Array
  readonly data?: Uint8Array
  readonly properties?: readonly Property[]
}

export function tnefOf(attached: readonly Attached[], ...more: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([
    Buffer.from('789f3e220100', 'hex'),
    attribute(1, 0x00089006, Buffer.from('00000100', 'hex')), // attTnefVersion
    ...attached.flatMap(({ title, data, properties }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.concat([Buffer.from(title), Buffer.of(0)])),
      ...(data === undefined ? [] : [attribute(2, 0x0006800f, data)]),
      ...(properties === undefined ? [] : [attribute(2, 0x00069005, propertiesOf(properties))]),
    ]),
    ...more,
  ])
}

export function attribute(level: number, id: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(9)
  head.writeUInt8(level)
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(data.length, 5)
  return Buffer.concat([head, data, u16(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0))])
}

export const longName = (name: string): Property => ({
  type: 0x1f,
  id: 0x3707,
  value: Buffer.from(`${name}\0`, 'utf16le'),
})

/** An attached message: the identifier of its interface, then TNEF again. */
export const embedded = (tnef: Uint8Array): Property => ({
  type: 0x0d,
  id: 0x3701,
  value: Buffer.concat([Buffer.alloc(16, 7), tnef]),
})

function propertiesOf(properties: readonly Property[]): Uint8Array {
  return Buffer.concat([
    u32(properties.length),
    ...properties.flatMap(({ type, id, value, name }) => [
      u16(type),
      u16(id),
      ...(name === undefined ? [] : [Buffer.alloc(16), u32(1), u32(name.length), filled(name)]),
      ...([0x1e, 0x1f, 0x0d, 0x102].includes(type) ? [u32(1), u32(value.length)] : []),
      filled(value),
    ]),
  ])
}

function filled(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)])
}

function u16(value: number): Uint8Array {
  return Buffer.of(value & 0xff, value >> 8)
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
