/** Bundles of judged files in a folder, each under the SHA-256 of its document. */

import { createWriteStream } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import packageJson from '../../package.json' with { type: 'json' }
import type { Bundle } from '../bundle/bundle.ts'
import { writeBundle } from '../bundle/write-bundle.ts'
import { type Bytes, sha256 } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { ExplainedError } from '../explained-error.ts'
import { makeFolder } from '../make-folder.ts'
import { givenEvidence } from '../pipeline/ask-and-gather.ts'
import { snapshotOf } from '../store/trust-snapshot.ts'
import { certificatesOf, type Given } from '../validation/judgement.ts'
import type { JudgedFile } from './judge-file.ts'

/** The folder cannot be written to, or the file is no longer the one that was judged; `message` is Vietnamese. */
class SaveBundleError extends ExplainedError {
  override name = 'SaveBundleError'
}

/** @throws SaveBundleError */
export async function makeBundleFolder(folder: string): Promise<void> {
  await makeFolder(folder).catch((error: unknown) => {
    throw new SaveBundleError(`Không tạo được thư mục ${folder} để lưu bộ chứng cứ. Kiểm tra quyền ghi.`, {
      cause: error,
    })
  })
}

/**
 * Returns where the bundle lies; null where the file was not judged.
 *
 * @throws SaveBundleError
 */
export async function saveBundle(folder: string, { name, path, report, given }: JudgedFile): Promise<string | null> {
  if (given === null) return null
  const document = await readFile(path)
  if (sha256(document) !== report.sha256) {
    throw new SaveBundleError(`Tệp ${name} đã thay đổi trong khi kiểm tra, nên không lưu bộ chứng cứ.`)
  }
  const bundle = bundleOf({ fileName: basename(name), report: canonicalJson(report), document }, given)
  const target = join(folder, `${report.sha256}.zip`)
  const unfinished = `${target}.unfinished`
  const { stream } = await writeBundle(bundle)
  await pipeline(stream, createWriteStream(unfinished))
  await rename(unfinished, target)
  return target
}

function bundleOf(judged: Pick<Bundle, 'fileName' | 'report' | 'document'>, given: Given): Bundle {
  const { at, receivedAt, policy, trust, evidence } = given
  const items: readonly { readonly sha256: Bundle['trust']['intermediates'][number]; readonly der: Bytes }[] = [
    ...certificatesOf(trust),
    ...evidence.certificateLists,
    ...evidence.ocspResponses,
  ]
  return {
    ...judged,
    programVersion: packageJson.version,
    judgedAt: at,
    receivedAt,
    policy,
    trust: snapshotOf(trust),
    evidence: givenEvidence(evidence),
    content: new Map(items.map((item) => [item.sha256, item.der])),
  }
}
