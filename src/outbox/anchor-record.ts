/** Each day the last entry of the record goes by mail to those who get the summary of the week, which bears that of Monday. */
import { writeAnchor } from '../notices/anchor.ts'
import type { RemindPorts } from './remind-units.ts'

/** Nothing where nothing was added to the record since: the entry is its own occasion. */
export async function anchorRecord({ store, campaign, digestTo, make, clock }: RemindPorts): Promise<number> {
  const record = await store.auditHead()
  if (digestTo.length === 0 || record.number === 0) return 0
  const [madeAt, about] = [clock(), `${record.number}:${record.sha256}`]
  const wording = writeAnchor(campaign, record, madeAt)
  const notices = digestTo.map((recipient) => make({ kind: 'anchor', about, unit: null, recipient, madeAt }, wording))
  return store.addNotices(notices, null)
}
