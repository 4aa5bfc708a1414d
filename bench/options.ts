/** What a measurement is told on the command line: `npm run -s bench -- dashboard --documents 20000`. */

export type Options = {
  readonly number: (name: string, otherwise: number) => number
  readonly text: (name: string, otherwise: string) => string
}

export function readOptions(args: readonly string[]): { readonly names: readonly string[]; readonly options: Options } {
  const given = new Map<string, string>()
  const names: string[] = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg.startsWith('--')) given.set(arg.slice(2), args[++at] ?? '')
    else names.push(arg)
  }
  const text = (name: string, otherwise: string) => given.get(name) ?? otherwise
  return { names, options: { text, number: (name, otherwise) => Number(text(name, String(otherwise))) } }
}
