/** The sources of evidence put together as the settings say: imported folders, what is kept, and the network where it is switched on. */
import type { Clock } from '../system.ts'
import type { AddressBlock } from './address.ts'
import { type CachedEvidence, openCachedEvidence } from './cached.ts'
import type { OnEvidenceFault } from './fault.ts'
import { openFetcher } from './http.ts'
import { type ImportedEvidence, type ImportFolders, openImportedEvidence } from './imported.ts'
import { openMaterialShelf } from './material.ts'
import { openOnline } from './online.ts'

export type EvidenceSettings = {
  readonly folders: ImportFolders
  /** The folder of what is kept; it is made where it is missing. */
  readonly keptIn: string
  /** Null: nobody is asked. */
  readonly fetch: FetchSettings | null
}

export type FetchSettings = {
  /** May be asked below every anchor, beside the hosts of the anchor itself. As `ALLOWED_HOST`. */
  readonly hosts: readonly string[]
  /** May be connected to though they are not public. */
  readonly addresses: readonly AddressBlock[]
}

export type EvidencePorts = {
  readonly clock: Clock
  readonly onFault: OnEvidenceFault
  /** Ends requests that are under way. */
  readonly signal?: AbortSignal
}

export type OpenedEvidence = CachedEvidence &
  Pick<ImportedEvidence, 'problems' | 'held'> & { readonly imported: ImportedEvidence }

/** @throws EvidenceFolderError */
export async function openEvidence(settings: EvidenceSettings, ports: EvidencePorts): Promise<OpenedEvidence> {
  const { folders, keptIn: folder, fetch } = settings
  const { clock, onFault, signal } = ports
  const shelf = openMaterialShelf()
  const imported = await openImportedEvidence(folders, shelf)
  const fetcher = fetch && openFetcher({ clock, addresses: fetch.addresses, ...(signal ? { signal } : {}) })
  const online = fetch && fetcher && openOnline({ fetch: fetcher, clock, hosts: fetch.hosts, onFault })
  const cached = await openCachedEvidence({ folder, imported, shelf, online, clock, onFault })
  return { ...cached, problems: imported.problems, held: imported.held, imported }
}
