/** Files that others signed, in the folders beside the checkout: each judged again and again in one process. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { buildWorld, instant } from '../fixtures/authority.ts'
import { judge } from '../src/validation/judge.ts'
import { givenOf } from './given.ts'
import { timed } from './timed.ts'
import { compare } from './verify.ts'

const Row = z.object({ source: z.string(), path: z.string(), signatures: z.number().nullish() })
type Row = z.infer<typeof Row>

const AT = instant('2026-11-01T00:00:00Z')
/** Times that each file is judged before it is measured, and while. */
const ROUNDS = { warm: 10, counted: 10 } as const

export async function benchRealFiles(print: (line: string) => void): Promise<void> {
  const world = await buildWorld(AT)
  const decision = rowsOf('vn').find(({ signatures }) => signatures === 8)
  if (decision) print(compare('a real decision, 2 MB, 8 signatures', pathOf('vn', decision), 8, world))
  else print('a real decision with 8 signatures: ../shared/vn is not here')
  const paths = rowsOf('corpus')
    .map((row) => pathOf('corpus', row))
    .filter((path) => existsSync(path))
  const given = givenOf(world, AT)
  const files = paths
    .map((path) => readFileSync(path))
    .filter((bytes) => judge(bytes, given).report.signatures.length > 0)
  if (files.length === 0) return print('signed files of other projects: ../shared/corpus is not here')
  const passes = Array.from({ length: ROUNDS.warm + ROUNDS.counted }, () =>
    files.map((bytes) => timed(() => judge(bytes, given))),
  )
  const counted = passes.slice(ROUNDS.warm)
  const means = files.map((_, file) => mean(counted.map((pass) => pass[file] ?? 0))).sort((a, b) => a - b)
  const at = (share: number) => (means[Math.floor(means.length * share)] ?? 0).toFixed(2)
  print(
    `${files.length} signed files of other projects, warm: mean ${mean(means).toFixed(2)} ms, median ${at(0.5)}, ` +
      `of 95 in 100 below ${at(0.95)}, longest ${means.at(-1)?.toFixed(1)} ms; the first time mean ${mean(passes[0] ?? []).toFixed(2)} ms`,
  )
}

const folderOf = (collection: string) => fileURLToPath(new URL(`../../shared/${collection}`, import.meta.url))

/** In `corpus` a folder for each source. */
const pathOf = (collection: 'vn' | 'corpus', { source, path }: Row) =>
  `${folderOf(collection)}/${collection === 'corpus' ? `${source}/` : ''}${path}`

function rowsOf(collection: 'vn' | 'corpus'): readonly Row[] {
  const manifest = `${folderOf(collection)}/manifest.jsonl`
  if (!existsSync(manifest)) return []
  const lines = readFileSync(manifest, 'utf8').split('\n')
  return lines.filter((line) => line.startsWith('{')).map((line) => Row.parse(JSON.parse(line)))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
