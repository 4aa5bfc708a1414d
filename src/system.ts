/** The clock, handed in where time is needed so that everything else can be replayed. */
import type { Instant } from './lang.ts'

export type Clock = () => Instant

export const systemClock: Clock = () => Date.now() as Instant
