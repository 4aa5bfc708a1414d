/** What `sokyso verify` rests on: the folders that the command line names, and the network where it is asked for. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { VerifyCommand } from '../cli.ts'
import type { FetchConfig } from '../config/fetch.ts'
import type { EvidenceSource } from '../evidence/evidence-source.ts'
import { explainProblem } from '../evidence/explain-problem.ts'
import type { OnEvidenceFault } from '../evidence/fault.ts'
import { type ImportedEvidence, openImportedEvidence } from '../evidence/imported.ts'
import { openEvidence } from '../evidence/open-evidence.ts'
import type { Instant } from '../lang.ts'
import { printable } from '../printable.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import type { Clock } from '../system.ts'

export type VerifyEvidence = EvidenceSource & { readonly close: () => Promise<void> }

type Options = {
  /** Null: now, when no list can be later. */
  readonly at: Instant | null
  readonly folders: Pick<VerifyCommand, 'trust' | 'lists'>
  /** Null: offline. */
  readonly fetch: FetchConfig | null
  readonly clock: Clock
  readonly stderr: Writable
}

/** Said beside the reports, which would otherwise seem to blame the signers. */
const NO_ANCHOR =
  'Chưa có chứng thư số gốc nào được tin cậy, nên không người ký nào được tin cậy. ' +
  'Dùng --trust với thư mục chứa chứng thư số của các tổ chức chứng thực.\n'

/** @throws EvidenceFolderError */
export async function openVerifyEvidence({ fetch, ...options }: Options): Promise<VerifyEvidence> {
  const { folders, stderr, at } = options
  const evidence = fetch === null ? await offline(folders) : await online({ fetch, ...options })
  for (const problem of evidence.problems()) stderr.write(`${explainProblem(problem)}\n`)
  const { anchors } = await evidence.trust()
  if (anchors.length === 0) stderr.write(NO_ANCHOR)
  const lists = evidence.held().flatMap((held) => (held.kind === 'list' ? [held.thisUpdate] : []))
  if (at !== null && lists.length > 0 && Math.min(...lists) > at) stderr.write(explainLaterLists(at, lists))
  return evidence
}

function explainLaterLists(at: Instant, lists: readonly Instant[]): string {
  return (
    `Mọi danh sách thu hồi đã cho đều lập sau thời điểm ${vietnameseDateTime(at)} của --at (sớm nhất là ` +
    `${vietnameseDateTime(Math.min(...lists) as Instant)}), nên không được dùng khi kiểm tra theo thời điểm đó. ` +
    'Cho danh sách có từ trước đó; hoặc bỏ --at, và ghi --received nếu biết chắc tệp đã có từ khi nào.\n'
  )
}

type Opened = VerifyEvidence & Pick<ImportedEvidence, 'problems' | 'held'>

async function offline(folders: Options['folders']): Promise<Opened> {
  return { ...(await openImportedEvidence(folders)), close: async () => undefined }
}

/** Nothing stays: what came is in the bundles, where those are saved. */
async function online({ folders, fetch, clock, stderr }: Options & { readonly fetch: FetchConfig }): Promise<Opened> {
  const keptIn = await mkdtemp(join(tmpdir(), 'sokyso-'))
  const remove = () => rm(keptIn, { recursive: true, force: true })
  try {
    const evidence = await openEvidence({ folders, keptIn, fetch }, { clock, onFault: tellOnce(stderr) })
    return { ...evidence, close: () => evidence.close().finally(remove) }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The same host fails for many files in the same way. */
function tellOnce(stderr: Writable): OnEvidenceFault {
  const told = new Set<string>()
  return ({ code, host }) => {
    const sentence = `Không lấy được dữ liệu thu hồi từ ${host === '' ? 'nơi đã lưu' : host} (${code}).`
    if (told.has(sentence)) return
    told.add(sentence)
    stderr.write(`${printable(sentence)}\n`)
  }
}
