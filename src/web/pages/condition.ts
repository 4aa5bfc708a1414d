/** How the system is: each part in one word, what was seen last, and the alerts that are on. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { worstStanding } from '../../mail/mailbox.ts'
import { printable } from '../../printable.ts'
import { conditionInWords, explainAlert, missingInWords, PART_NAMES } from '../../report/condition-words.ts'
import { BRING_LISTS, explainMissingList, type MissingList } from '../../report/missing-lists.ts'
import { documentCount, vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Alert } from '../../store/upkeep-store.ts'
import { type Condition, conditionsOf, type Part, type VitalSigns } from '../../upkeep/vital-signs.ts'
import type { Page } from '../layout.ts'
import { conditionMark, personMark } from '../mark.ts'
import { type Html, moment } from '../markup.ts'

const PARTS: readonly Part[] = [
  'mailboxes',
  'queue',
  'quarantine',
  'lists',
  'letters',
  'disk',
  'backup',
  'tally',
  'files',
]

/** @param missing lists that documents wait for. */
export function conditionPage(signs: VitalSigns, alerts: readonly Alert[], missing: readonly MissingList[]): Page {
  const all = conditionsIn(signs, missing)
  const active = alerts.filter(({ endedAt }) => endedAt === null)
  return {
    title: 'Tình trạng hệ thống',
    place: '/tinh-trang',
    summary: PARTS.map((part) => `${PART_NAMES[part]}: ${all[part].words}`).join(', '),
    main: html`<header class="title"><h1>Tình trạng hệ thống</h1>
<p>Mới: chưa diễn ra lần nào. Tốt: đúng hạn. Trễ: chậm hơn thường lệ. Tạm dừng: đang được tắt hoặc chờ. Dấu tam giác: cần người xử lý.</p></header>
${active.map(({ name, since }) => html`<p class="alert">${personMark(html`${explainAlert(name)} <span class="quiet">Từ ${moment(since)}.</span>`)}</p>`)}
<table class="stack figures"><thead><tr><th scope="col">Bộ phận</th><th scope="col">Tình trạng</th><th scope="col">Chi tiết</th></tr></thead>
<tbody>${PARTS.map(
      (part) => html`<tr><th scope="row" data-label="Bộ phận">${PART_NAMES[part]}</th>
<td data-label="Tình trạng">${conditionMark(all[part].condition, all[part].words)}</td>
<td data-label="Chi tiết">${detail(part, signs)}${part === 'lists' ? toBring(missing) : ''}</td></tr>`,
    )}</tbody></table>`,
  }
}

type Told = { readonly condition: Condition; readonly words: string }

/** Lists that are held may all be in time, while documents wait for others. */
function conditionsIn(signs: VitalSigns, missing: readonly MissingList[]): Readonly<Record<Part, Told>> {
  const conditions = conditionsOf(signs)
  const told = (part: Part): Told => ({
    condition: conditions[part],
    words: conditionInWords(part, conditions[part]),
  })
  const waiting = { condition: 'down', words: missingInWords(missing, conditions.lists) } as const
  return {
    ...{ mailboxes: told('mailboxes'), queue: told('queue'), quarantine: told('quarantine') },
    ...{ letters: told('letters'), disk: told('disk'), backup: told('backup') },
    ...{ tally: told('tally'), files: told('files'), lists: missing.length === 0 ? told('lists') : waiting },
  }
}

/** How whoever runs the program helps those who wait. */
function toBring(missing: readonly MissingList[]): Html | '' {
  if (missing.length === 0) return ''
  const sentences = missing.map((each) => html`${printable(explainMissingList(each))} `)
  return html`<p class="why">${sentences}${BRING_LISTS}</p>`
}

const seen = (at: Instant | null): Html => (at === null ? html`chưa lần nào` : html`lần gần nhất ${moment(at)}`)

function detail(part: Part, signs: VitalSigns): Html {
  const { at, mailboxes, queue, quarantine, lists, letters, disk, backup, tally, files } = signs
  switch (part) {
    case 'mailboxes':
      return html`<a href="/hop-thu">${seen(worstStanding(mailboxes, at)?.lookedAt ?? null)}</a>`
    case 'queue':
      return html`${queue.due === 0 ? 'không có việc chờ' : `${vietnameseNumber(queue.due)} việc chờ, lâu nhất ${vietnameseNumber(Math.floor(queue.oldestMs / 60_000))} phút`}; ${queue.dead === 0 ? 'không có việc hỏng' : `${vietnameseNumber(queue.dead)} việc hỏng`}`
    case 'quarantine':
      return html`<a href="/thu?loc=cach-ly">${vietnameseNumber(quarantine.letters)} thư</a>${quarantine.letters > 0 && quarantine.since === null ? ', đều đã được bỏ qua' : ''}`
    case 'lists':
      return html`${vietnameseNumber(lists.held)} danh sách, ${vietnameseNumber(lists.expired)} đã hết hạn`
    case 'letters':
      return letters === null
        ? html`chưa khai báo máy chủ gửi thư (SOKYSO_SMTP_HOST)`
        : html`<a href="/thu-di">${vietnameseNumber(letters.failed)} thư không gửi được, ${vietnameseNumber(letters.unclear)} thư chưa rõ đã gửi</a>`
    case 'disk':
      return html`còn trống ${gigabytes(disk.free)} trên ${gigabytes(disk.total)}`
    case 'backup':
      return backup === null
        ? html`chưa khai báo SOKYSO_BACKUP`
        : html`${seen(backup.lastAt)}${backup.isFailing ? '; lần vừa rồi không thành công' : ''}`
    case 'tally':
      return html`${seen(tally.checkedAt)}${tally.differs ? '; số đếm khác nhau' : ''}`
    case 'files':
      return html`${seen(files.checkedAt)}; ${files.damaged === 0 ? 'không tệp nào hỏng' : `${documentCount(files.damaged)} hoặc thư có tệp hỏng`}`
  }
}

const gigabytes = (bytes: number) => `${vietnameseNumber(bytes / 1024 ** 3, 1)} GB`
