/** Reads which document a file is, once for each version of the reader: beside the judgement, which it never holds up or changes. */
import type { IdentityReading } from '../identity/identity.ts'
import { READER } from '../identity/read-identity.ts'
import type { Sha256 } from '../lang.ts'
import type { Files } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import type { Ports } from './ports.ts'

type IdentifyPorts = Pick<Ports, 'readIdentity'> & {
  readonly store: Pick<Store, 'identity' | 'recordIdentity'>
  readonly files: Pick<Files, 'path'>
}

export async function identify({ store, files, readIdentity }: IdentifyPorts, document: Sha256, signal: AbortSignal) {
  const known = await store.identity(document)
  if (known && known.reader >= READER && !isOurFault(known.reading)) return
  const reading = await readIdentity({ sha256: document, path: files.path(document) }, signal)
  await store.recordIdentity(document, { reader: READER, reading })
}

/** What we could not do may go well the next time; what the file does not say, it never will. */
const isOurFault = (reading: IdentityReading): boolean =>
  reading.kind === 'unread' && (reading.why === 'failed' || reading.why === 'no-reader')
