/** How long something takes. */

/** Milliseconds of processor time, so that it does not count what else the machine has to do. */
export function timed(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
