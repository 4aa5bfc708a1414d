/** Whether the files we keep are still what they were: a thirtieth of them each night, and those that were damaged. */
import type { Sha256 } from '../lang.ts'
import type { Files } from '../store/files.ts'
import type { UpkeepStore } from '../store/upkeep-store.ts'
import type { Clock } from '../system.ts'

export type CheckFilesPorts = {
  readonly store: Pick<UpkeepStore, 'keptContent' | 'recordDamage' | 'damagedFiles'>
  readonly files: Pick<Files, 'check'>
  readonly clock: Clock
}

/** So that each file is read once a month (operations.md, section 8). */
const PORTIONS = 30

/** @param run which of the portions, counted on for ever. */
export async function checkFiles(ports: CheckFilesPorts, run: number, signal: AbortSignal): Promise<void> {
  const { store } = ports
  const portion = run % PORTIONS
  const names = await store.keptContent(edge(portion), edge(portion + 1))
  const before = (await store.damagedFiles()).map(({ sha256 }) => sha256)
  for (const sha256 of new Set([...before, ...names])) {
    if (signal.aborted) return
    await checkFile(ports, sha256, before.includes(sha256))
  }
}

async function checkFile({ store, files, clock }: CheckFilesPorts, sha256: Sha256, wasDamaged: boolean): Promise<void> {
  const found = await files.check(sha256)
  if (found === 'whole') {
    if (wasDamaged) await store.recordDamage(sha256, null, clock())
    return
  }
  // A letter that was no submission may have gone meanwhile, as it should.
  const [isKept] = await store.keptContent(sha256, `${sha256}~`)
  await store.recordDamage(sha256, isKept === undefined ? null : found, clock())
}

/** Where a portion begins among the hashes, which spread evenly; behind the last of them at the end. */
function edge(portion: number): string {
  if (portion === PORTIONS) return '~'
  return Math.floor((portion * 2 ** 32) / PORTIONS)
    .toString(16)
    .padStart(8, '0')
}
