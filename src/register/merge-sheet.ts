/** A table of units laid over the register: what each row adds or changes. Nothing that is known is taken away. */
import { DataFileError } from '../campaign/data-file.ts'
import { checkRegister } from '../campaign/read-register.ts'
import { existsAt } from '../campaign/register.ts'
import { renamed, withUnits } from '../campaign/register-change.ts'
import { foldName } from '../campaign/spelling.ts'
import type { Unit, UnitId } from '../campaign/unit.ts'
import type { Instant } from '../lang.ts'
import { GROUP_LABELS } from '../report/explain-count.ts'
import { CellError, readCells, type UnitCells } from './read-cells.ts'
import type { SheetRow } from './sheet.ts'

/**
 * The register with the rows laid over it. A row means the unit of its id; else the living one of its code, or of its name;
 * else a new unit. What a cell does not say stays, spellings and addresses are added, and a name that changes stays as one
 * of the other spellings.
 *
 * @throws DataFileError that names every row with a mistake.
 */
export function mergeSheet(register: readonly Unit[], rows: readonly SheetRow[], now: Instant): readonly Unit[] {
  const mistakes: string[] = []
  const merged = rows.reduce((before, row) => {
    try {
      return withUnits(before, [mergeRow(before, row, now)])
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      mistakes.push(`Dòng ${row.number}: ${error.message}.`)
      return before
    }
  }, register)
  const whole = rows.reduce((before, row) => {
    try {
      return withSuccessor(before, row, now)
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      mistakes.push(`Dòng ${row.number}: ${error.message}.`)
      return before
    }
  }, merged)
  if (mistakes.length > 0) throw new DataFileError(mistakes.join('\n'))
  return checkRegister(whole)
}

function mergeRow(register: readonly Unit[], row: SheetRow, now: Instant): Unit {
  const read = readCells(row)
  const known = findUnit(register, row, read, now)
  const unit = known ? renamed(known, read.name) : newUnit(register, row, read)
  return {
    ...unit,
    group: row.cells.group === undefined ? unit.group : (read.group ?? unit.group),
    cluster: read.cluster ?? unit.cluster,
    code: read.code ?? unit.code,
    aliases: [...unit.aliases, ...newSpellings(unit, read.aliases)],
    addresses: [...new Set([...unit.addresses, ...read.addresses])],
    contact: read.contact ?? unit.contact,
    since: read.since ?? unit.since,
    until: read.until ?? unit.until,
    confirmed: read.confirmed ?? unit.confirmed,
  }
}

function findUnit(register: readonly Unit[], { cells }: SheetRow, read: UnitCells, now: Instant): Unit | undefined {
  if (cells.id !== undefined) return register.find(({ id }) => id === cells.id)
  const living = register.filter((unit) => existsAt(unit, now))
  const byCode = read.code === null ? undefined : living.find(({ code }) => code === read.code)
  return byCode ?? byName(living, read.name) ?? byName(register, read.name)
}

function byName(units: readonly Unit[], name: string): Unit | undefined {
  const folded = foldName(name)
  return (
    units.find((unit) => foldName(unit.name) === folded) ??
    units.find(({ aliases }) => aliases.some((alias) => foldName(alias) === folded))
  )
}

function newSpellings({ name, aliases }: Unit, more: readonly string[]): readonly string[] {
  const known = new Set([name, ...aliases].map(foldName))
  return more.filter((alias) => {
    const folded = foldName(alias)
    const isNew = !known.has(folded)
    known.add(folded)
    return isNew
  })
}

function newUnit(register: readonly Unit[], { cells }: SheetRow, { name, group }: UnitCells): Unit {
  if (group === null)
    throw new CellError(
      `chưa rõ "${name}" thuộc nhóm nào; ghi vào cột Nhóm một trong: ${Object.values(GROUP_LABELS).join('; ')}`,
    )
  if (cells.id !== undefined && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(cells.id)) {
    throw new CellError(`mã "${cells.id}" chỉ được gồm chữ thường không dấu, chữ số và dấu gạch nối`)
  }
  const nothing = { cluster: null, code: null, aliases: [], addresses: [], subjects: [], contact: null }
  const time = { since: null, until: null, successor: null }
  return { id: (cells.id ?? newId(register, name)) as UnitId, name, group, ...nothing, ...time, confirmed: false }
}

/** "UBND xã Húc" is xa-huc, and xa-huc-2 where another unit ever had that id. */
function newId(register: readonly Unit[], name: string): string {
  const words = foldName(name)
    .replace(new RegExp(`^${foldName('UBND')} `), '')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
  const id = words.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  if (id === '') throw new CellError(`"${name}" không phải tên của một đơn vị`)
  const taken = new Set(register.map((unit): string => unit.id))
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? id : `${id}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Once all rows are there: a commune may stand above the one into which it is merged. */
function withSuccessor(register: readonly Unit[], row: SheetRow, now: Instant): readonly Unit[] {
  const { successor } = row.cells
  if (successor === undefined) return register
  const unit = findUnit(register, row, readCells(row), now)
  const heir =
    register.find(({ id }) => id === successor) ??
    byName(
      register.filter((each) => each !== unit),
      successor,
    )
  if (!unit || !heir) throw new CellError(`không có đơn vị nào tên là "${successor}" để sáp nhập vào`)
  return withUnits(register, [{ ...unit, successor: heir.id }])
}
