/** `sokyso verify`: judges files without a mailbox, each by a line or a few sentences. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { EXIT, type VerifyCommand } from '../cli.ts'
import type { FetchConfig } from '../config/fetch.ts'
import { printable } from '../printable.ts'
import { explainReport } from '../report/explain-report.ts'
import type { Clock } from '../system.ts'
import { choosePolicy } from './choose-policy.ts'
import { inOrder } from './in-order.ts'
import { listInputs } from './inputs.ts'
import { type JudgedFile, judgeFile } from './judge-file.ts'
import { openVerifyEvidence } from './open-evidence.ts'
import { reportLine } from './report-line.ts'
import { makeBundleFolder, saveBundle } from './save-bundle.ts'
import { openPictureSaver } from './save-pictures.ts'
import { stdinFile } from './stdin-file.ts'
import { type TotalLabel, totalLabel, totalsInWords } from './totals.ts'

export type Streams = { readonly stdin: Readable; readonly stdout: Writable; readonly stderr: Writable }

export type VerifyPorts = {
  readonly clock: Clock
  /** Where one may fetch; null: offline. */
  readonly fetch: FetchConfig | null
}

/**
 * @returns the exit code.
 * @throws PolicyError, EvidenceFolderError, SaveBundleError, SavePicturesError: each with a sentence for the operator.
 */
export async function verify(command: VerifyCommand, streams: Streams, ports: VerifyPorts): Promise<number> {
  const policy = await choosePolicy(command.policy)
  const { clock, fetch } = ports
  if (command.saveBundle !== null) await makeBundleFolder(command.saveBundle)
  const pictures = command.pictures === null ? null : await openPictureSaver(command.pictures)
  const evidence = await openVerifyEvidence({ folders: command, at: command.at, fetch, clock, stderr: streams.stderr })
  const size = availableParallelism()
  const pool = validationPool({ ...POOL_LIMITS, size })
  const stdin = stdinFile(streams.stdin)
  const judging = { pool, evidence, policy, at: command.at ?? clock(), receivedAt: command.receivedAt }
  const exits: number[] = []
  const totals: TotalLabel[] = []
  try {
    // Twice as many as are judged at a time, so that a large file keeps nobody idle.
    const judged = inOrder(listInputs(command.inputs, stdin.keep), 2 * size, (file) => judgeFile(file, judging))
    for await (const file of judged) {
      const bundle = command.saveBundle === null ? null : await saveBundle(command.saveBundle, file)
      const drawn = (await pictures?.save(file)) ?? []
      await tell(file, { json: command.json, isFirst: exits.length === 0, bundle, drawn }, streams)
      exits.push(exitOf(file))
      totals.push(totalLabel(file))
    }
  } finally {
    pool.close()
    pictures?.close()
    await evidence.close()
    await stdin.remove()
  }
  // The lines of JSON stand alone.
  if (totals.length > 1)
    streams[command.json ? 'stderr' : 'stdout'].write(`${command.json ? '' : '\n'}${totalsInWords(totals)}\n`)
  if (exits.length > 0) return Math.max(...exits)
  streams.stderr.write('Không tìm thấy tệp PDF nào trong các thư mục đã cho. Kiểm tra lại đường dẫn.\n')
  return EXIT.misused
}

function exitOf({ report, trouble }: JudgedFile): number {
  if (trouble?.kind === 'internal') return EXIT.internal
  return report.outcome === 'valid' ? EXIT.allValid : EXIT.someNotValid
}

type Telling = {
  readonly json: boolean
  readonly isFirst: boolean
  readonly bundle: string | null
  /** A line for each page that has changed. */
  readonly drawn: readonly string[]
}

async function tell(
  { name, report, elapsedMs, trouble }: JudgedFile,
  { json, isFirst, bundle, drawn }: Telling,
  { stdout, stderr }: Streams,
): Promise<void> {
  if (trouble?.kind === 'unreadable') {
    stderr.write(`Không đọc được tệp ${printable(name)}. Kiểm tra đường dẫn và quyền đọc.\n`)
    // A report would speak of the sender's file, which nobody has seen.
    if (!json) return
  }
  if (trouble?.kind === 'internal')
    stderr.write(`${printable(`Chương trình gặp lỗi với tệp ${name}: ${trouble.why}`)}\n`)
  const saved = bundle === null ? '' : `Bộ chứng cứ: ${printable(bundle)}\n`
  const pictures = drawn.map((line) => `${printable(line)}\n`).join('')
  if (json) stderr.write(pictures)
  const text = json
    ? `${reportLine(name, report, elapsedMs)}\n`
    : `${isFirst ? '' : '\n'}${explainReport(report, name)}${saved}${pictures}`
  if (!stdout.write(text)) await once(stdout, 'drain')
}
