/** Pages, pictures, drawings and fonts that nothing in the file uses. ISO 32000-2, 7.3.10 and 7.7.3. */

import { asName, asStream } from '../../format/pdf/narrow.ts'
import type { PdfObject } from '../../format/pdf/object.ts'
import { readPages } from '../../format/pdf/pages.ts'
import { referencesIn } from '../../format/pdf/references.ts'
import type { Versions } from './comparison.ts'
import { spendStep } from './effort.ts'
import { isReferredTo } from './update.ts'

/** Bytes below which a picture or a font that nobody uses could hardly replace anything. */
const NOTABLE = 20_000

/** Looked for only where a later revision could bring it to a page: reading all objects of a file costs more than the rest of it. */
export function unusedContent(versions: Versions, revision: number): readonly Readonly<Record<string, string>>[] {
  const { file, effort } = versions
  if (file.revisions.length === revision) return []
  const pages = new Set(readPages(file, revision).map(({ number }) => number))
  const named = new Set(file.revisions.slice(0, revision).flatMap(({ trailer }) => referencesIn(trailer)))
  const numbers = new Set(file.revisions.slice(0, revision).flatMap(({ entries }) => [...entries.keys()]))
  return [...numbers].flatMap((number) => {
    spendStep(effort)
    const isUsed = named.has(number) || isReferredTo(file, revision, number)
    const isPage = file.outline(number, revision)?.type === 'Page'
    if (isPage ? pages.has(number) : isUsed) return []
    const what = isPage ? 'unused page' : streamKind(file.object(number, revision)?.value ?? null)
    return what ? [{ what, where: 'nowhere', object: String(number) }] : []
  })
}

function streamKind(value: PdfObject): string | null {
  const stream = asStream(value)
  const entries = stream?.dictionary.entries
  const subtype = asName(entries?.get('Subtype'))
  if (subtype === 'Form') return 'unused drawing'
  if (!stream || stream.raw.length < NOTABLE) return null
  if (subtype === 'Image') return 'unused picture'
  return entries?.has('Length1') || subtype === 'Type1C' || subtype === 'CIDFontType0C' ? 'unused font' : null
}
