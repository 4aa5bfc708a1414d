/** Units: the offices and communes that must submit. */
import type { Brand, Instant } from '../lang.ts'

export type UnitId = Brand<string, 'UnitId'>

export type UnitGroup = 'department' | 'service' | 'commune'

export type Unit = {
  readonly id: UnitId
  /** Official spelling. */
  readonly name: string
  readonly group: UnitGroup
  /** Cụm, within the group; null where the office has none. */
  readonly cluster: string | null
  /** Code of the General Statistics Office, or null. */
  readonly code: string | null
  /** Further spellings under which certificates and documents name this unit. */
  readonly aliases: readonly string[]
  /** Mail addresses registered for this unit, lower case. */
  readonly addresses: readonly string[]
  /** Whole subjects of certificates, by `subjectKey`, that a person has said are this unit's. */
  readonly subjects: readonly string[]
  /** Whom to ask, in words. */
  readonly contact: string | null
  /** The first instant at which it exists, and the first at which it does no more; null: without end. */
  readonly since: Instant | null
  readonly until: Instant | null
  /** Into which it was merged. */
  readonly successor: UnitId | null
  /** False until Phòng Nội vụ has confirmed the row. */
  readonly confirmed: boolean
}
