/** A file in a folder of certificates and lists that cannot be used, in a sentence for the operator. */
import { basename } from 'node:path'
import { ANCHOR_LIMITS_FILE } from './anchor-limits.ts'
import type { FolderProblem } from './folder.ts'

/** A mistake in `anchors.json` is not passed over: it costs anchors their trust until it is put right. */
export function explainProblem({ path, why }: FolderProblem): string {
  return basename(path) === ANCHOR_LIMITS_FILE
    ? `Tệp ${path} ghi sai, ${why}. Sửa theo mẫu trong docs/runbook.md (anchors.json) rồi lưu lại; nếu không cần thì xóa tệp này.`
    : `Không đọc được ${path}, đã bỏ qua: ${why}.`
}
