/** What `sokyso verify` rests on: the folders that the command line names. */
import type { Writable } from 'node:stream'
import type { VerifyCommand } from '../cli.ts'
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import { openImportedEvidence } from '../evidence/imported.ts'

/** Said beside the reports, which would otherwise seem to blame the signers. */
const NO_ANCHOR =
  'Chưa có chứng thư số gốc nào được tin cậy, nên không người ký nào được tin cậy. ' +
  'Dùng --trust với thư mục chứa chứng thư số của các tổ chức chứng thực.\n'

/** @throws EvidenceFolderError */
export async function openEvidence(
  { trust, lists }: Pick<VerifyCommand, 'trust' | 'lists' | 'online'>,
  stderr: Writable,
): Promise<EvidenceSource> {
  const evidence = await openImportedEvidence({ trust, lists })
  for (const { path, why } of evidence.problems()) stderr.write(`Không đọc được ${path}, đã bỏ qua: ${why}\n`)
  const { anchors } = await evidence.trust()
  if (anchors.length === 0) stderr.write(NO_ANCHOR)
  return evidence
}
