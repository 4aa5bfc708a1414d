/** The certificates of the trust store beside the documents, so that a verdict can be judged again when they are no longer trusted. */
import type { Files } from '../store/files.ts'
import { certificatesOf, type TrustStore } from '../validation/judgement.ts'

export async function keepCertificates(files: Pick<Files, 'put'>, trust: TrustStore): Promise<void> {
  for (const { der } of certificatesOf(trust)) await files.put(der)
}
