/** The log of who did what: read, searched, and taken away as a table. */
import type { AuditFilter } from '../access/access-store.ts'
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from '../access/audit.ts'
import { csvLine, UTF8_MARK } from '../report/csv.ts'
import { vietnameseDateTime } from '../report/vietnamese-date.ts'
import { recordOf } from './audit-record.ts'
import { ACTION_LABELS, factsInWords } from './audit-words.ts'
import { downloadStream } from './download.ts'
import { isSha256 } from './markup.ts'
import { auditPage, ENTRIES_A_PAGE } from './pages/audit.ts'
import { ROLE_LABELS } from './role-words.ts'
import { get, type Route, type WebContext } from './route.ts'
import { show } from './show.ts'
import type { WebView } from './view.ts'
import { visitorMay } from './visitor.ts'

export const AUDIT_ROUTES: readonly Route[] = [
  get('/nhat-ky', 'read-log', async (c, view) => {
    const { store } = view.access
    const filter = filterOf(c)
    const asked = Number(c.req.query('trang'))
    const page = Number.isSafeInteger(asked) && asked >= 1 && asked <= MAX_PAGE ? asked : 1
    // One more than is shown tells whether there are older ones.
    const range = { offset: (page - 1) * ENTRIES_A_PAGE, limit: ENTRIES_A_PAGE + 1 }
    const found = await store.auditEntries(filter, range)
    const letters = await lettersIn(view, found)
    const leads = visitorMay(c.var.visitor, 'read-all')
    return show(c, view, auditPage({ found, filter, page, head: await store.auditHead(), letters, leads }))
  }),
  get('/nhat-ky.csv', 'read-log', exportLog),
]

/** Of what is done to documents and to letters the entry tells the hash alone. */
const OF_EITHER: readonly AuditAction[] = ['decided', 'letter-read-again', 'content-destroyed']

async function lettersIn(view: WebView, entries: readonly AuditEntry[]): Promise<ReadonlySet<string>> {
  const letters = new Set<string>()
  for (const { action, subject } of entries) {
    const isLetter = OF_EITHER.includes(action) && isSha256(subject) && (await view.letter(subject)) !== null
    if (isLetter) letters.add(subject)
  }
  return letters
}

/** Beyond it a person searches. */
const MAX_PAGE = 100_000

function filterOf(c: WebContext): AuditFilter {
  const action = AUDIT_ACTIONS.find((one) => one === c.req.query('viec')) ?? null
  return { action, text: (c.req.query('tim') ?? '').trim().slice(0, 100) }
}

/** Rows read at a time: the whole log may be longer than the memory is large. */
const PORTION = 1_000

async function exportLog(c: WebContext, view: WebView): Promise<Response> {
  const filter = filterOf(c)
  const facts = { ...(filter.action ? { action: filter.action } : {}), ...(filter.text ? { text: filter.text } : {}) }
  await recordOf(c, view, { action: 'log-exported', facts })
  return downloadStream(ReadableStream.from(lines(view, filter)), 'nhat-ky.csv')
}

const HEADINGS = [
  'Số',
  'Thời gian',
  'Người thực hiện',
  'Vai trò',
  'Việc',
  'Đối tượng',
  'Chi tiết',
  'Địa chỉ mạng',
  'Mã băm',
]

async function* lines({ access: { store } }: WebView, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  yield Buffer.from(UTF8_MARK + csvLine(HEADINGS))
  // Entries that come meanwhile move all others: whatever was given is not given again.
  let last = Number.POSITIVE_INFINITY
  for (let offset = 0; ; offset += PORTION) {
    const found = await store.auditEntries(filter, { offset, limit: PORTION })
    const fresh = found.filter(({ number }) => number < last)
    yield Buffer.from(fresh.map((entry) => csvLine(cellsOf(entry))).join(''))
    last = fresh.at(-1)?.number ?? last
    if (found.length < PORTION) return
  }
}

function cellsOf({ number, at, actor, action, subject, facts, address, sha256 }: AuditEntry): readonly string[] {
  const role = actor.role === null ? '' : ROLE_LABELS[actor.role]
  const words = [ACTION_LABELS[action], subject, factsInWords(facts), address ?? 'máy chủ', sha256]
  return [String(number), vietnameseDateTime(at), actor.name, role, ...words]
}
