/** Items that take time to come, worked on while the next are on their way. */

/**
 * Works on so many at a time at most, each as it comes. Where one fails, or `items` do, no other is begun; those in hand are waited
 * for, and then the first error is thrown.
 */
export async function workInHand<T>(
  items: AsyncIterable<T>,
  atATime: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const inHand = new Set<Promise<void>>()
  const failures: unknown[] = []
  const begin = (item: T) => {
    const working = work(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => inHand.delete(working))
    inHand.add(working)
  }
  try {
    for await (const item of items) {
      if (failures.length > 0) break
      begin(item)
      if (inHand.size >= atATime) await Promise.race(inHand)
    }
  } catch (error) {
    failures.push(error)
  }
  await Promise.all(inHand)
  if (failures.length > 0) throw failures[0]
}
