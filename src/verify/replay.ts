/** `sokyso verify --bundle`: judges again what a bundle holds, and tells whether the result is still the same. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { DOCUMENT } from '../bundle/bundle.ts'
import { givenOf } from '../bundle/given-of.ts'
import { readBundle } from '../bundle/read-bundle.ts'
import type { Bytes } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { EXIT, type ReplayCommand } from '../cli.ts'
import { explainReport } from '../report/explain-report.ts'
import type { Given } from '../validation/judgement.ts'
import type { DocumentReport } from '../validation/report.ts'
import { difference, originOf } from './replay-words.ts'
import type { Streams } from './verify.ts'

/**
 * Prints the report of today: with `--json` as the bytes of report.json, where it is the same. One judgement is enough, since
 * the bundle holds all that the last round was given.
 *
 * @returns the exit code.
 * @throws BundleError
 */
export async function replay({ bundle: path, json }: ReplayCommand, streams: Omit<Streams, 'stdin'>): Promise<number> {
  const bundle = await readBundle(path)
  const report = await judgeAgain(bundle.document, givenOf(bundle))
  const text = canonicalJson(report)
  const isSame = text === bundle.report
  const shown = json ? `${text}\n` : explainReport(report, bundle.fileName)
  if (!streams.stdout.write(shown)) await once(streams.stdout, 'drain')
  if (!isSame) streams.stderr.write(difference(bundle, report))
  else if (!json) streams.stdout.write(`Trùng với kết quả trong bộ chứng cứ, ${originOf(bundle)}.\n`)
  return isSame && report.outcome === 'valid' ? EXIT.allValid : EXIT.someNotValid
}

/** In the sealed process, as the first time: the document is no more to be trusted than it was then. */
async function judgeAgain(document: Bytes, given: Given): Promise<DocumentReport> {
  const folder = await mkdtemp(join(tmpdir(), 'sokyso-'))
  const pool = validationPool({ ...POOL_LIMITS, size: 1 })
  try {
    const path = join(folder, DOCUMENT)
    await writeFile(path, document, { mode: 0o600 })
    return (await pool.judge({ path }, given)).report
  } finally {
    pool.close()
    await rm(folder, { recursive: true, force: true })
  }
}
