/** Papers of the office, made of the count: the report, the reminder, tables, the files themselves. */
import { Readable } from 'node:stream'
import { type Bytes, sha256 } from '../bytes.ts'
import type { Drawing } from '../papers/draw.ts'
import { drawApart } from '../papers/draw-apart.ts'
import { incomingSheet } from '../papers/incoming-sheet.ts'
import { originalsZip } from '../papers/originals.ts'
import { MAX_PDF_UNITS } from '../papers/pdf-limit.ts'
import { groundInWords, type PeriodCount } from '../papers/period.ts'
import { reminderPaper } from '../papers/reminder-paper.ts'
import { reportPaper } from '../papers/report-paper.ts'
import { safeName } from '../papers/safe-name.ts'
import { tallyCsv } from '../papers/tally-csv.ts'
import { tallySheet } from '../papers/tally-sheet.ts'
import { DamagedFileError } from '../store/files.ts'
import { recordOf } from './audit-record.ts'
import { choicesOf, chosenPeriod } from './chosen-period.ts'
import { downloadPaper, downloadStream } from './download.ts'
import { found } from './found.ts'
import { papersPage } from './pages/papers.ts'
import { type Audience, get, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const PAPER_ROUTES: readonly Route[] = [
  get('/bao-cao', 'read-own', async (c, view) => {
    const chosen = await chosenPeriod(c, view, view.closedNumbers)
    const isWhole = visitorMay(c.var.visitor, 'read-all')
    return show(c, view, papersPage({ chosen, choices: await choicesOf(view), isWhole }))
  }),
  paper('bao-cao.docx', 'read-all', (count) => ({ kind: 'word', paper: reportPaper(count) })),
  paper('bao-cao.pdf', 'read-all', (count) =>
    count.tally.units.length > MAX_PDF_UNITS ? null : { kind: 'pdf', paper: reportPaper(count) },
  ),
  paper('don-doc.docx', 'read-all', (count) => {
    const reminder = reminderPaper(count)
    return reminder && { kind: 'word', paper: reminder }
  }),
  paper('tong-hop.xlsx', 'read-own', (count) => ({ kind: 'excel', sheet: tallySheet(count) })),
  paper('tong-hop.csv', 'read-own', ({ tally }) => Buffer.from(tallyCsv(tally))),
  paper('so-van-ban-den.xlsx', 'read-own', (count) => ({ kind: 'excel', sheet: incomingSheet(count) })),
  get('/bao-cao/van-ban-goc.zip', 'read-own', giveOriginals),
  get('/van-ban/:sha256/phieu-ket-qua', 'read-own', giveSlip),
]

/** @param make null where there is nothing to write. */
function paper(name: string, audience: Audience, make: (count: PeriodCount) => Drawing | Bytes | null): Route {
  return get(`/bao-cao/${name}`, audience, async (c, view) => {
    const { id, count } = await chosenPeriod(c, view)
    const made = make(count)
    if (made === null) return c.notFound()
    const bytes = 'kind' in made ? await drawApart(made) : made
    await recordPaper(c, view, name, { period: groundInWords(count.period), sha256: sha256(bytes) })
    return downloadPaper(bytes, named(name, id))
  })
}

/** tong-hop.quy-3-2021.xlsx */
const named = (name: string, id: string) => name.replace('.', `.${id}.`)

function recordPaper(c: WebContext, view: WebView, subject: string, facts: Readonly<Record<string, string>>) {
  return recordOf(c, view, { action: 'paper-downloaded', subject, facts })
}

async function giveOriginals(c: WebContext, view: WebView): Promise<Response> {
  const name = 'van-ban-goc.zip'
  const { id, count } = await chosenPeriod(c, view)
  await recordPaper(c, view, name, { period: groundInWords(count.period) })
  if (c.req.method === 'HEAD') return c.body(null)
  const stream = originalsZip(count.tally, async (document) => {
    try {
      return await view.file(document)
    } catch (error) {
      // The index says which: one file that the disk has changed keeps nobody from the others.
      if (error instanceof DamagedFileError) return null
      throw error
    }
  })
  return downloadStream(Readable.toWeb(stream), named(name, id))
}

async function giveSlip(c: WebContext, view: WebView): Promise<Response> {
  const document = await found(c, view.document)
  const submission = document?.submissions[0]
  const verdict = document?.verdict
  if (!verdict || !submission) return c.notFound()
  const { report, judgedAt, receivedAt, programVersion, policy } = verdict
  const { campaign } = await view.tally()
  const facts = { report, judgedAt, receivedAt, programVersion, policy: policy?.name ?? null }
  const bytes = await drawApart({ kind: 'slip', checked: { campaign, submission, ...facts } })
  await recordOf(c, view, { action: 'slip-downloaded', subject: document.sha256, facts: { sha256: sha256(bytes) } })
  const name = safeName(submission.submission.fileName, document.sha256.slice(0, 12))
  return downloadPaper(bytes, `${name}.phieu-ket-qua.pdf`)
}
