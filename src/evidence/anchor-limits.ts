/** `anchors.json` in a folder of certificates: how far the operator trusts an anchor. docs/runbook.md describes the format. */
import { z } from 'zod'
import type { Instant, Sha256 } from '../lang.ts'
import { parseJson } from '../parse-json.ts'
import { isEvidenceName } from './evidence-name.ts'
import { hexSha256, hostEntry, megabytes } from './pins.ts'

export const ANCHOR_LIMITS_FILE = 'anchors.json'

/** Whether the name is one that somebody may mean for this file: a limit that is passed over in silence would limit nothing. */
export const isAnchorLimitsLike = (name: string): boolean =>
  /^anchor/u.test(name.normalize('NFKC').trim().toLowerCase())

/** Of a file: `Anchors.json`, `anchor.json`, `anchors.json.txt`. A certificate may be named so. */
export const isMisnamedLimits = (name: string): boolean =>
  name !== ANCHOR_LIMITS_FILE && isAnchorLimitsLike(name) && !isEvidenceName(name)

export type AnchorLimit = {
  readonly sha256: Sha256
  readonly trustedFrom: Instant | null
  readonly trustedUntil: Instant | null
  readonly roles: readonly z.infer<typeof Role>[]
  /** Null: those of the pin, if any. */
  readonly hosts: readonly string[] | null
  readonly maxBytes: number | null
}

export type AnchorLimits = {
  readonly limits: readonly AnchorLimit[]
  /** Anchors that the file speaks of in a way that is not understood: they are not trusted. */
  readonly barred: ReadonlySet<Sha256>
  /** It is not even clear of which anchors the file speaks: none of its folder is trusted. */
  readonly barsAll: boolean
  /** Vietnamese, one for each mistake. */
  readonly problems: readonly string[]
}

export const NO_LIMITS: AnchorLimits = { limits: [], barred: new Set(), barsAll: false, problems: [] }

const Role = z.enum(['signer', 'time-stamp-authority'])

/** Midnight of that day, UTC, as in files of policies. */
const Day = z.iso.date().transform((day) => Date.parse(`${day}T00:00:00Z`) as Instant)

const Entry = z.strictObject({
  sha256: hexSha256,
  trustedFrom: Day.nullable().default(null),
  trustedUntil: Day.nullable().default(null),
  roles: z.array(Role).min(1).default(Role.options),
  hosts: z.array(hostEntry).nullable().default(null),
  maxListMegabytes: megabytes.nullable().default(null),
})

const Named = z.looseObject({ sha256: hexSha256 })

/** Never throws: a mistake costs the anchor its trust, and is told. */
export function readAnchorLimits(text: string): AnchorLimits {
  const entries = z.array(z.unknown()).safeParse(parseJson(text))
  if (!entries.success) return { ...NO_LIMITS, barsAll: true, problems: [NOT_A_LIST] }
  const limits = new Map<Sha256, AnchorLimit>()
  const barred = new Set<Sha256>()
  const problems: string[] = []
  let barsAll = false
  entries.data.forEach((entry, index) => {
    const named = Named.safeParse(entry)
    const read = Entry.safeParse(entry)
    const place = `mục ${index + 1}`
    if (!named.success) {
      barsAll = true
      problems.push(`${place}: "sha256" phải gồm 64 chữ số thập lục phân; ${NONE_TRUSTED}`)
    } else if (!read.success) {
      barred.add(named.data.sha256)
      problems.push(`${place}: ${mistakeIn(read.error)}; chứng thư số gốc ${named.data.sha256} không được tin cậy`)
    } else if (limits.has(read.data.sha256)) {
      // Two entries may say two things; which of them was meant is not ours to choose.
      barred.add(read.data.sha256)
      problems.push(`${place}: ${read.data.sha256} đã có ở mục trước; chứng thư số gốc này không được tin cậy`)
    } else {
      const { maxListMegabytes: maxBytes, ...limit } = read.data
      limits.set(limit.sha256, { ...limit, maxBytes })
    }
  })
  return { limits: [...limits.values()].filter(({ sha256 }) => !barred.has(sha256)), barred, barsAll, problems }
}

export const NONE_TRUSTED = 'không chứng thư số gốc nào trong thư mục này được tin cậy'

const NOT_A_LIST = `nội dung không phải một danh sách JSON, ví dụ [{ "sha256": "…" }]; ${NONE_TRUSTED}`

function mistakeIn({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === 'unrecognized_keys') return `không có thuộc tính "${issue.keys.join(', ')}"`
  return `giá trị của "${String(issue?.path[0] ?? '')}" không đúng`
}
