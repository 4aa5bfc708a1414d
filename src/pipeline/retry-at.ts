/** When to try again where a verdict waits for revocation data. */
import type { Instant } from '../lang.ts'
import { isProvisional } from '../store/verdict.ts'
import type { Evidence } from '../validation/judgement.ts'
import type { DocumentReport } from '../validation/report.ts'

/**
 * As soon as one of the lists and responses at hand is to be followed by another, or one dated ahead begins to count; where evidence is fetched, after
 * `refetchMs` at the latest. Null where the verdict is final, or nothing tells a time: then only what is imported counts.
 *
 * @param at when it was judged.
 */
export function retryAt(
  report: DocumentReport,
  { certificateLists }: Evidence,
  at: Instant,
  refetchMs: number | null,
): Instant | null {
  if (!isProvisional(report)) return null
  const times = [
    ...(refetchMs === null ? [] : [at + refetchMs]),
    ...certificateLists.flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate, nextUpdate ?? thisUpdate]),
    ...report.signatures
      .flatMap(({ path }) => path)
      .flatMap(({ revocation }) => timeOf(revocation?.source?.nextUpdate)),
  ].filter((time) => time > at)
  return times.length === 0 ? null : (Math.min(...times) as Instant)
}

const timeOf = (iso: string | null | undefined): readonly number[] => (iso ? [Date.parse(iso)] : [])
