/** EvidenceSource over folders that an operator fills with certificates, revocation lists and OCSP responses. */
import type { Sha256 } from '../lang.ts'
import { together } from '../together.ts'
import type { TrustStore } from '../validation/judgement.ts'
import { readRules } from './anchor-rules.ts'
import { readEvidenceFile } from './evidence-file.ts'
import type { EvidenceSource } from './evidence-source.ts'
import { type FolderFile, type FolderProblem, readEvidenceFolder, stampOfFolder } from './folder.ts'
import { concerns, type Held } from './held.ts'
import { evidenceOf, type Material, openMaterialShelf } from './material.ts'
import { type EvidenceNews, issuersOf } from './news.ts'
import type { Reach } from './pins.ts'
import type { Shelf } from './shelf.ts'
import { type AnchorRules, reachOf, trustStoreOf } from './trust-anchors.ts'

export type ImportFolders = {
  /** Certificates, `anchors.json`, and lists where some lie there too. */
  readonly trust: readonly string[]
  /** Lists and responses. Certificates there are not taken: nobody is trusted by what lies in a folder of lists. */
  readonly lists: readonly string[]
}

export type ImportedEvidence = EvidenceSource & {
  /** Files that could not be read and mistakes in `anchors.json`, as of the last look. */
  readonly problems: () => readonly FolderProblem[]
  /** Reads the folders again where a file has changed. */
  readonly refresh: () => Promise<EvidenceNews>
  /** Whom one may ask about certificates below this anchor; null where it is not trusted. */
  readonly reachOf: (anchor: Sha256) => Reach | null
  /** What is known of the lists and responses, and one of them; null where its file is no longer what it was. */
  readonly held: () => readonly Held[]
  readonly load: (sha256: Sha256) => Promise<Material | null>
  /** What the operator says of anchors. */
  readonly rules: () => AnchorRules
  /** Those that hold certificates. */
  readonly certificateFiles: () => readonly FolderFile[]
}

type Imported = {
  readonly stamp: string
  readonly files: ReadonlyMap<string, FolderFile>
  readonly trust: TrustStore
  readonly rules: AnchorRules
  readonly held: ReadonlyMap<Sha256, { readonly held: Held; readonly path: string }>
  readonly problems: readonly FolderProblem[]
}

/**
 * @param shelf shared with whoever keeps the same material, so that it is at hand once.
 * @throws EvidenceFolderError where a folder cannot be read; so does `refresh`, which then keeps what is known.
 */
export async function openImportedEvidence(
  folders: ImportFolders,
  shelf: Shelf<Material> = openMaterialShelf(),
): Promise<ImportedEvidence> {
  const onRead = (item: Material) => shelf.put(item.sha256, item)
  let imported = await readFolders(folders, new Map(), onRead)

  const look = async (): Promise<EvidenceNews> => {
    if ((await stampOf(folders)) === imported.stamp) return { listIssuers: [], trustChanged: false }
    const before = imported
    imported = await readFolders(folders, imported.files, onRead)
    return newsBetween(before, imported)
  }

  const load = ({ held, path }: { readonly held: Held; readonly path: string }) =>
    shelf.get(held.sha256, () => readAgain(path, held.sha256))

  const find: EvidenceSource['known'] = async (asked, signal) => {
    const found: Material[] = []
    for (const place of imported.held.values()) {
      signal?.throwIfAborted()
      if (!asked.some((request) => concerns(place.held, request))) continue
      const item = await load(place)
      if (item !== null) found.push(item)
    }
    return evidenceOf(found, new Map())
  }

  return {
    trust: async () => imported.trust,
    known: find,
    gather: find,
    wouldAsk: async () => false,
    problems: () => imported.problems,
    refresh: together(look),
    reachOf: (anchor) =>
      imported.trust.anchors.some(({ certificate }) => certificate.sha256 === anchor)
        ? reachOf(anchor, imported.rules)
        : null,
    held: () => [...imported.held.values()].map(({ held }) => held),
    load: async (sha256) => {
      const place = imported.held.get(sha256)
      return place ? load(place) : null
    },
    rules: () => imported.rules,
    certificateFiles: () => [...imported.files.values()].filter(({ certificates }) => certificates.length > 0),
  }
}

/** Null where the file is no longer what it was: the next look will tell. */
async function readAgain(path: string, sha256: Sha256): Promise<Material | null> {
  const file = await readEvidenceFile(path)
  const item = file.kind === 'list' ? file.list : file.kind === 'response' ? file.response : null
  return item?.sha256 === sha256 ? item : null
}

async function readFolders(
  folders: ImportFolders,
  known: ReadonlyMap<string, FolderFile>,
  onRead: (item: Material) => void,
): Promise<Imported> {
  // Before reading: what changes meanwhile is seen with the next look.
  const stamp = await stampOf(folders)
  const read = (folder: string) => readEvidenceFolder(folder, known, onRead)
  const trusted = await Promise.all(folders.trust.map(read))
  const listed = await Promise.all(folders.lists.map(read))
  const files = [...trusted, ...listed].flatMap((content): readonly FolderFile[] => content.files)
  const certificates = trusted.flatMap((content) => content.files.flatMap((file) => file.certificates))
  const { rules, problems } = readRules(trusted, listed)
  return {
    stamp,
    files: new Map(files.map((file) => [file.path, file])),
    trust: trustStoreOf(certificates, rules),
    rules,
    held: new Map(files.flatMap(({ held, path }) => (held ? [[held.sha256, { held, path }]] : []))),
    problems: [...[...trusted, ...listed].flatMap((content) => content.problems), ...problems],
  }
}

async function stampOf({ trust, lists }: ImportFolders): Promise<string> {
  return JSON.stringify(await Promise.all([...trust, ...lists].map(stampOfFolder)))
}

/** Also of what has gone: a verdict that rests on it would not be given again. */
function newsBetween(before: Imported, after: Imported): EvidenceNews {
  const changed = [
    ...[...after.held.values()].filter(({ held }) => !before.held.has(held.sha256)),
    ...[...before.held.values()].filter(({ held }) => !after.held.has(held.sha256)),
  ]
  return {
    listIssuers: [...new Set(changed.flatMap(({ held }) => issuersOf(held, after.trust)))],
    trustChanged: trustOf(before) !== trustOf(after),
  }
}

function trustOf({ trust: { anchors, intermediates } }: Imported): string {
  const limited = anchors.map(({ certificate, ...limits }) => [certificate.sha256, limits] as const)
  const others = intermediates.map(({ sha256 }) => sha256)
  return JSON.stringify([limited.sort(([a], [b]) => (a < b ? -1 : 1)), others.sort()])
}
