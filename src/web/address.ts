/** An address of ours with what was asked for: what is empty is left out, and a link of the page stays short. */

export type Asked = Readonly<Record<string, string | number | null | undefined>>

export function addressOf(path: string, asked: Asked): string {
  const pairs = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`
}
