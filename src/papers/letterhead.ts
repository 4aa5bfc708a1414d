/** Who writes: the office that keeps the count, as the head of its papers names it. NĐ 30/2020/NĐ-CP, Phụ lục I. */
import type { Campaign } from '../campaign/campaign.ts'
import { DISTRICT_RANKS, type Home } from '../campaign/home.ts'
import { paperText } from './paper-text.ts'

export type Letterhead = {
  /** The body above it, in capitals; common words are shortened, so that it is one line. */
  readonly superior: string
  /** In capitals, without the place that the body above it names. */
  readonly office: string
  /** As a sentence names it. */
  readonly officeName: string
  /** Of its own papers: NV. */
  readonly symbol: string
  /** Địa danh. */
  readonly place: string
  /** Chức vụ of its head, in capitals. */
  readonly head: string
  /** To whom it reports. */
  readonly chairman: string
}

export function letterheadOf({ issuedBy, office, home }: Pick<Campaign, 'issuedBy' | 'office' | 'home'>): Letterhead {
  const name = paperText(office)
  const short = withoutPlace(name, home)
  const superior = paperText(issuedBy)
  return {
    superior: capitals(superior.replace(COUNCIL, 'UBND ')),
    office: capitals(short),
    officeName: name,
    symbol: initialsOf(short),
    place: placeOf(home),
    head: HEADS.find(([start]) => short.startsWith(start))?.[1] ?? 'THỦ TRƯỞNG CƠ QUAN',
    chairman: COUNCIL.test(superior) ? `Chủ tịch ${superior}` : superior,
  }
}

const COUNCIL = /^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) /u

const capitals = (text: string) => text.toLocaleUpperCase('vi')

const HEADS = [
  ['Văn phòng', 'CHÁNH VĂN PHÒNG'],
  ['Phòng', 'TRƯỞNG PHÒNG'],
  ['Sở', 'GIÁM ĐỐC'],
  ['Trung tâm', 'GIÁM ĐỐC'],
  ['Ban', 'TRƯỞNG BAN'],
] as const

function withoutPlace(name: string, { district, province }: Home): string {
  const places = [...(district === null ? [] : [district]), `tỉnh ${province}`, `thành phố ${province}`]
  const place = places.find((each) => name.endsWith(` ${each}`))
  return place === undefined ? name : name.slice(0, -place.length).trim()
}

function placeOf({ district, province }: Home): string {
  if (district === null) return paperText(province)
  const rank = DISTRICT_RANKS.find((each) => district.startsWith(`${each} `))
  return paperText(rank === undefined ? district : district.slice(rank.length + 1))
}

/** "Phòng Văn hóa và Thông tin" is VHTT, "Sở Nội vụ" SNV: custom, which the clerk looks over. */
function initialsOf(office: string): string {
  const words = office.replace(/^Phòng /u, '').match(/[\p{L}\p{M}]+/gu) ?? []
  return capitals(words.flatMap((word) => (word === 'và' ? [] : [...word].slice(0, 1))).join(''))
}
