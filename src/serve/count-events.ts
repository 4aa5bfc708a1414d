/** What is told to the log is counted, too. */
import type { Metrics } from '../metrics/metrics.ts'
import type { Log } from './log.ts'

/** Refused before anybody was asked. */
const BLOCKED: readonly string[] = ['host', 'port', 'scheme', 'credentials', 'address', 'redirect']

export function countingLog(log: Log, metrics: Metrics): Log {
  return {
    info: (event, facts = {}) => {
      if (event === 'letter-taken') metrics.count('sokyso_mail_fetched_total')
      if (event === 'judged') {
        metrics.count('sokyso_judged_total', { outcome: String(facts.outcome) })
        metrics.observe('sokyso_validate_seconds', Number(facts.ms) / 1000)
      }
      if (event === 'worker-killed') metrics.count('sokyso_worker_killed_total', { cause: String(facts.cause) })
      if (event === 'letter-out') {
        metrics.count('sokyso_letters_out_total', { kind: String(facts.kind), end: String(facts.end) })
      }
      if (event === 'looked') metrics.observe('sokyso_imap_cycle_seconds', Number(facts.ms) / 1000)
      if (event === 'evidence-fault' && BLOCKED.includes(String(facts.code))) {
        metrics.count('sokyso_egress_blocked_total')
      }
      log.info(event, facts)
    },
    error: (event, error, job) => {
      const fault = error instanceof Error && 'fault' in error ? String(error.fault) : null
      if (event === 'fault' && fault !== null) metrics.count('sokyso_imap_reconnects_total', { reason: fault })
      metrics.count('sokyso_faults_total', { event })
      log.error(event, error, job)
    },
  }
}
