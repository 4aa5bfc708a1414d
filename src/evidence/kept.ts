/** Evidence that is kept for good: the bytes by their SHA-256, and since when we have held them. Nothing is ever deleted. */
import { join } from 'node:path'
import type { Bytes } from '../bytes.ts'
import type { Instant, Sha256 } from '../lang.ts'
import { openContentFolder } from '../store/content-folder.ts'
import { DamagedFileError } from '../store/files.ts'
import type { Clock } from '../system.ts'
import type { RevocationRequest } from '../validation/judgement.ts'
import type { OnEvidenceFault } from './fault.ts'
import { concerns, type Held } from './held.ts'
import { type KeptLine, openKeptIndex } from './kept-index.ts'
import { heldOf, type Material, readMaterial } from './material.ts'
import type { Shelf } from './shelf.ts'

export type Kept = {
  readonly held: Held
  /** The first time; it never moves to a later one. */
  readonly heldSince: Instant
  /** Addresses of the web that it came from. */
  readonly from: ReadonlySet<string>
}

export type KeptEvidence = {
  /** Durable before it returns. @param from null: an imported file. */
  readonly keep: (item: Material, from: string | null) => Promise<Kept>
  readonly get: (sha256: Sha256) => Kept | null
  readonly all: () => readonly Kept[]
  /** What may be of use for the request, in no order. */
  readonly concerning: (request: RevocationRequest) => readonly Kept[]
  /** Null where it is not kept, or no longer what it was. */
  readonly load: (sha256: Sha256) => Promise<Material | null>
  readonly bytes: (sha256: Sha256) => Promise<Bytes | null>
  /** Where it lies, for a process that reads it itself and compares the SHA-256. */
  readonly path: (sha256: Sha256) => string
  /** Learns what other processes keep in the same folder, and returns it. */
  readonly catchUp: () => Promise<readonly Held[]>
  readonly close: () => Promise<void>
}

type KeptOptions = {
  readonly folder: string
  readonly shelf: Shelf<Material>
  readonly clock: Clock
  readonly onFault: OnEvidenceFault
}

export async function openKeptEvidence({ folder, shelf, clock, onFault }: KeptOptions): Promise<KeptEvidence> {
  const tellDamage = () => onFault({ code: 'damaged', host: '' })
  const files = await openContentFolder(folder, clock())
  const index = await openKeptIndex(join(folder, 'index'), tellDamage)
  const all = new Map<Sha256, Kept>()
  /** Also of what was found damaged since: that it was held stays true when it comes again. */
  const since = new Map<Sha256, Instant>()
  /** By issuers of lists, and by serial numbers that responses speak of. */
  const places = new Map<string, Set<Sha256>>()

  const note = ({ held, heldSince, from }: KeptLine): Kept => {
    const before = all.get(held.sha256)
    const kept = {
      held,
      heldSince: Math.min(heldSince, since.get(held.sha256) ?? heldSince) as Instant,
      from: new Set([...(before?.from ?? []), ...(from === null ? [] : [from])]),
    }
    all.set(held.sha256, kept)
    since.set(held.sha256, kept.heldSince)
    for (const place of placesOf(held)) places.set(place, (places.get(place) ?? new Set()).add(held.sha256))
    return kept
  }
  const catchUp = async () => {
    const news: Held[] = []
    for (const line of await index.news()) {
      if (!isKnown(all.get(line.held.sha256), line.from)) news.push(line.held)
      note(line)
    }
    return news
  }
  const bytes = async (sha256: Sha256) => {
    try {
      return await files.get(sha256)
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error
      tellDamage()
      return null
    }
  }
  const load = async (sha256: Sha256): Promise<Material | null> => {
    const kept = all.get(sha256)
    if (!kept) return null
    const item = await shelf.get(sha256, async () => {
      const der = await bytes(sha256)
      return der && readMaterial(kept.held.kind, der)
    })
    // Whoever has the bytes again writes them again.
    if (item === null) all.delete(sha256)
    return item
  }
  await catchUp()

  return {
    keep: async (item, from) => {
      const before = all.get(item.sha256)
      if (before && isKnown(before, from)) return before
      if (!before && (await bytes(item.sha256)) === null) await files.remove(item.sha256)
      await files.put(item.der)
      shelf.put(item.sha256, item)
      const line = { held: heldOf(item), heldSince: clock(), from }
      await index.append(line)
      return note(line)
    },
    get: (sha256) => all.get(sha256) ?? null,
    all: () => [...all.values()],
    concerning: (request) =>
      [...placesAsked(request)]
        .flatMap((place) => [...(places.get(place) ?? [])])
        .flatMap((sha256) => all.get(sha256) ?? [])
        .filter(({ held }) => concerns(held, request)),
    load,
    bytes,
    path: files.path,
    catchUp,
    close: index.close,
  }
}

/** A further address is worth a line, an imported copy of what is held already is not. */
function isKnown(kept: Kept | undefined, from: string | null): boolean {
  return kept !== undefined && (from === null || kept.from.has(from))
}

function placesOf(held: Held): readonly string[] {
  if (held.kind === 'list') return [`list ${held.issuer}`]
  return held.answers.map(({ serialNumber }) => `serial ${serialNumber}`)
}

function placesAsked({ listIssuers, serialNumber }: RevocationRequest): ReadonlySet<string> {
  return new Set([...listIssuers.map((issuer) => `list ${issuer}`), `serial ${serialNumber}`])
}
