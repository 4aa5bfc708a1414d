/** One letter: what is known of it, the documents found in it, and the parts that were not opened. */
import { html } from 'hono/html'
import type { LetterWords } from '../../mail/letter-words.ts'
import { printableLines } from '../../printable.ts'
import { explainDestroyed } from '../../report/explain-destroyed.ts'
import { explainLetterState, TRIAL } from '../../report/explain-letter.ts'
import { mailboxName } from '../../report/explain-mailbox.ts'
import { AUTOMATIC, explainOrigin } from '../../report/explain-origin.ts'
import { explainPair, explainUnopened } from '../../report/explain-unopened.ts'
import { explainWords, MORE_WORDS } from '../../report/explain-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { LetterRow } from '../../store/store.ts'
import { UNFETCHED } from '../../submission/submission.ts'
import { decisionsAbout, keyOf } from '../../tally/decided-thing.ts'
import { type FileObject, standingDecisions } from '../../tally/decision.ts'
import type { Tally } from '../../tally/tally.ts'
import { filesOfDocuments, findCounted, unitNameOf } from '../counted.ts'
import { documentName, fileName } from '../document-name.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { fateMark, letterMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'
import { partName } from '../part-name.ts'
import type { People } from '../people.ts'
import { decisionList } from './decision-list.ts'
import { doneNote } from './done-note.ts'
import { alertOf, doneOf } from './form-parts.ts'
import { subjectOf } from './letters.ts'
import { senderOf, standingMark } from './unit.ts'

export type LetterView = {
  readonly letter: LetterRow
  /** Null: not shown to this visitor, or not there. */
  readonly words: LetterWords | null
  /** Whether the visitor may see the list of letters. */
  readonly mayList: boolean
}

export function letterPage({ letter, words, mayList }: LetterView, tally: Tally, people: People, again?: string): Page {
  const { state, submissions, unopened } = letter
  const { sentence, nextStep } = explainLetterState(state)
  const next = unopened.length === 0 ? nextStep : 'Xem các phần cần người xem ở dưới.'
  return {
    title: 'Thư',
    place: '/thu',
    summary: sentence,
    // It holds a form then.
    still: people.mayDecide && state.kind === 'quarantined',
    main: html`<header class="title">
<p class="over">${mayList ? html`<a href="/thu">Thư</a>` : 'Thư'}</p>
<h1>${subjectOf(letter)}</h1>
<p class="verdict">${letterMark(state)}</p>
<p>${sentence} <span class="next">${next}</span></p>
${letter.destroyedAt === null ? '' : html`<p>${explainDestroyed('letter', letter.destroyedAt)}</p>`}
${doneNote(people.decisions, people.done, tally)}${doneOf(again === 'roi' ? 'Đã xếp thư vào hàng chờ đọc lại.' : null)}${alertOf(notAgain(again))}
${people.mayDecide ? deeds(letter, people) : ''}
${letter.isTrial ? html`<p><strong>${TRIAL.label}.</strong> ${TRIAL.sentence}</p>` : ''}
</header>
${decided(letter, tally, people)}
${facts(letter, mayList)}
${letter.origin === null ? '' : originOf(letter.origin)}
${submissions.length === 0 ? '' : documents(letter, tally)}
${words === null ? '' : wordsOf(words)}
${unopened.length === 0 ? '' : unopenedParts(letter, people)}`,
  }
}

/** Why it was not read once more, as the address says. */
function notAgain(again: string | undefined): string | null {
  switch (again) {
    case 'khong':
      return 'Thư này không đọc lại được: không còn bị cách ly, nội dung chưa tải về hoặc đã hủy.'
    case 'don-vi':
      return 'Tài khoản này thuộc đơn vị đã gửi thư, hoặc chưa rõ thư của đơn vị nào. Đề nghị một cán bộ khác xử lý.'
    default:
      return null
  }
}

/** Of a letter in quarantine. What was never fetched cannot be read once more. */
function deeds({ sha256, state }: LetterRow, { decisions, mark }: People): Html | '' {
  if (state.kind !== 'quarantined' || isAside(decisions, { kind: 'letter', letter: sha256 })) return ''
  const isHeld = !UNFETCHED.includes(state.reason)
  return html`<div class="deeds">${isHeld ? html`<form method="post" action="/thu/${sha256}/doc-lai">${formField(mark)}<button>Đọc lại thư</button></form>` : ''}
<a class="button" href="/thu/${sha256}/bo-qua">Bỏ qua thư</a></div>`
}

function isAside(decisions: People['decisions'], object: FileObject): boolean {
  return standingDecisions(decisions).some(
    ({ ruling }) => ruling.action === 'set-aside' && keyOf(ruling.object) === keyOf(object),
  )
}

function decided(letter: LetterRow, tally: Tally, { decisions, mayDecide }: People): Html | '' {
  const paths = [...letter.unopened.map(({ path }) => path), ...letter.submissions.map(({ partPath }) => partPath)]
  const objects: readonly FileObject[] = [
    { kind: 'letter', letter: letter.sha256 },
    ...paths.map((partPath) => ({ kind: 'submission', letter: letter.sha256, partPath }) as const),
  ]
  const shown = decisionsAbout(decisions, new Set(objects.map(keyOf)))
  return shown.length === 0
    ? ''
    : html`<h2>Quyết định của cán bộ</h2>${decisionList({ shown, all: decisions, tally, mayDecide })}`
}

/** The folders of the mailbox are the office's own matter. */
function facts(
  { receivedAt, tracedAt, goneAt, sharesMessageId, sender, size, key, sha256 }: LetterRow,
  mayList: boolean,
): Html {
  return html`<dl class="facts">
<div><dt>Ngày đến</dt><dd>${moment(receivedAt)}</dd></div>
${tracedAt === null ? '' : html`<div><dt>Dấu nhận trong thư</dt><dd>${moment(tracedAt)}</dd></div>`}
<div><dt>Người gửi</dt><dd>${senderOf(sender)}</dd></div>
<div><dt>Dung lượng</dt><dd>${vietnameseNumber(size)} byte</dd></div>
${sharesMessageId ? html`<div><dt>Trùng Message-ID</dt><dd>Một thư khác mang cùng Message-ID nhưng nội dung khác; cả hai đều được giữ.</dd></div>` : ''}
${goneAt === null ? '' : html`<div><dt>Trong hộp thư</dt><dd>Không còn, ghi nhận lúc ${moment(goneAt)}; bản đã nhận còn nguyên.</dd></div>`}
${mayList ? html`<div><dt>Vị trí trong hộp thư</dt><dd>${foreign(`Hộp thư ${mailboxName(key)}, thư ${key.uid}`)}</dd></div>` : ''}
<div><dt>Mã băm SHA-256</dt><dd><code>${sha256}</code></dd></div>
</dl>`
}

function originOf(origin: NonNullable<LetterRow['origin']>): Html {
  const { label, sentence, details } = explainOrigin(origin)
  return html`<h2>Nguồn gốc thư</h2>
${origin.isAutomatic ? html`<p><strong>${AUTOMATIC.label}.</strong> ${AUTOMATIC.sentence}</p>` : ''}
<p><strong>${label}.</strong> ${sentence}</p>
${details.length === 0 ? '' : html`<ul>${details.map((detail) => html`<li>${foreign(detail)}</li>`)}</ul>`}`
}

function documents({ submissions, isTrial }: LetterRow, tally: Tally): Html {
  const files = filesOfDocuments(
    tally,
    submissions.map(({ document }) => document),
  )
  return html`<h2>Văn bản trong thư</h2>
<table class="stack"><thead><tr><th scope="col">Văn bản</th><th scope="col">Vị trí trong thư</th><th scope="col">Đơn vị</th>
<th scope="col">Tính hay không</th></tr></thead>
<tbody>${submissions.map((submission) => {
    const counted = findCounted(files, submission)
    return html`<tr>
<th scope="row" data-label="Văn bản">${counted ? documentName(counted) : html`<a href="/van-ban/${submission.document}">${fileName(submission.fileName)}</a>`}</th>
<td data-label="Vị trí">${foreign(submission.partPath)}</td>
<td data-label="Đơn vị">${unitNameOf(tally, counted?.attribution)}</td>
<td data-label="Tính">${counted ? standingMark(counted) : isTrial ? TRIAL.label : fateMark({ kind: 'pending' })}</td></tr>`
  })}</tbody></table>`
}

function wordsOf(words: LetterWords): Html {
  const isCut = words.kind === 'words' && words.isCut
  return html`<h2>Lời thư</h2>
<p class="quiet">${explainWords(words.kind)}</p>
${words.kind === 'words' ? html`<p class="words"><bdi>${printableLines(words.text)}</bdi></p>` : ''}
${isCut ? html`<p class="quiet">${MORE_WORDS}</p>` : ''}`
}

function unopenedParts({ sha256, unopened, submissions }: LetterRow, { decisions, mayDecide }: People): Html {
  return html`<h2>Phần cần người xem</h2>
<table class="stack"><thead><tr><th scope="col">Tên</th><th scope="col">Vị trí trong thư</th><th scope="col">Vì sao, việc cần làm</th></tr></thead>
<tbody>${unopened.map(({ name, path, reason, signs }) => {
    const { label, sentence, nextStep } = explainUnopened(reason)
    const signed = submissions.find(({ partPath }) => partPath === signs)
    const pair = signed === undefined ? '' : foreign(` ${explainPair(signed.fileName)}`)
    return html`<tr><th scope="row" data-label="Tên">${fileName(name)}</th><td data-label="Vị trí">${foreign(path)}</td>
<td data-label="Vì sao"><strong>${label}.</strong> ${sentence}${pair} <span class="next">${nextStep}</span>${
      isAside(decisions, { kind: 'submission', letter: sha256, partPath: path })
        ? html` <small>(đã bỏ qua)</small>`
        : mayDecide
          ? html` <a class="act" href="/thu/${sha256}/bo-qua?phan=${partName(path)}">Bỏ qua phần này</a>`
          : ''
    }</td></tr>`
  })}</tbody></table>`
}
