/** Numbers in the text format of Prometheus. */
import { expect, test } from 'vitest'
import { openMetrics } from '../../src/metrics/metrics.ts'

test('counters add up by their labels, and are there before anything is counted', () => {
  const metrics = openMetrics()
  expect(metrics.text([])).toContain('# TYPE sokyso_judged_total counter')
  metrics.count('sokyso_judged_total', { outcome: 'valid' })
  metrics.count('sokyso_judged_total', { outcome: 'valid' }, 2)
  metrics.count('sokyso_mail_fetched_total')
  expect(metrics.text([])).toContain('sokyso_judged_total{outcome="valid"} 3\n')
  expect(metrics.text([])).toContain('\nsokyso_mail_fetched_total 1\n')
})

test('a histogram tells how many took at most so long, all of them, and their sum', () => {
  const metrics = openMetrics()
  for (const seconds of [0.01, 0.02, 3, 1000]) metrics.observe('sokyso_validate_seconds', seconds)
  const lines = metrics
    .text([])
    .split('\n')
    .filter((line) => line.startsWith('sokyso_validate_seconds'))
  expect(lines).toContain('sokyso_validate_seconds_bucket{le="0.01"} 1')
  expect(lines).toContain('sokyso_validate_seconds_bucket{le="5"} 3')
  expect(lines).toContain('sokyso_validate_seconds_bucket{le="+Inf"} 4')
  expect(lines.slice(-2)).toEqual(['sokyso_validate_seconds_sum 1003.03', 'sokyso_validate_seconds_count 4'])
})

test('what stands in a label cannot end it', () => {
  const samples = [{ labels: { reason: 'a"\\\n} 1' }, value: 1 }]
  expect(openMetrics().text([{ name: 'x', help: 'y', samples }])).toContain('x{reason="a\\"\\\\\\n} 1"} 1\n')
})
