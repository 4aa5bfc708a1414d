/** The files that units sent, in folders by unit, as a ZIP file that is read from the store as fast as it is taken away. */
import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Bytes } from '../bytes.ts'
import type { Sha256 } from '../lang.ts'
import { csvLine, UTF8_MARK } from '../report/csv.ts'
import { explainStanding } from '../report/explain-count.ts'
import { groupedUnits } from '../report/grouped-units.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import type { CountedSubmission, Tally } from '../tally/tally.ts'
import { SAME_EVERYWHERE } from '../zip-entry.ts'
import { paperText } from './paper-text.ts'
import { safeName } from './safe-name.ts'

/** Null where the store has it no more, or not as it came. */
export type ReadOriginal = (document: Sha256) => Promise<Bytes | null>

export const INDEX = 'danh-muc.csv'

type Original = { readonly path: string; readonly unit: string; readonly counted: CountedSubmission }

/** Each document once in the folder of each unit that sent it, with an index of them all at the end, which names those that are missing. */
export function originalsZip(tally: Pick<Tally, 'units' | 'unassigned'>, read: ReadOriginal): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const gone = new AbortController()
  output.once('close', () => gone.abort())
  zip.on('error', (error) => output.destroy(error))
  fill(zip, originalsOf(tally), read, gone.signal).catch((error: Error) => {
    if (!gone.signal.aborted) output.destroy(error)
  })
  return output
}

/** The next file is read when the one before has been taken. */
async function fill(zip: ZipFile, originals: readonly Original[], read: ReadOriginal, signal: AbortSignal) {
  const lines = [HEADINGS]
  for (const original of originals) {
    signal.throwIfAborted()
    const bytes = await read(original.counted.submission.document)
    lines.push(indexLine(original, bytes !== null))
    if (bytes === null) continue
    const content = Readable.from([bytes])
    const taken = once(content, 'end', { signal })
    zip.addReadStreamLazy(original.path, SAME_EVERYWHERE, (give) => give(null, content))
    await taken
  }
  zip.addBuffer(
    Buffer.from(UTF8_MARK + lines.map((cells) => csvLine(cells.map(paperText))).join('')),
    INDEX,
    SAME_EVERYWHERE,
  )
  zip.end()
}

const HEADINGS = [
  'Đường dẫn',
  'Đơn vị',
  'Tên tệp gốc',
  'Thời gian nhận',
  'Người gửi',
  'SHA-256',
  'Kết quả',
  'Tình trạng tệp',
]

function indexLine({ path, unit, counted }: Original, isThere: boolean): string[] {
  const { fileName, receivedAt, sender, document } = counted.submission
  return [
    path,
    unit,
    fileName,
    vietnameseDateTime(receivedAt),
    sender ?? '',
    document,
    explainStanding(counted).label,
    isThere ? 'có trong tệp nén' : 'thiếu: không còn nguyên vẹn trong kho',
  ]
}

function originalsOf({ units, unassigned }: Pick<Tally, 'units' | 'unassigned'>): readonly Original[] {
  const ofUnits = [...groupedUnits(units).values()].flat().flatMap(({ tally, number }) => {
    const folder = `${numbered(number, 2)} ${safeName(tally.unit.name, 'don-vi')}`
    return inFolder(folder, tally.unit.name, tally.submissions)
  })
  return [...ofUnits, ...inFolder('00 Chưa xác định đơn vị', '', unassigned)]
}

/** In the order of arrival. Their numbers make names differ, on systems too that know no capitals. */
function inFolder(folder: string, unit: string, submissions: readonly CountedSubmission[]): readonly Original[] {
  const distinct = new Map(submissions.map((counted) => [counted.submission.document, counted]))
  return [...distinct.values()].toReversed().map((counted, index) => {
    const { fileName, document } = counted.submission
    const name = `${numbered(index + 1, 3)} ${safeName(fileName, document.slice(0, 12))}.pdf`
    return { path: `${folder}/${name}`, unit, counted }
  })
}

const numbered = (number: number, digits: number) => String(number).padStart(digits, '0')
