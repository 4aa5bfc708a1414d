/** The book of decisions: all that people have decided, newest first. */
import { html } from 'hono/html'
import type { Sha256 } from '../../lang.ts'
import { identityOf, nameInWords } from '../../report/identity-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Decision } from '../../tally/decision.ts'
import type { JudgedSubmission, Tally } from '../../tally/tally.ts'
import { filesOfDocuments, unitNames } from '../counted.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { type Html, shortHash } from '../markup.ts'
import { pagePart } from '../page-part.ts'
import { decisionList } from './decision-list.ts'
import { pager } from './pager.ts'

/** A table a person still reads through. */
const PAGE_SIZE = 100

type DecisionsView = {
  readonly decisions: readonly Decision[]
  readonly tally: Tally
  readonly mayDecide: boolean
  /** Which page of them, as the address has it. */
  readonly asked: string | undefined
}

export function decisionsPage({ decisions, tally, mayDecide, asked }: DecisionsView): Page {
  const { shown: newest, number, last } = pagePart(decisions.toReversed(), asked, PAGE_SIZE)
  const shown = newest.toReversed()
  return {
    title: 'Sổ quyết định',
    place: '/can-xu-ly',
    main: html`<header class="title"><p class="over"><a href="/can-xu-ly">Cần xử lý</a></p><h1>Sổ quyết định</h1>
<p>${vietnameseNumber(decisions.length)} quyết định. Không dòng nào bị sửa hay xóa; quyết định nhầm được hủy bằng một quyết định khác.</p></header>
${decisions.length === 0 ? html`<p class="nothing">Chưa có quyết định nào.</p>` : decisionList({ shown, all: decisions, tally, mayDecide }, aboutIn(tally, shown))}
${pager({ label: 'Trang quyết định', number, last, hasOlder: number < last, address: (other) => `/quyet-dinh?trang=${other}` })}`,
  }
}

/** Links to what these decisions are about, by the names that a register gives to documents. */
export function aboutIn(tally: Tally, decisions: readonly Decision[]): (decision: Decision) => Html {
  const files = filesOfDocuments(
    tally,
    decisions.flatMap(({ ruling: { object } }) => (object.kind === 'document' ? [object.document] : [])),
  )
  const named = (document: Sha256) => nameOf(files.get(document)?.at(-1)?.counted)
  return ({ ruling }) => {
    const { object } = ruling
    switch (object.kind) {
      case 'unit':
        return html`<a href="/don-vi/${object.unit}">${unitNames(tally)(object.unit)}</a>`
      case 'document':
        return 'other' in ruling
          ? html`<a href="/trung/${object.document}/${ruling.other}">Hai văn bản: ${named(object.document)}</a>`
          : html`<a href="/van-ban/${object.document}">${named(object.document)}</a>`
      case 'letter':
        return html`<a href="/thu/${object.letter}">Thư</a> ${shortHash(object.letter)}`
      case 'submission':
        return html`<a href="/thu/${object.letter}">Một tệp của thư</a> ${shortHash(object.letter)}`
    }
  }
}

const nameOf = (file: JudgedSubmission | undefined): Html =>
  file === undefined ? html`Văn bản` : fileName(nameInWords(identityOf(file)) ?? file.submission.fileName)
