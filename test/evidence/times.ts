/** The time at which the stories of evidence happen. */
import type { Instant } from '../../src/lang.ts'

/** 2021-08-11T01:00:00Z */
export const NOW = 1_628_643_600_000 as Instant

export const hours = (count: number): Instant => (NOW + count * 3_600_000) as Instant
