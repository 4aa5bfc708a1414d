/** Sets that grow together: which of many keys are connected, in nearly linear time (Tarjan, 1975). */

export type UnionFind = {
  /** The same for all that are connected; which of them it is says nothing. */
  readonly find: (key: string) => string
  readonly unite: (a: string, b: string) => void
}

export function unionFind(): UnionFind {
  const parents = new Map<string, string>()
  const sizes = new Map<string, number>()
  const find = (key: string): string => {
    let root = key
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
    for (let step = key; step !== root; ) {
      const next = parents.get(step) ?? root
      parents.set(step, root)
      step = next
    }
    return root
  }
  return {
    find,
    unite: (a, b) => {
      const [one, other] = [find(a), find(b)]
      if (one === other) return
      const [ones, others] = [sizes.get(one) ?? 1, sizes.get(other) ?? 1]
      const [child, root] = ones < others ? [one, other] : [other, one]
      parents.set(child, root)
      sizes.set(root, ones + others)
    },
  }
}
