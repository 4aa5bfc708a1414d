/** The `anchors.json` of all folders together: which rules hold, and what in them is told to the operator. */
import { join } from 'node:path'
import type { Sha256 } from '../lang.ts'
import { ANCHOR_LIMITS_FILE, NONE_TRUSTED } from './anchor-limits.ts'
import type { FolderContent, FolderProblem } from './folder.ts'
import { PINS } from './pins.ts'
import type { AnchorRules } from './trust-anchors.ts'

export type ReadRules = { readonly rules: AnchorRules; readonly problems: readonly FolderProblem[] }

/**
 * An anchor is limited or barred by the file of any folder, wherever its certificate lies; by two files at once it is
 * barred, since they may say two things.
 *
 * @param lists folders in which no certificate is taken, so that such a file there is a mistake.
 */
export function readRules(trusted: readonly FolderContent[], lists: readonly FolderContent[]): ReadRules {
  const limits = trusted.flatMap(({ path, anchorLimits }) =>
    anchorLimits.limits.map((limit) => ({ limit, path: join(path, ANCHOR_LIMITS_FILE) })),
  )
  const present = new Set(trusted.flatMap(certificatesIn))
  const problems: FolderProblem[] = [
    ...trusted.flatMap(({ misnamedLimits }) => misnamedLimits.map((path) => ({ path, why: MISNAMED }))),
    ...lists
      .filter(({ hasAnchorLimits }) => hasAnchorLimits)
      .map(({ path }) => ({ path: join(path, ANCHOR_LIMITS_FILE), why: MISPLACED })),
  ]
  const barred = new Set(trusted.flatMap(barredIn))
  const seen = new Set<Sha256>()
  for (const { limit, path } of limits) {
    if (seen.has(limit.sha256)) {
      barred.add(limit.sha256)
      problems.push({ path, why: `${limit.sha256} đã có trong tệp của thư mục khác; không được tin cậy` })
    }
    seen.add(limit.sha256)
    if (!present.has(limit.sha256)) problems.push({ path, why: `không có chứng thư số ${limit.sha256} trong thư mục` })
  }
  return { rules: { pins: PINS, limits: limits.map(({ limit }) => limit), barred }, problems }
}

const MISPLACED = 'tệp này chỉ có tác dụng trong thư mục chứng thư số (SOKYSO_TRUST)'

const MISNAMED = `tên dễ lẫn với tệp ${ANCHOR_LIMITS_FILE} mà không phải tệp đó; ${NONE_TRUSTED}`

function barredIn(content: FolderContent): readonly Sha256[] {
  const { barsAll, barred } = content.anchorLimits
  return barsAll || content.misnamedLimits.length > 0 ? [...barred, ...certificatesIn(content)] : [...barred]
}

function certificatesIn({ files }: FolderContent): readonly Sha256[] {
  return files.flatMap(({ certificates }) => certificates.map(({ sha256 }) => sha256))
}
