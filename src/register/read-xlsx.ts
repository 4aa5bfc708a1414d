/** The first sheet of an Excel workbook as text. ISO/IEC 29500-1, 18.2, 18.3 and 18.4; Part 2 for the package. */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { readXml } from './read-xml.ts'

/** A register of eleven thousand units takes under 4 MB unpacked; more is no register. */
const MAX_PART_BYTES = 32 * 1024 * 1024
/** A workbook of one sheet has about ten parts, one of a hundred sheets some three hundred. */
const MAX_PARTS = 1000
/** Nation-wide there are fewer than 50,000 units; the columns that are read are eleven. */
const MAX_ROWS = 60_000
const MAX_COLUMNS = 100

/** The file is no workbook that can be read. */
export class XlsxError extends Error {
  override name = 'XlsxError'
}

/** Rows and cells that stand empty are empty; a date is the number of its day. @throws XlsxError, XmlError */
export async function readXlsx(bytes: Buffer): Promise<readonly (readonly string[])[]> {
  const parts = await openParts(bytes)
  const workbook = await parts('xl/workbook.xml')
  const relations = await parts('xl/_rels/workbook.xml.rels')
  if (workbook === null || relations === null) throw new XlsxError('There is no workbook in it')
  const sheet = await parts(firstSheet(workbook, relations))
  if (sheet === null) throw new XlsxError('The first sheet is missing')
  return readSheet(sheet, readStrings((await parts('xl/sharedStrings.xml')) ?? ''))
}

/** A part by its name, as text; null where there is none. */
type Parts = (name: string) => Promise<string | null>

async function openParts(bytes: Buffer): Promise<Parts> {
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true })
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= MAX_PARTS) throw new XlsxError('It has too many parts')
      entries.set(entry.fileName, entry)
    }
    return async (name) => {
      const entry = entries.get(name)
      return entry ? readPart(zip, entry) : null
    }
  } catch (error) {
    if (error instanceof XlsxError) throw error
    throw new XlsxError('It is no ZIP archive that can be read', { cause: error })
  }
}

/** Counted on what comes out, whatever the table of contents says. */
async function readPart(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      size += chunk.length
      if (size > MAX_PART_BYTES) throw new XlsxError('A part of it is too large')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof XlsxError) throw error
    throw new XlsxError('A part of it cannot be unpacked', { cause: error })
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The first in the order in which Excel shows them, which is not that of the names of the parts. */
function firstSheet(workbook: string, relations: string): string {
  let id: string | undefined
  for (const event of readXml(workbook)) {
    if (event.kind === 'open' && event.name === 'sheet') {
      id = event.attributes.get('id')
      break
    }
  }
  for (const event of readXml(relations)) {
    if (event.kind !== 'open' || event.name !== 'Relationship' || event.attributes.get('Id') !== id) continue
    const target = event.attributes.get('Target') ?? ''
    return target.startsWith('/') ? target.slice(1) : `xl/${target}`
  }
  throw new XlsxError('It names no sheet')
}

/** 18.4.8: the runs of rich text together; what says how a word is pronounced is left away. */
function readStrings(xml: string): readonly string[] {
  const strings: string[] = []
  const within = { t: false, rPh: false }
  for (const event of readXml(xml)) {
    if (event.kind === 'text') {
      if (within.t && !within.rPh) strings.push((strings.pop() ?? '') + event.text)
    } else if (event.name === 't' || event.name === 'rPh') within[event.name] = event.kind === 'open'
    else if (event.name === 'si' && event.kind === 'open') strings.push('')
  }
  return strings
}

/** `column` is null where it is the next. */
type Cell = { readonly column: number | null; readonly type: string; text: string }

function readSheet(xml: string, strings: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = []
  for (const part of readCells(xml)) {
    if ('row' in part) addRow(rows, part.row)
    else putCell(rows.at(-1) ?? [], part, strings)
  }
  return rows
}

/** Each row by its number, and then its cells. */
function* readCells(xml: string): Generator<{ readonly row: string | undefined } | Cell> {
  let cell: Cell | null = null
  let isValue = false
  for (const event of readXml(xml)) {
    if (event.kind === 'text') {
      if (isValue && cell !== null) cell.text += event.text
      continue
    }
    const isOpening = event.kind === 'open'
    switch (event.name) {
      case 'v':
      case 't':
        isValue = isOpening
        break
      case 'row':
        if (isOpening) yield { row: event.attributes.get('r') }
        break
      case 'c':
        if (isOpening) cell = openCell(event.attributes)
        else if (cell !== null) yield cell
    }
  }
}

function addRow(rows: string[][], number: string | undefined): void {
  const place = number === undefined ? rows.length : Number(number) - 1
  if (!Number.isInteger(place) || place < rows.length || place >= MAX_ROWS) throw new XlsxError('It has too many rows')
  while (rows.length <= place) rows.push([])
}

function openCell(attributes: ReadonlyMap<string, string>): Cell {
  const letters = /^[A-Z]{1,3}/.exec(attributes.get('r') ?? '')?.[0]
  const column = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null
  return { column, type: attributes.get('t') ?? 'n', text: '' }
}

/** 18.18.11: `s` is the place of a shared string; the others hold their own text. */
function putCell(row: string[], { column, type, text }: Cell, strings: readonly string[]): void {
  const place = column ?? row.length
  if (place < row.length || place >= MAX_COLUMNS) return
  while (row.length < place) row.push('')
  row.push(type === 's' ? (strings[Number(text)] ?? '') : text)
}
