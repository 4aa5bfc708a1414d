/** `sokyso verify`: judges files without a mailbox, each by a line or a few sentences. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { EXIT, type VerifyCommand } from '../cli.ts'
import { EvidenceFolderError } from '../evidence/folder.ts'
import { type ImportedEvidence, openImportedEvidence } from '../evidence/imported.ts'
import { explainReport } from '../report/explain-report.ts'
import type { Clock } from '../system.ts'
import { inOrder } from './in-order.ts'
import { listInputs } from './inputs.ts'
import { type JudgedFile, judgeFile } from './judge-file.ts'
import { reportLine } from './report-line.ts'
import { stdinFile } from './stdin-file.ts'

export type Streams = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

/** @returns the exit code. */
export async function verify(command: VerifyCommand, streams: Streams, clock: Clock): Promise<number> {
  const evidence = await openEvidence(command, streams.stderr)
  if (evidence === null) return EXIT.misused
  const size = availableParallelism()
  const pool = validationPool({ ...POOL_LIMITS, size })
  const stdin = stdinFile(streams.stdin)
  const ports = { pool, evidence, at: command.at ?? clock() }
  const exits: number[] = []
  try {
    // Twice as many as are judged at a time, so that a large file keeps nobody idle.
    const judged = inOrder(listInputs(command.inputs, stdin.keep), 2 * size, (file) => judgeFile(file, ports))
    for await (const file of judged) {
      await tell(file, { json: command.json, isFirst: exits.length === 0 }, streams)
      exits.push(exitOf(file))
    }
  } finally {
    pool.close()
    await stdin.remove()
  }
  if (exits.length > 0) return Math.max(...exits)
  streams.stderr.write('Không tìm thấy tệp PDF nào trong các thư mục đã cho. Kiểm tra lại đường dẫn.\n')
  return EXIT.misused
}

/** Said beside the reports, which would otherwise seem to blame the signers. */
const NO_ANCHOR =
  'Chưa có chứng thư số gốc nào được tin cậy, nên không người ký nào được tin cậy. ' +
  'Dùng --trust với thư mục chứa chứng thư số của các tổ chức chứng thực.\n'

async function openEvidence({ trust, lists }: VerifyCommand, stderr: Writable): Promise<ImportedEvidence | null> {
  try {
    const evidence = await openImportedEvidence({ trust, lists })
    for (const { path, why } of evidence.problems()) stderr.write(`Không đọc được ${path}, đã bỏ qua: ${why}\n`)
    const { anchors } = await evidence.trust()
    if (anchors.length === 0) stderr.write(NO_ANCHOR)
    return evidence
  } catch (error) {
    if (!(error instanceof EvidenceFolderError)) throw error
    stderr.write(`${error.message}\n`)
    return null
  }
}

function exitOf({ report, trouble }: JudgedFile): number {
  if (trouble?.kind === 'internal') return EXIT.internal
  return report.outcome === 'valid' ? EXIT.allValid : EXIT.someNotValid
}

async function tell(
  { name, report, elapsedMs, trouble }: JudgedFile,
  { json, isFirst }: { readonly json: boolean; readonly isFirst: boolean },
  { stdout, stderr }: Streams,
): Promise<void> {
  if (trouble?.kind === 'unreadable') {
    stderr.write(`Không đọc được tệp ${name}. Kiểm tra đường dẫn và quyền đọc.\n`)
    // A report would speak of the sender's file, which nobody has seen.
    if (!json) return
  }
  if (trouble?.kind === 'internal') stderr.write(`Chương trình gặp lỗi với tệp ${name}: ${trouble.why}\n`)
  const text = json
    ? `${reportLine(name, report, elapsedMs)}\n`
    : `${isFirst ? '' : '\n'}${explainReport(report, name)}`
  if (!stdout.write(text)) await once(stdout, 'drain')
}
