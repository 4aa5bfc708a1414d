/** The streams that a page is drawn by: its content, pictures, forms within forms, and what draws its annotations. ISO 32000-2, 8.10 and 12.5.5. */

import { inherited } from '../../format/pdf/inheritance.ts'
import { asArray, asDictionary, asStream } from '../../format/pdf/narrow.ts'
import type { PdfDictionary, PdfObject, PdfStream } from '../../format/pdf/object.ts'
import { readable } from '../../format/pdf/readable.ts'
import { annotationsOf } from './annotation-changes.ts'
import type { Versions } from './comparison.ts'
import { spendStep } from './effort.ts'

/** Each once; what cannot be read hides none of the others. What patterns, masks and glyphs are drawn by is not among them. */
export function drawnStreams(versions: Versions, revision: number, page: number): ReadonlySet<PdfStream> {
  const { file } = versions
  const dictionary = asDictionary(file.object(page, revision)?.value)
  const contents = file.resolve(dictionary?.entries.get('Contents'), revision)
  const appearances = annotationsOf(versions, page, revision).items.flatMap((one) =>
    appearancesOf(versions, revision, one.dictionary),
  )
  const streams = new Set<PdfStream>()
  const open: PdfObject[] = [...(asArray(contents)?.items ?? [contents]), ...appearances]
  if (dictionary) open.push(...objectsIn(versions, revision, inherited(file, revision, dictionary, 'Resources')))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    spendStep(versions.effort)
    const found = readable(() => asStream(file.resolve(next, revision)))
    const stream = found.ok ? found.value : null
    if (!stream || streams.has(stream)) continue
    streams.add(stream)
    open.push(...objectsIn(versions, revision, stream.dictionary.entries.get('Resources')))
  }
  return streams
}

function objectsIn({ file }: Versions, revision: number, resources: PdfObject | undefined): readonly PdfObject[] {
  const named = asDictionary(file.resolve(resources, revision))?.entries.get('XObject')
  return [...(asDictionary(file.resolve(named, revision))?.entries.values() ?? [])]
}

/** Of each kind, and of each state (ISO 32000-2, table 170). */
function appearancesOf({ file }: Versions, revision: number, annotation: PdfDictionary): readonly PdfObject[] {
  const appearances = asDictionary(file.resolve(annotation.entries.get('AP'), revision))
  return [...(appearances?.entries.values() ?? [])].flatMap((place) => [
    ...(asDictionary(file.resolve(place, revision))?.entries.values() ?? [place]),
  ])
}
