/** Work on several items at a time whose results come in the order of the items. */

/** Begins at most `ahead` items before the first of them is done. A rejection ends it, after those begun have ended. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = []
  try {
    for await (const item of items) {
      const result = work(item)
      // Its failure is met when its turn comes.
      result.catch(() => undefined)
      begun.push(result)
      if (begun.length >= ahead) yield* first(begun)
    }
    while (begun.length > 0) yield* first(begun)
  } finally {
    await Promise.allSettled(begun)
  }
}

async function* first<Result>(begun: Promise<Result>[]): AsyncGenerator<Result> {
  const result = begun.shift()
  if (result) yield await result
}
