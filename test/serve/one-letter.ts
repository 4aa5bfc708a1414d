/** A store in which a letter of one unit can arrive, as the campaign of the tests ends. */
import type { UnitId } from '../../src/campaign/unit.ts'
import type { Instant } from '../../src/lang.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { Attribute, Store } from '../../src/store/store.ts'
import { at, hashOf } from '../store/sample-rows.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { campaign, unit } from '../tally/build.ts'

export const LETTER = hashOf('letter')
export const DOCUMENT = hashOf('document')
export const END = campaign.freezesAt
export const AFTER = (END + 60_000) as Instant

export const ofHuc: Attribute = () => ({
  kind: 'unit',
  unit: 'huc' as UnitId,
  witness: 'address',
  evidence: '',
  testimonies: [],
})

export async function openStoreOfHuc(): Promise<{ readonly store: Store; readonly remove: () => Promise<void> }> {
  const folder = await temporaryFolder()
  const store = await openSqliteStore(`${folder.path}/sokyso.db`)
  await store.startRegister({ at: at(0), by: 'sokyso', why: 'Danh mục ban đầu', decision: null, units: [unit('huc')] })
  const remove = async () => {
    await store.close()
    await folder.remove()
  }
  return { store, remove }
}
