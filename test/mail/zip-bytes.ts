/** ZIP archives for tests, faults on request. APPNOTE.TXT 4.3. */
import { crc32, deflateRawSync } from 'node:zlib'

export type Member = {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  readonly encrypted?: boolean
  /** Another checksum than that of the bytes. */
  readonly crc?: number
  /** Another size than that of the bytes. */
  readonly size?: number
  /** Kind and rights as Unix has them. */
  readonly mode?: number
}

export function zipOf(members: readonly Member[]): Uint8Array {
  const locals: Buffer[] = []
  const table: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const name = Buffer.from(member.name)
    const packed = deflateRawSync(member.bytes)
    const fields = fieldsOf(member, name, packed)
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0', 'latin1'), fields, name, packed])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE((member.mode ?? 0) * 0x10000, 6)
    entry.writeUInt32LE(offset, 10)
    table.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03\x14\0', 'latin1'), fields, entry, name]))
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(Buffer.concat(table).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...table, end])
}

/** What a local header and an entry of the table have in common: flags, method, time, CRC, sizes, lengths. */
function fieldsOf({ bytes, encrypted, crc, size }: Member, name: Uint8Array, packed: Uint8Array): Buffer {
  const fields = Buffer.alloc(24)
  fields.writeUInt16LE(encrypted ? 1 : 0, 0)
  fields.writeUInt16LE(8, 2)
  fields.writeUInt32LE(crc ?? crc32(bytes), 8)
  fields.writeUInt32LE(packed.length, 12)
  fields.writeUInt32LE(size ?? bytes.length, 16)
  fields.writeUInt16LE(name.length, 20)
  return fields
}
