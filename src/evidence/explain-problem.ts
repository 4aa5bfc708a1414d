/** A file in a folder of certificates and lists that cannot be used, in a sentence for the operator. */
import { basename } from 'node:path'
import { printable } from '../printable.ts'
import { ANCHOR_LIMITS_FILE, isAnchorLimitsLike } from './anchor-limits.ts'
import { isEvidenceName } from './evidence-name.ts'
import type { FolderProblem } from './folder.ts'

/** A mistake in `anchors.json` is not passed over: it costs anchors their trust until it is put right. */
export function explainProblem({ path, why }: FolderProblem): string {
  return printable(sentenceOf(path, why))
}

function sentenceOf(path: string, why: string): string {
  const name = basename(path)
  if (!isAnchorLimitsLike(name) || isEvidenceName(name)) return `Không đọc được ${path}, đã bỏ qua: ${why}.`
  const remedy =
    name === ANCHOR_LIMITS_FILE
      ? 'Sửa theo mẫu trong docs/runbook.md (anchors.json) rồi lưu lại; nếu không cần thì xóa tệp này'
      : `Đổi tên thành ${ANCHOR_LIMITS_FILE}, hoặc chuyển đi nơi khác`
  return `Tệp ${path} ghi sai, ${why}. ${remedy}.`
}
