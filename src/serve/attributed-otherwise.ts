/** What another register of units would change: shown before anybody remembers something in it. */
import type { Attribution } from '../attribution/attribution.ts'
import type { Unit } from '../campaign/unit.ts'
import type { Attribute, Store } from '../store/store.ts'
import type { OtherAttribution } from '../web/view.ts'

export async function attributedOtherwise(
  store: Pick<Store, 'misattributed'>,
  attribute: Attribute,
  units: readonly Unit[],
): Promise<readonly OtherAttribution[]> {
  const others: OtherAttribution[] = []
  await store.misattributed((report, submission, beside, register) => {
    const now = attribute(report, submission, beside, register)
    const [before, after] = [unitOf(now), unitOf(attribute(report, submission, beside, units))]
    if (before !== after) others.push({ submission, before, after })
    return now
  })
  return others
}

const unitOf = (attribution: Attribution) => (attribution.kind === 'unit' ? attribution.unit : null)
