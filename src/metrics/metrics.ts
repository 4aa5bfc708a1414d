/** Numbers for whoever watches the service, in the text format of Prometheus (version 0.0.4): counters, gauges, histograms. */

export type Labels = Readonly<Record<string, string>>

export type Sample = { readonly labels?: Labels; readonly value: number }

export type Gauge = { readonly name: string; readonly help: string; readonly samples: readonly Sample[] }

/** What one process counts itself; all of it begins at zero with the process. */
export type Metrics = {
  readonly count: (name: CounterName, labels?: Labels, by?: number) => void
  readonly observe: (name: HistogramName, seconds: number) => void
  /** @param gauges what is looked up for this one answer. */
  readonly text: (gauges: readonly Gauge[]) => string
}

const COUNTERS = {
  sokyso_mail_fetched_total: 'Letters fetched by this process.',
  sokyso_imap_reconnects_total: 'Connections to the mailbox that ended or failed.',
  sokyso_judged_total: 'Judgements made by this process.',
  sokyso_letters_out_total: 'Attempts to send a letter, by what came of them.',
  sokyso_worker_killed_total: 'Judging processes that were killed or died.',
  sokyso_egress_blocked_total: 'Addresses from certificates that were not asked.',
  sokyso_faults_total: 'Faults told to the log.',
} as const
export type CounterName = keyof typeof COUNTERS

const HISTOGRAMS = {
  sokyso_validate_seconds: 'Time to judge one document, with the evidence gathered for it.',
  sokyso_imap_cycle_seconds: 'Time of one look into the mailbox.',
} as const
export type HistogramName = keyof typeof HISTOGRAMS

/** A document takes some 10 ms, the longest judgement ends after 60 s and four rounds. */
const BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 240] as const

export function openMetrics(): Metrics {
  const counters = new Map<CounterName, Map<string, number>>()
  const observed = new Map<HistogramName, number[]>()
  return {
    count: (name, labels = {}, by = 1) => {
      const series = counters.get(name) ?? new Map<string, number>()
      const key = labelsInText(labels)
      counters.set(name, series.set(key, (series.get(key) ?? 0) + by))
    },
    observe: (name, seconds) => {
      // How many fell into each bucket, one for all above the last; then the sum.
      const state = observed.get(name) ?? Array.from({ length: BOUNDS.length + 2 }, () => 0)
      const found = BOUNDS.findIndex((bound) => seconds <= bound)
      const bucket = found === -1 ? BOUNDS.length : found
      state[bucket] = (state[bucket] ?? 0) + 1
      state[BOUNDS.length + 1] = (state.at(-1) ?? 0) + seconds
      observed.set(name, state)
    },
    text: (gauges) =>
      [
        ...Object.entries(COUNTERS).flatMap(([name, help]) => [
          ...head(name, help, 'counter'),
          ...[...(counters.get(name as CounterName) ?? [])].map(([labels, value]) => `${name}${labels} ${value}`),
        ]),
        ...Object.entries(HISTOGRAMS).flatMap(([name, help]) => [
          ...head(name, help, 'histogram'),
          ...histogramLines(name, observed.get(name as HistogramName)),
        ]),
        ...gauges.flatMap(({ name, help, samples }) => [
          ...head(name, help, 'gauge'),
          ...samples.map(({ labels = {}, value }) => `${name}${labelsInText(labels)} ${value}`),
        ]),
        '',
      ].join('\n'),
  }
}

const head = (name: string, help: string, type: string) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]

function histogramLines(name: string, state: readonly number[] | undefined): readonly string[] {
  if (state === undefined) return []
  let below = 0
  const buckets = [...BOUNDS, '+Inf'].map((bound, index) => {
    below += state[index] ?? 0
    return `${name}_bucket{le="${bound}"} ${below}`
  })
  return [...buckets, `${name}_sum ${state.at(-1)}`, `${name}_count ${below}`]
}

function labelsInText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join()}}`
}

/** Text format 0.0.4: backslash, quote and line feed. */
const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
