/** Who watches the service, and where its backups go. */
import type { FetchConfig } from './fetch.ts'

export type WatchConfig = {
  /** Of the numbers, on the same address as the pages; null: they are not served. */
  readonly metricsPort: number | null
  /** Takes alerts as JSON; null: they are shown on the page alone. */
  readonly alertUrl: string | null
  /** Asked every few minutes while all is well: whoever misses that raises the alarm. */
  readonly deadManUrl: string | null
  /** That these may be asked at though they are not public. */
  readonly addresses: FetchConfig['addresses']
  /** Folder that takes a backup each night; null: none is made. */
  readonly backup: string | null
}

type WatchValues = {
  readonly SOKYSO_METRICS_PORT?: number | undefined
  readonly SOKYSO_ALERT_URL?: string | undefined
  readonly SOKYSO_DEADMAN_URL?: string | undefined
  readonly SOKYSO_BACKUP?: string | undefined
  readonly SOKYSO_FETCH_ADDRESSES: FetchConfig['addresses']
}

export function watchOf(values: WatchValues): WatchConfig {
  return {
    metricsPort: values.SOKYSO_METRICS_PORT ?? null,
    alertUrl: values.SOKYSO_ALERT_URL ?? null,
    deadManUrl: values.SOKYSO_DEADMAN_URL ?? null,
    addresses: values.SOKYSO_FETCH_ADDRESSES,
    backup: values.SOKYSO_BACKUP ?? null,
  }
}
