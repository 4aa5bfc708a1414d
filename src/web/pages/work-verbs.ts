/** The links of a row that waits: the verb that answers its question, and what may be said instead, each with its letter. */
import { html } from 'hono/html'
import { OPEN_WORDS } from '../../report/open-work-words.ts'
import { isAnother } from '../../tally/decision.ts'
import type { OpenDocument, OpenQuestion } from '../../tally/open-work.ts'
import type { CountedSubmission } from '../../tally/tally.ts'
import { addressOfDeed, type DeedName } from '../document-deeds.ts'
import type { Html } from '../markup.ts'

/** The first answers the question; the others are what may be said instead. */
export function workVerbs({ question, counted, unit }: OpenDocument, account: number | null): Html {
  const { document } = counted.submission
  if (question === 'second-officer') return verbsOfSecond(counted, account)
  const [first, ...others] = VERBS[question === 'reviewable' && unit === null ? 'no-unit' : question]
  const address = question === 'doubt' ? pairAddress(counted) : null
  return html`<a class="act" data-key="${first[1]}" href="${address ?? verbAddress(document, first)}">${OPEN_WORDS[question].verb}</a>
<small class="others">${others.map((verb, index) => html`${index === 0 ? '' : ' · '}<a data-key="${verb[1]}" href="${verbAddress(document, verb)}">${verb[2]}</a>`)}
${unseen(document)}</small>`
}

/** Who proposed it may take it back; another confirms it, or does not. */
function verbsOfSecond({ submission: { document }, decision }: CountedSubmission, account: number | null): Html {
  const back = `/quyet-dinh/${decision?.id ?? ''}/huy`
  if (decision !== null && !isAnother(account, decision))
    return html`<a class="act" data-key="r" href="${back}">Rút đề nghị</a> <small class="others">${unseen(document)}</small>`
  return html`<a class="act" data-key="a" href="${addressOfDeed(document, 'xac-nhan', { tu: 'can-xu-ly' })}">${OPEN_WORDS['second-officer'].verb}</a>
<small class="others"><a data-key="r" href="${back}">không xác nhận</a>
${unseen(document)}</small>`
}

const unseen = (document: string): Html =>
  html`<a data-key="x" class="unseen" tabindex="-1" aria-hidden="true" href="/van-ban/${document}#main">Xem</a>`

type Verb = readonly [deed: DeedName, key: string, label: string]
const ASSIGN: Verb = ['gan-don-vi', 'g', 'gán đơn vị']
const ACCEPT: Verb = ['chap-nhan', 'a', 'chấp nhận']
const REFUSE: Verb = ['tu-choi', 'r', 'từ chối']
const SET_ASIDE: Verb = ['bo-qua', 'b', 'bỏ qua']

/** To accept says nothing of whose a document is. */
const VERBS = {
  'no-unit': [ASSIGN, REFUSE, SET_ASIDE],
  'two-units': [ASSIGN, REFUSE],
  doubt: [['chap-nhan', 'd', 'đối chiếu'], REFUSE],
  inconclusive: [ACCEPT, REFUSE, SET_ASIDE],
  reviewable: [ACCEPT, ASSIGN, REFUSE, SET_ASIDE],
} as const satisfies Record<Exclude<OpenQuestion, 'second-officer'>, readonly [Verb, ...Verb[]]>

const verbAddress = (document: string, [deed]: Verb): string => addressOfDeed(document, deed, { tu: 'can-xu-ly' })

/** Null where it is in doubt with none. */
function pairAddress({ submission, fate }: CountedSubmission): string | null {
  return fate.kind === 'review' && 'of' in fate ? `/trung/${fate.of}/${submission.document}?tu=can-xu-ly` : null
}
