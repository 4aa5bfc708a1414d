/** A unit as a search looks through it. */
import type { Unit } from '../campaign/unit.ts'
import { searchKey } from '../search.ts'

/**
 * By its names, its code and its cluster. Another name that merely goes on after the first ("Phòng Nội vụ huyện Hướng
 * Hóa") names the place of all units, and would have every one of them found by it.
 */
export function unitKey({ name, aliases, code, cluster }: Unit): string {
  const own = searchKey(name)
  const others = aliases.filter((alias) => !searchKey(alias).includes(own))
  return own + searchKey(...others, code, cluster)
}
