/** A source of evidence over real folders and a server on loopback, with a clock that a test sets. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type PkiRoutes, type PkiServer, servePki } from '../../fixtures/pki-server.ts'
import type { CachedEvidence } from '../../src/evidence/cached.ts'
import { openCachedEvidence } from '../../src/evidence/cached.ts'
import type { EvidenceFault } from '../../src/evidence/fault.ts'
import { openFetcher } from '../../src/evidence/http.ts'
import { openImportedEvidence } from '../../src/evidence/imported.ts'
import { openMaterialShelf } from '../../src/evidence/material.ts'
import { openOnline } from '../../src/evidence/online.ts'
import type { Instant } from '../../src/lang.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { issuer, root } from './made.ts'
import { NOW } from './times.ts'

export type Scene = {
  readonly folder: string
  readonly trust: string
  readonly lists: string
  readonly server: PkiServer
  /** What went wrong, as `code host`. */
  readonly faults: string[]
  /** Milliseconds go by. */
  readonly pass: (ms: number) => void
  readonly now: () => Instant
  /** As after a start of the service; what was opened before goes on, as another process would. */
  readonly open: (options?: { readonly isOnline?: boolean; readonly resolve?: Resolve }) => Promise<CachedEvidence>
  readonly close: () => Promise<void>
}

type Resolve = (name: string) => Promise<readonly string[]>

/** Root and issuer lie in the folder of certificates. Any name leads to the server, and its port may be asked. */
export async function openScene(routes: PkiRoutes = {}): Promise<Scene> {
  const { path: folder, remove } = await temporaryFolder()
  const [trust, lists] = [join(folder, 'trust'), join(folder, 'lists')]
  for (const path of [trust, lists]) await mkdir(path)
  await writeFile(join(trust, 'root.cer'), root.der)
  await writeFile(join(trust, 'issuer.cer'), issuer.der)
  const server = await servePki(routes)
  const faults: string[] = []
  const onFault = ({ code, host }: EvidenceFault) => void faults.push(`${code} ${host}`)
  let now: number = NOW
  const clock = () => now as Instant
  const opened: CachedEvidence[] = []
  return {
    folder,
    trust,
    lists,
    server,
    faults,
    pass: (ms) => {
      now += ms
    },
    now: clock,
    open: async ({ isOnline = true, resolve = async () => ['127.0.0.1'] } = {}) => {
      const shelf = openMaterialShelf()
      const imported = await openImportedEvidence({ trust: [trust], lists: [lists] }, shelf)
      const fetch = openFetcher({ clock, addresses: [{ address: '127.0.0.1', prefix: 32 }], resolve })
      const hosts = ['127.0.0.1', 'a.example', 'b.example', 'c.example'].map((host) => `${host}:${server.port}`)
      const online = isOnline ? openOnline({ fetch, clock, hosts, onFault }) : null
      const options = { folder: join(folder, 'evidence'), imported, shelf, online, clock, onFault }
      const source = await openCachedEvidence(options)
      opened.push(source)
      return source
    },
    close: async () => {
      for (const source of opened) await source.close()
      await server.close()
      await remove()
    },
  }
}
