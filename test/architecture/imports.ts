/** Reads the import statements of our sources and tells which of them the import table does not allow. */
import { posix } from 'node:path'
import { ADAPTERS, COMPOSITION, IMPORT_TABLE, PURE } from './import-table.ts'

/** Path from the root of the checkout, with `/`, to text. */
export type Sources = ReadonlyMap<string, string>

export type Edge = {
  readonly from: string
  /** A path as `from` is, or the name of a package. */
  readonly to: string
  readonly isFile: boolean
  /** `import type`: gone when the program runs. */
  readonly isType: boolean
}

const STATIC_IMPORT = /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm
const DYNAMIC_IMPORT = /\bimport\(\s*(?:['"]([^'"]+)['"])?/g

const IMPURE =
  /\b(?:Date\.now|performance\.|Math\.random|random(?:Bytes|UUID|Int|FillSync)|fetch\(|process\.|console\.)|\bset(?:Timeout|Interval|Immediate)\b|\bnew Date\(\s*\)/g

/** `src/mail/imap.ts` belongs to `mail`, `src/main.ts` to `main`, `workers/pool.ts` to `workers`. */
export function moduleOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'src' ? second.replace(/\.ts$/, '') : top
}

export function readEdges(sources: Sources): readonly Edge[] {
  return [...sources].flatMap(([from, text]) =>
    [STATIC_IMPORT, DYNAMIC_IMPORT]
      .flatMap((pattern) => [...text.matchAll(pattern)])
      .map(([statement, target = 'an import that is computed']) => {
        const isFile = target.startsWith('.')
        const to = isFile ? posix.join(posix.dirname(from), target) : target
        return { from, to, isFile, isType: /^(?:import|export) type\s/.test(statement) }
      }),
  )
}

/** One sentence for each edge that has no place in the table. */
export function forbiddenEdges(edges: readonly Edge[]): readonly string[] {
  return edges.filter((edge) => !(edge.isFile ? isAllowedFile(edge) : isAllowedPackage(edge))).map(told)
}

function isAllowedFile({ from, to }: Edge): boolean {
  const [here, there] = [moduleOf(from), moduleOf(to)]
  if (here === there || COMPOSITION.includes(here)) return true
  return !ADAPTERS.includes(to) && (IMPORT_TABLE[here]?.modules.includes(there) ?? false)
}

function isAllowedPackage({ from, to }: Edge): boolean {
  return IMPORT_TABLE[moduleOf(from)]?.packages?.includes(to) ?? !PURE.includes(moduleOf(from))
}

/** Each cycle of the running program once, from the file where it was met first. Types may name each other's files. */
export function importCycles(edges: readonly Edge[]): readonly string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to, isFile, isType } of edges)
    if (isFile && !isType) targets.set(from, [...(targets.get(from) ?? []), to])
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    else if (!finished.has(file)) for (const next of targets.get(file) ?? []) visit(next, [...path, file])
    finished.add(file)
  }
  for (const file of targets.keys()) visit(file, [])
  return cycles
}

/** Clocks, timers, network, randomness, environment and log in the modules that must have none. */
export function impureUses(sources: Sources): readonly string[] {
  return [...sources]
    .filter(([path]) => PURE.includes(moduleOf(path)))
    .flatMap(([path, text]) => [...withoutComments(text).matchAll(IMPURE)].map(([use]) => `${path}: ${use}`))
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '').replace(/\s\/\/ .*$/gm, '')
}

const told = ({ from, to }: Edge): string => `${from} imports ${to}`
