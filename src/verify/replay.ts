/** `sokyso verify --bundle`: judges again what a bundle holds, and tells whether the result is still the same. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { POOL_LIMITS, validationPool } from '../../workers/pool.ts'
import { DOCUMENT } from '../bundle/bundle.ts'
import { givenOf } from '../bundle/given-of.ts'
import { readBundle } from '../bundle/read-bundle.ts'
import type { Bytes } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { EXIT, type ReplayCommand } from '../cli.ts'
import { explainProblem } from '../evidence/explain-problem.ts'
import { openImportedEvidence } from '../evidence/imported.ts'
import { explainReport } from '../report/explain-report.ts'
import type { Given } from '../validation/judgement.ts'
import type { DocumentReport } from '../validation/report.ts'
import { difference, explainBasis, explainUnvouched, originOf } from './replay-words.ts'
import type { Streams } from './verify.ts'
import { type OwnTrust, ownTrustOf, PINS_ONLY, vouchedAnchors, withVouchedOnly } from './vouching.ts'

/**
 * Prints the report of today: with `--json` as the bytes of report.json, where it is the same. One judgement tells whether it
 * is, since the bundle holds all that the last round was given. Whoever made the bundle chose its anchors: a valid
 * result counts only where it is found again with those that are pinned or that the operator gives.
 *
 * @returns the exit code.
 * @throws BundleError, EvidenceFolderError
 */
export async function replay(command: ReplayCommand, streams: Omit<Streams, 'stdin'>): Promise<number> {
  const { bundle: path, json } = command
  const { stdout, stderr } = streams
  const own = await readOwnTrust(command.trust, stderr)
  const bundle = await readBundle(path)
  const given = givenOf(bundle)
  const vouched = vouchedAnchors(given, own)
  const report = await judgeAgain(bundle.document, given)
  const text = canonicalJson(report)
  const isSame = text === bundle.report
  const shown = json ? `${text}\n` : `${explainReport(report, bundle.fileName)}${explainBasis(bundle.policy, vouched)}`
  if (!stdout.write(shown)) await once(stdout, 'drain')
  if (!isSame) stderr.write(difference(bundle, report))
  else if (!json) stdout.write(`Trùng với kết quả trong bộ chứng cứ, ${originOf(bundle)}.\n`)
  if (report.outcome !== 'valid') return EXIT.someNotValid
  const { outcome } = await judgeAgain(bundle.document, withVouchedOnly(given, vouched))
  if (outcome !== 'valid') stderr.write(explainUnvouched(vouched))
  return isSame && outcome === 'valid' ? EXIT.allValid : EXIT.someNotValid
}

async function readOwnTrust(folders: readonly string[], stderr: Writable): Promise<OwnTrust> {
  if (folders.length === 0) return PINS_ONLY
  const imported = await openImportedEvidence({ trust: folders, lists: [] })
  for (const problem of imported.problems()) stderr.write(`${explainProblem(problem)}\n`)
  return ownTrustOf(imported)
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
