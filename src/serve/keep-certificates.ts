/** The certificates of the trust store beside the documents, so that a verdict can be judged again when they are no longer trusted. */
import type { Files } from '../store/files.ts'
import type { TrustStore } from '../validation/judgement.ts'

export async function keepCertificates(
  files: Pick<Files, 'put'>,
  { anchors, intermediates }: TrustStore,
): Promise<void> {
  for (const { der } of [...anchors.map(({ certificate }) => certificate), ...intermediates]) await files.put(der)
}
