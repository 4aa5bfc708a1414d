/** The import table of docs/architecture.md, executed over all sources; and proof that it sees them. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ADAPTERS, COMPOSITION, IMPORT_TABLE, PURE } from './import-table.ts'
import { forbiddenEdges, importCycles, impureUses, moduleOf, readEdges } from './imports.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = new Map(
  globSync('{src,workers,fixtures}/**/*.ts', { cwd: root }).map((path) => [
    path.replaceAll('\\', '/'),
    readFileSync(`${root}${path}`, 'utf8'),
  ]),
)
const edges = readEdges(sources)

describe('the sources', () => {
  test('import only what the table allows, and adapters only where the parts are put together', () => {
    expect(forbiddenEdges(edges)).toEqual([])
  })

  test('have no import cycle when they run', () => {
    expect(importCycles(edges)).toEqual([])
  })

  test('are free of clocks, network, randomness and log where they must be pure', () => {
    expect(impureUses(sources)).toEqual([])
  })

  test('have at most 400 lines a file', () => {
    const long = [...sources].filter(([, text]) => text.split('\n').length > 401).map(([path]) => path)
    expect(long).toEqual([])
  })
})

describe('the check has seen', () => {
  test('every row of the table in the code, and every module of the code in the table', () => {
    const modules = new Set([...sources.keys()].map(moduleOf))
    const rows = Object.keys(IMPORT_TABLE)
    expect(rows.filter((row) => !modules.has(row))).toEqual([])
    expect([...modules].filter((module) => !rows.includes(module) && !COMPOSITION.includes(module))).toEqual([])
  })

  test('each import statement', () => {
    const statements = [...sources.values()].flatMap((text) => text.match(/^import\b(?!\()/gm) ?? [])
    expect(edges.length).toBeGreaterThanOrEqual(statements.length)
    expect(edges.length).toBeGreaterThan(500)
  })

  test('the target of each import of a file', () => {
    const lost = edges.filter(({ to, isFile }) => isFile && to.endsWith('.ts') && !sources.has(to))
    expect(lost).toEqual([])
  })

  test('every adapter and every pure module', () => {
    expect(ADAPTERS.filter((path) => !sources.has(path))).toEqual([])
    expect(PURE.filter((module) => IMPORT_TABLE[module]?.packages === undefined)).toEqual([])
  })
})

test('a row of the table names only rows above it', () => {
  const rows = Object.keys(IMPORT_TABLE)
  const below = rows.flatMap((row, at) =>
    (IMPORT_TABLE[row]?.modules ?? []).filter((name) => !rows.slice(0, at).includes(name)).map((name) => [row, name]),
  )
  expect(below).toEqual([])
})

describe('a planted fault is found:', () => {
  const planted: readonly { readonly name: string; readonly path: string; readonly text: string }[] = [
    { name: 'the reader asks the judge', path: 'src/format/x.ts', text: "import { a } from '../validation/judge.ts'" },
    { name: 'also for a type', path: 'src/format/x.ts', text: "import type { A } from '../validation/judge.ts'" },
    { name: 'over several lines', path: 'src/mail/x.ts', text: "import {\n  a,\n  b,\n} from '../store/store.ts'" },
    { name: 'by handing on', path: 'src/mail/x.ts', text: "export { a } from '../store/store.ts'" },
    { name: 'for its effect', path: 'src/tally/x.ts', text: "import '../web/serve.ts'" },
    { name: 'at run time', path: 'src/tally/x.ts', text: "const x = await import('../web/serve.ts')" },
    { name: 'a name that is computed', path: 'src/tally/x.ts', text: 'const x = await import(name)' },
    { name: 'an adapter in the pipeline', path: 'src/pipeline/x.ts', text: "import { a } from '../store/sqlite.ts'" },
    { name: 'a file in the judge', path: 'src/validation/x.ts', text: "import { readFile } from 'node:fs/promises'" },
    { name: 'a package in the count', path: 'src/tally/x.ts', text: "import { z } from 'zod'" },
    { name: 'a module without a row', path: 'src/helpers/x.ts', text: "import { a } from '../lang.ts'" },
  ]
  for (const { name, path, text } of planted) {
    test(name, () => {
      expect(forbiddenEdges(readEdges(new Map([[path, text]])))).toHaveLength(1)
    })
  }

  test('two files that import each other', () => {
    const pair = new Map([
      ['src/mail/a.ts', "import { b } from './b.ts'"],
      ['src/mail/b.ts', "import { a } from './a.ts'"],
    ])
    expect(importCycles(readEdges(pair))).toEqual(['src/mail/a.ts -> src/mail/b.ts -> src/mail/a.ts'])
  })

  const impure = ['Date.now()', 'new Date()', 'Math.random()', "fetch('x')", 'process.env', 'setTimeout(f, 1)']
  for (const use of [...impure, 'console.log(1)', 'randomUUID()', 'performance.now()']) {
    test(`${use} in the judge`, () => {
      expect(impureUses(new Map([['src/validation/x.ts', `const x = ${use} // why`]]))).toHaveLength(1)
    })
  }

  test('but not a word in a comment, nor a date that is given', () => {
    const text = '/** Never asks Date.now. */\nconst x = new Date(at) // not Date.now()\n'
    expect(impureUses(new Map([['src/validation/x.ts', text]]))).toEqual([])
  })
})
