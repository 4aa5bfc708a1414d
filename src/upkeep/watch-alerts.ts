/** Alerts begin and end; each is told once, however often it is looked at and whatever dies meanwhile. */
import type { Instant } from '../lang.ts'
import type { Alert, AlertName, UpkeepStore } from '../store/upkeep-store.ts'

export type AlertPorts = {
  readonly store: Pick<UpkeepStore, 'alerts' | 'recordAlert' | 'forgetAlert'>
  /** True where somebody has heard. Null: nobody is told; the page shows them all the same. */
  readonly tell: ((alerts: readonly Alert[]) => Promise<boolean>) | null
}

export async function watchAlerts(
  { store, tell }: AlertPorts,
  active: readonly AlertName[],
  now: Instant,
): Promise<void> {
  const known = await store.alerts()
  for (const name of active) {
    const before = known.find((alert) => alert.name === name)
    if (before === undefined) await store.recordAlert({ name, since: now, endedAt: null, isTold: false })
    // It is back before its end was told: it has never ended.
    else if (before.endedAt !== null) await store.recordAlert({ ...before, endedAt: null, isTold: true })
  }
  for (const alert of known) {
    if (alert.endedAt !== null || active.includes(alert.name)) continue
    // What nobody has heard of need not be told to be over.
    if (alert.isTold) await store.recordAlert({ ...alert, endedAt: now, isTold: false })
    else await store.forgetAlert(alert.name)
  }
  const untold = (await store.alerts()).filter(({ isTold }) => !isTold)
  if (untold.length === 0 || (tell !== null && !(await tell(untold)))) return
  for (const alert of untold) {
    if (alert.endedAt === null) await store.recordAlert({ ...alert, isTold: true })
    else await store.forgetAlert(alert.name)
  }
}
