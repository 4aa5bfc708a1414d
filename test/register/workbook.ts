/** Workbooks for tests of the import, as Excel lays them out. */
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const WORKBOOK = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Đơn vị" sheetId="3" r:id="rId7"/><sheet name="Khác" sheetId="1" r:id="rId1"/></sheets></workbook>`
const RELATIONS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="sheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Type="sheet" Target="worksheets/sheet3.xml"/></Relationships>`

/** A cell of text, or `{ n }` for a number. */
export type Cell = string | { readonly n: number }

/** With shared strings, and a sheet that is not the first by its file name. */
export function workbook(rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const strings = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))]
  const shared = strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')
  const xmlOf = (cell: Cell, column: number, row: number): string => {
    const place = `${String.fromCharCode(65 + column)}${row + 1}`
    if (cell === '') return ''
    return typeof cell === 'string'
      ? `<c r="${place}" t="s" s="1"><v>${strings.indexOf(cell)}</v></c>`
      : `<c r="${place}" s="2"><v>${cell.n}</v></c>`
  }
  const sheet = rows.map(
    (row, at) => `<row r="${at + 1}">${row.map((cell, column) => xmlOf(cell, column, at)).join('')}</row>`,
  )
  return packed({
    sheet: `<worksheet><sheetData>${sheet.join('')}</sheetData></worksheet>`,
    shared: `<sst>${shared}</sst>`,
  })
}

export async function packed(parts: { readonly sheet: string; readonly shared?: string }): Promise<Buffer> {
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name)
  add('[Content_Types].xml', '<Types/>')
  add('xl/workbook.xml', WORKBOOK)
  add('xl/_rels/workbook.xml.rels', RELATIONS)
  add('xl/worksheets/sheet1.xml', '<worksheet><sheetData/></worksheet>')
  add('xl/worksheets/sheet3.xml', parts.sheet)
  if (parts.shared !== undefined) add('xl/sharedStrings.xml', parts.shared)
  zip.end()
  return buffer(Readable.from(zip.outputStream))
}
