/** Office files read back: their parts, and the words and tables that a reader sees. */
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import type { Bytes } from '../../src/bytes.ts'
import { readXml } from '../../src/register/read-xml.ts'

/** By name, as bytes. */
export async function entriesOf(file: Bytes): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await fromBufferPromise(Buffer.from(file), { lazyEntries: true })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  }
  return entries
}

/** @throws where there is no such part. */
export async function partOf(file: Bytes, name: string): Promise<string> {
  const part = (await entriesOf(file)).get(name)
  if (part === undefined) throw new Error(`There is no ${name}`)
  return part.toString()
}

/** Each paragraph, and each row of each table as a list of cells. */
export type WordContent = { readonly paragraphs: readonly string[]; readonly rows: readonly (readonly string[])[] }

export async function wordContent(file: Bytes): Promise<WordContent> {
  const paragraphs: string[] = []
  const rows: string[][] = []
  let paragraph = ''
  let cell: string[] = []
  for (const event of readXml(await partOf(file, 'word/document.xml'))) {
    if (event.kind === 'text') paragraph += event.text
    if (event.kind === 'open' && event.name === 'tr') rows.push([])
    if (event.kind === 'open' && event.name === 'tc') cell = []
    if (event.kind === 'close' && event.name === 'p') {
      paragraphs.push(paragraph)
      cell.push(paragraph)
      paragraph = ''
    }
    if (event.kind === 'close' && event.name === 'tc') rows.at(-1)?.push(cell.join('\n'))
  }
  return { paragraphs, rows }
}
