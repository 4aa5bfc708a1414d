/** A database of any size for measurements: a practice mailbox that was really read, again and again under other hashes. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import type { Unit, UnitId } from '../src/campaign/unit.ts'
import type { Instant } from '../src/lang.ts'
import { openSqliteStore } from '../src/store/sqlite.ts'
import { startService } from '../test/services/service-process.ts'
import { type SmallPractice, smallPractice } from '../test/services/small-practice.ts'

type Row = Readonly<Record<string, string | number | null>>

/** What each copy has rows of its own in. */
const TABLES = ['letters', 'ledger', 'documents', 'submissions', 'verdicts', 'identities'] as const

/** Numbers in a sketch of wording have 32 bits (decision 17). */
const SKETCH_RANGE = 2 ** 32

/** @returns the practice whose rows they are, with the units of all copies in its register. */
export async function buildManyRows(
  folder: string,
  plan: { readonly documents: number; readonly units: number },
): Promise<SmallPractice> {
  const small = await smallPractice(folder, 40)
  await readOnce(small, folder)
  const path = join(folder, 'data/sokyso.db')
  const database = new DatabaseSync(path)
  const originals = TABLES.map((table) => ({ table, rows: database.prepare(`select * from ${table}`).all() as Row[] }))
  const documents = originals.find(({ table }) => table === 'documents')?.rows.length ?? 1
  const { units } = small.practice
  const unitCopies = Math.max(1, Math.round(plan.units / units.length))
  database.exec('pragma synchronous = off; pragma foreign_keys = off; begin')
  const own = new Set(originals.flatMap(({ table, rows }) => rows.flatMap((row) => ownHashes(table, row))))
  for (let copy = 1; copy * documents < plan.documents; copy++) {
    const vary = copyOf(own, units, copy, copy % unitCopies)
    for (const { table, rows } of originals) for (const row of rows) insert(database, table, vary(row))
  }
  database.exec('commit; analyze')
  database.close()
  await addUnits(path, units, unitCopies)
  return small
}

async function readOnce({ practice, environment, deliver }: SmallPractice, folder: string): Promise<void> {
  await deliver(practice.letters)
  const service = await startService(environment)
  const store = await openSqliteStore(join(folder, 'data/sokyso.db'))
  for (let isRead = false; !isRead; await pause(500)) {
    const { letters, lettersWaiting, documentsWaiting } = await store.progress()
    isRead = letters === practice.letters.length && lettersWaiting + documentsWaiting === 0
  }
  await store.close()
  await service.end('SIGTERM')
}

/** Hashes that name this letter or document alone; those of certificates and lists are many documents'. */
function ownHashes(table: string, row: Row): readonly string[] {
  const fields = /"(?:signedContent|content)":"([0-9a-f]{64})"/g
  const inside = [...JSON.stringify(row).replaceAll('\\"', '"').matchAll(fields)].map(([, hash = '']) => hash)
  const names = table === 'letters' || table === 'documents' ? [String(row.sha256)] : []
  return [...names, ...inside]
}

function copyOf(own: ReadonlySet<string>, units: readonly Unit[], copy: number, unitCopy: number): (row: Row) => Row {
  const mark = copy.toString(16).padStart(8, '0')
  const ids = new RegExp(`"unit":"(${units.map(({ id }) => id).join('|')})"`, 'g')
  const varied = (text: string) =>
    text
      .replace(/[0-9a-f]{64}/g, (hash) => (own.has(hash) ? mark + hash.slice(8) : hash))
      .replace(ids, (_, id) => `"unit":"${idOf(id, unitCopy)}"`)
  return ({ id: _, reading, uid, ...row }) => ({
    ...Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? varied(value) : value]),
    ),
    ...(uid === undefined ? {} : { uid: `${uid} ${copy}` }),
    ...(typeof reading === 'string' ? { reading: varied(otherReading(reading, copy)) } : {}),
  })
}

const idOf = (id: string, unitCopy: number) => (unitCopy === 0 ? id : `${id}-${unitCopy}`) as UnitId

/** Of another paper: another number, and other words. */
function otherReading(reading: string, copy: number): string {
  const one = JSON.parse(reading)
  if (one.kind !== 'read') return reading
  if (one.identity.codeNumber) one.identity.codeNumber.value = `${one.identity.codeNumber.value.slice(0, 3)}${copy}`
  if (one.traces.sketch) one.traces.sketch = one.traces.sketch.map(() => Math.floor(Math.random() * SKETCH_RANGE))
  return JSON.stringify(one)
}

const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()

function insert(database: DatabaseSync, table: string, row: Row): void {
  const names = Object.keys(row)
  const sql = `insert into ${table} (${names}) values (${names.map(() => '?')})`
  const statement = statements.get(sql) ?? database.prepare(sql)
  statements.set(sql, statement)
  statement.run(...Object.values(row))
}

async function addUnits(path: string, units: readonly Unit[], copies: number): Promise<void> {
  const store = await openSqliteStore(path)
  const { change } = await store.register()
  const more = Array.from({ length: copies - 1 }, (_, index) =>
    units.map((unit) => ({ ...unit, id: idOf(unit.id, index + 1), name: `${unit.name} ${index + 1}`, addresses: [] })),
  )
  const why = { at: Date.now() as Instant, by: 'bench', why: 'Đo', decision: null }
  await store.changeRegister(change, { ...why, units: more.flat() })
  await store.close()
}
