/** Units: the offices and communes that must submit. */
import type { Brand } from '../lang.ts'

export type UnitId = Brand<string, 'UnitId'>

export type UnitGroup = 'department' | 'service' | 'commune'

export type Unit = {
  readonly id: UnitId
  /** Official spelling. */
  readonly name: string
  readonly group: UnitGroup
  /** Code of the General Statistics Office, or null. */
  readonly code: string | null
  /** Further spellings under which certificates and documents name this unit. */
  readonly aliases: readonly string[]
  /** Mail addresses registered for this unit, lower case. */
  readonly addresses: readonly string[]
  /** False until Phòng Nội vụ has confirmed the row. */
  readonly confirmed: boolean
}
