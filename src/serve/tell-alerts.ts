/** Alerts to whoever watches: by the same guarded way out as revocation data, to the one host that the operator names. */
import packageJson from '../../package.json' with { type: 'json' }
import type { WatchConfig } from '../config/watch.ts'
import { openFetcher } from '../evidence/http.ts'
import { explainAlert } from '../report/condition-words.ts'
import type { Alert } from '../store/upkeep-store.ts'
import type { Clock } from '../system.ts'

export type AlertTellers = {
  /** True where it was taken. */
  readonly tell: ((alerts: readonly Alert[]) => Promise<boolean>) | null
  readonly sayAlive: (() => Promise<boolean>) | null
}

/** What an answer to an alert may say is of no use. */
const MAX_ANSWER_BYTES = 65_536

export function alertTellers({ alertUrl, deadManUrl, addresses }: WatchConfig, clock: Clock): AlertTellers {
  const fetcher = openFetcher({ clock, addresses })
  const ask = async (url: string, json: unknown): Promise<boolean> => {
    const { host } = new URL(url)
    const body = json === null ? null : { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) }
    return (await fetcher({ url, hosts: [host], maxBytes: MAX_ANSWER_BYTES, body })).ok
  }
  return {
    tell:
      alertUrl === null
        ? null
        : (alerts) => ask(alertUrl, { version: packageJson.version, alerts: alerts.map(inJson) }),
    sayAlive: deadManUrl === null ? null : () => ask(deadManUrl, null),
  }
}

const inJson = ({ name, since, endedAt }: Alert) => ({
  name,
  state: endedAt === null ? 'raised' : 'ended',
  since: new Date(since).toISOString(),
  endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  sentence: explainAlert(name),
})
