/** The numbers of this process and of the whole, on a port of their own that asks nobody who they are. */
import { createServer } from 'node:http'
import packageJson from '../../package.json' with { type: 'json' }
import { worstStanding } from '../mail/mailbox.ts'
import type { Gauge, Metrics, Sample } from '../metrics/metrics.ts'
import type { Census } from '../store/upkeep-store.ts'
import type { VitalSigns } from '../upkeep/vital-signs.ts'
import type { Ground } from './ground.ts'
import type { Seen } from './look-at-signs.ts'
import { StartError } from './start-error.ts'

type Ports = Pick<Ground, 'config' | 'tally' | 'log' | 'terminal' | 'metrics'>

/** @param look null in a process that knows nothing but its own numbers. @throws StartError where the port is taken. */
export async function openMetricsPort(
  { config, tally, log, terminal, metrics }: Ports,
  look: (() => Promise<Seen>) | null,
  opened: AsyncDisposableStack,
): Promise<void> {
  const { metricsPort } = config.watch
  if (metricsPort === null) return
  const server = createServer((request, response) => {
    answer(request.url, metrics, look, tally).then(
      ({ status, text }) => {
        response.writeHead(status, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text)
      },
      (error: unknown) => {
        log.error('metrics-failed', error)
        response.writeHead(503).end()
      },
    )
  })
  const listening = Promise.withResolvers<void>()
  server.once('error', (error) =>
    listening.reject(new StartError(`Không mở được cổng ${metricsPort} (SOKYSO_METRICS_PORT).`, { cause: error })),
  )
  server.listen(metricsPort, config.host, listening.resolve)
  await listening.promise
  opened.defer(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (typeof address === 'object') terminal.say(`Số đo cho Prometheus: cổng ${address?.port}, đường dẫn /metrics`)
}

async function answer(
  url: string | undefined,
  metrics: Metrics,
  look: (() => Promise<Seen>) | null,
  tally: Ground['tally'],
): Promise<{ readonly status: number; readonly text: string }> {
  if (url !== '/metrics') return { status: 404, text: '' }
  const build = gauge('sokyso_build_info', 'The version that runs.', [
    { labels: { version: packageJson.version, node: process.version }, value: 1 },
  ])
  if (look === null) return { status: 200, text: metrics.text([build]) }
  const { signs, census } = await look()
  const units = Map.groupBy((await tally()).units, ({ state }) => state)
  const { id: campaign } = (await tally()).campaign
  const byState = gauge(
    'sokyso_units',
    'Units of the campaign by their state.',
    [...units].map(([status, of]) => ({ labels: { status, campaign }, value: of.length })),
  )
  return { status: 200, text: metrics.text([build, ...ofSigns(signs), ...ofCensus(census), byState]) }
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Gauge => ({ name, help, samples })

function ofSigns({ at, mailboxes, queue, lists, backup, disk, files }: VitalSigns): readonly Gauge[] {
  const age = (time: number | null | undefined) => (time ? [{ value: (at - time) / 1000 }] : [])
  return [
    gauge(
      'sokyso_imap_last_success_seconds',
      'Since the mailbox was last read to its end; of several the one that waits longest.',
      age(worstStanding(mailboxes, at)?.lookedAt),
    ),
    gauge('sokyso_queue_oldest_seconds', 'For how long the first due job waits.', [{ value: queue.oldestMs / 1000 }]),
    gauge('sokyso_disk_free_bytes', 'Free space where letters are kept.', [{ value: disk.free }]),
    gauge('sokyso_backup_age_seconds', 'Since the last backup that was restored on trial.', age(backup?.lastAt)),
    gauge('sokyso_lists_expired', 'Revocation lists that should have been followed by another.', [
      { value: lists.expired },
    ]),
    gauge('sokyso_files_damaged', 'Stored files that the disk has changed or lost.', [{ value: files.damaged }]),
  ]
}

function ofCensus(census: Census): readonly Gauge[] {
  const { documents, quarantined, verdicts, jobs } = census
  return [
    gauge('sokyso_mail_seen_total', 'Letters that are accounted for.', [{ value: census.lettersSeen }]),
    gauge(
      'sokyso_mail_quarantined',
      'Letters in quarantine.',
      quarantined.map(({ reason, count }) => ({ labels: { reason }, value: count })),
    ),
    gauge(
      'sokyso_docs',
      'Documents by their state.',
      Object.entries(documents).map(([state, value]) => ({ labels: { state }, value })),
    ),
    gauge(
      'sokyso_verdicts_total',
      'Verdicts that were given, earlier ones among them.',
      verdicts.map(({ outcome, code, count }) => ({ labels: { result: outcome, reason: code }, value: count })),
    ),
    gauge(
      'sokyso_queue_depth',
      'Jobs of the store.',
      jobs.map(({ kind, state, count }) => ({ labels: { queue: kind, state }, value: count })),
    ),
    gauge('sokyso_tally_mismatch_total', 'Comparisons of the count that failed.', [{ value: census.tallyMismatches }]),
  ]
}
