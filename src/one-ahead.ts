/** Items that take time to come, with one fetched ahead. */

/**
 * The same in the same order: while the caller works on one, the next is on its way. An error of `items` comes in its place, after
 * what was before it; and where the caller ends, the one on its way is waited for and dropped.
 */
export async function* oneAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void> {
  const source = items[Symbol.asyncIterator]()
  const ask = () => {
    const asked = source.next()
    asked.catch(() => undefined) // Told to whoever awaits it: the caller may still be at work on the one before.
    return asked
  }
  let next = ask()
  try {
    for (let item = await next; !item.done; item = await next) {
      next = ask()
      yield item.value
    }
  } finally {
    await next.catch(() => undefined)
    await source.return?.()
  }
}
