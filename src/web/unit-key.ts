/** A unit as a search looks through it. */
import type { Unit } from '../campaign/unit.ts'
import { keptBy } from '../kept-by.ts'
import { searchKey } from '../search.ts'

/**
 * By its names, its code and its cluster. Another name that merely goes on after the first ("Phòng Nội vụ huyện Hướng
 * Hóa") names the place of all units, and would have every one of them found by it.
 */
export const unitKey = keptBy(({ name, aliases, code, cluster }: Unit): string => {
  const own = searchKey(name)
  const short = own.replace(COMMITTEE, '')
  const others = aliases.filter((alias) => !searchKey(alias).includes(short))
  return own + (short === own ? '' : searchKey('UBND Ủy ban nhân dân')) + searchKey(...others, code, cluster)
})

/** Both ways to write it: "Ủy ban nhân dân xã Húc huyện Hướng Hóa" merely goes on after "UBND xã Húc", too. */
const COMMITTEE = /^ (?:ubnd|uy ban nhan dan)(?= )/
