/** Items that take time to come, worked on while the next are on their way. */

/**
 * Works on each as it comes. Where one fails, or `items` do, no other is begun; those in hand are waited for, and then the first
 * error is thrown.
 *
 * @param room the next is asked for while those in hand weigh less; the last of them may weigh more than is left.
 */
export async function workInHand<T>(
  items: AsyncIterable<T>,
  room: number,
  weightOf: (item: T) => number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const inHand = new Set<Promise<void>>()
  let weight = 0
  const failures: unknown[] = []
  const begin = (item: T) => {
    const own = weightOf(item)
    weight += own
    const working = work(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        weight -= own
        inHand.delete(working)
      })
    inHand.add(working)
  }
  try {
    for await (const item of items) {
      if (failures.length > 0) break
      begin(item)
      while (weight >= room) await Promise.race(inHand)
    }
  } catch (error) {
    failures.push(error)
  }
  await Promise.all(inHand)
  if (failures.length > 0) throw failures[0]
}
