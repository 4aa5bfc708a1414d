/** Everything that waits for a person, by the question that it asks; each row with the verb that answers it. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDecision } from '../../report/decision-words.ts'
import { explainAttribution, explainStanding, withoutRepeated } from '../../report/explain-count.ts'
import { explainLetterState } from '../../report/explain-letter.ts'
import { explainUnopened } from '../../report/explain-unopened.ts'
import { LETTER_WORDS, OPEN_WORDS, type OpenWords } from '../../report/open-work-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { WaitingLetter } from '../../store/store.ts'
import { OPEN_QUESTIONS, type OpenDocument, type OpenQuestion } from '../../tally/open-work.ts'
import type { Tally } from '../../tally/tally.ts'
import { deadlineOf } from '../counted.ts'
import { documentName, fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { arrival, type Html, moment } from '../markup.ts'
import { countOpenWork, type OpenPart, type OpenWork, rowOfDocument, rowOfLetter, rowOfPart } from '../open-work.ts'
import { subjectOf } from './letters.ts'
import { senderOf, signersOf } from './unit.ts'
import { workVerbs } from './work-verbs.ts'

type WorkView = {
  readonly work: OpenWork
  readonly tally: Tally
  readonly mayDecide: boolean
  /** Of who looks; null where nobody signs in. */
  readonly account: number | null
  readonly done: Html | ''
}

/** Of one question: a table that a person still reads through; the rest follows as these are done. */
const SHOWN = 100

export function workPage(view: WorkView): Page {
  const { work, done } = view
  const count = countOpenWork(work)
  const groups = groupsOf(view)
  return {
    title: 'Cần xử lý',
    place: '/can-xu-ly',
    sheet: 'desk',
    keys: true,
    summary: `${vietnameseNumber(count)} việc cần xử lý`,
    main: html`<header class="title"><h1>Cần xử lý</h1>
<p>Những việc máy không tự kết luận được. Mỗi quyết định ghi rõ ai, lúc nào, vì sao; kết quả của máy vẫn giữ nguyên bên cạnh và quyết định nào cũng hủy được.</p></header>
${done}
${
  count === 0
    ? html`<p class="nothing">Không còn việc. Thư và văn bản mới sẽ hiện ở đây khi cần người xem.</p>`
    : html`<nav class="jump" aria-label="Nhóm việc">${groups.map(({ id, words, count: own }) => html`<a href="#${id}">${words.title} <b>${vietnameseNumber(own)}</b></a>`)}</nav>
${view.mayDecide ? html`<p class="quiet keys" data-keys-help><kbd>J</kbd> <kbd>K</kbd> xuống, lên · <kbd>Enter</kbd> mở việc · <kbd>G</kbd> gán đơn vị · <kbd>A</kbd> chấp nhận · <kbd>R</kbd> từ chối · <kbd>B</kbd> bỏ qua · <kbd>X</kbd> xem</p>` : ''}
${groups.map(
  ({
    id,
    words,
    count: own,
    table,
  }) => html`<section id="${id}"><h2>${words.title} <span class="count">${vietnameseNumber(own)}</span></h2><p class="quiet">${words.sentence}</p>${table}
${own > SHOWN ? html`<p class="quiet">Đang hiện ${SHOWN} việc cũ nhất; các việc khác hiện khi những việc này xong.</p>` : ''}</section>`,
)}`
}
<p class="also"><a href="/quyet-dinh">Sổ quyết định</a> · <a href="/chua-xac-dinh">Mọi văn bản chưa xác định đơn vị</a></p>`,
  }
}

type Group = { readonly id: string; readonly words: OpenWords; readonly count: number; readonly table: Html }

const IDS = {
  'second-officer': 'cho-xac-nhan',
  'no-unit': 'chua-ro-don-vi',
  'two-units': 'hai-don-vi',
  doubt: 'nghi-trung',
  inconclusive: 'chua-ket-luan',
  reviewable: 'xem-lai',
} as const satisfies Record<OpenQuestion, string>

function groupsOf({ work, tally, mayDecide, account }: WorkView): readonly Group[] {
  const { documents, letters, parts } = work
  const group = (id: string, words: OpenWords, count: number, table: () => Html): readonly Group[] =>
    count === 0 ? [] : [{ id, words, count, table: table() }]
  const ofQuestion = Map.groupBy(documents, ({ question }) => question)
  return [
    ...OPEN_QUESTIONS.flatMap((question) => {
      const own = ofQuestion.get(question) ?? []
      return group(IDS[question], OPEN_WORDS[question], own.length, () =>
        documentTable(own.slice(0, SHOWN), tally, mayDecide, account),
      )
    }),
    ...group('thu-cach-ly', LETTER_WORDS.quarantined, letters.length, () => letterTable(letters.slice(0, SHOWN))),
    ...group('phan-chua-mo', LETTER_WORDS.unopened, parts.length, () => partTable(parts.slice(0, SHOWN))),
  ]
}

function documentTable(rows: readonly OpenDocument[], tally: Tally, mayDecide: boolean, account: number | null): Html {
  return html`<table class="stack work"><thead><tr><th scope="col">Văn bản</th><th scope="col">Đơn vị, người gửi</th><th scope="col">Ngày đến</th>
<th scope="col">Vì sao</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${rows.map((row) => {
    const { counted, unit } = row
    const { submission, report } = counted
    return html`<tr data-row id="${rowOfDocument(row)}" tabindex="-1">
<th scope="row" data-label="Văn bản">${documentName(counted)}</th>
<td data-label="Đơn vị">${unit === null ? html`<span class="quiet">chưa rõ</span>` : html`<a href="/don-vi/${unit.id}">${unit.name}</a>`}<p class="why quiet">${senderOf(submission.sender)}; ký: ${signersOf(report)}</p></td>
<td class="last" data-label="Ngày đến">${arrival(deadlineOf(tally, unit?.id ?? null), submission.receivedAt)}</td>
<td data-label="Vì sao"><p class="why">${printable(whyOf(row))}</p></td>
<td class="verbs" data-label="Việc">${mayDecide ? workVerbs(row, account) : html`<a href="/van-ban/${submission.document}">Xem</a>`}</td></tr>`
  })}</tbody></table>`
}

/** What is open: whose it is, or what it is worth. */
function whyOf({ question, counted }: OpenDocument): string {
  if (question === 'second-officer' && counted.decision !== null) return explainDecision(counted.decision)
  if (question !== 'no-unit') return explainStanding(counted).sentence
  return explainAttribution(withoutRepeated(counted.attribution))
}

function letterTable(letters: readonly WaitingLetter[]): Html {
  return html`<table class="stack work"><thead><tr><th scope="col">Thư</th><th scope="col">Người gửi</th><th scope="col">Ngày đến</th>
<th scope="col">Vì sao</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${letters.map((letter) => {
    const { label, sentence } = explainLetterState(letter.state)
    return html`<tr data-row id="${rowOfLetter(letter)}" tabindex="-1"><th scope="row" data-label="Thư">${subjectOf(letter)}</th><td data-label="Người gửi">${senderOf(letter.sender)}</td>
<td class="last" data-label="Ngày đến">${moment(letter.receivedAt)}</td><td data-label="Vì sao"><p class="why">${label}. ${sentence}</p></td>
<td class="verbs" data-label="Việc"><a class="act" data-key="x" href="/thu/${letter.sha256}#main">${LETTER_WORDS.quarantined.verb}</a></td></tr>`
  })}</tbody></table>`
}

function partTable(parts: readonly OpenPart[]): Html {
  return html`<table class="stack work"><thead><tr><th scope="col">Tệp</th><th scope="col">Người gửi</th><th scope="col">Ngày đến</th>
<th scope="col">Vì sao</th><th scope="col">Việc cần làm</th></tr></thead>
<tbody>${parts.map((each) => {
    const { letter, part } = each
    const { label, sentence } = explainUnopened(part.reason)
    return html`<tr data-row id="${rowOfPart(each)}" tabindex="-1"><th scope="row" data-label="Tệp">${fileName(part.name)}</th><td data-label="Người gửi">${senderOf(letter.sender)}</td>
<td class="last" data-label="Ngày đến">${moment(letter.receivedAt)}</td><td data-label="Vì sao"><p class="why">${label}. ${sentence}</p></td>
<td class="verbs" data-label="Việc"><a class="act" data-key="x" href="/thu/${letter.sha256}#main">${LETTER_WORDS.unopened.verb}</a></td></tr>`
  })}</tbody></table>`
}
