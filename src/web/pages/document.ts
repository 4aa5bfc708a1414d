/** One document: the verdict in a sentence, every signature, and the letters it came in. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDamage } from '../../report/damage-words.ts'
import { explainNote } from '../../report/explain.ts'
import { explainAttribution, withoutRepeated } from '../../report/explain-count.ts'
import { explainDestroyed } from '../../report/explain-destroyed.ts'
import { explainTestimony } from '../../report/explain-why.ts'
import { FORM_WORDS } from '../../report/form-words.ts'
import { identityOf, nameInWords } from '../../report/identity-words.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { DocumentRow } from '../../store/store.ts'
import type { GivenEvidence } from '../../store/verdict.ts'
import { decisionsAbout, keysOfSubmission } from '../../tally/decided-thing.ts'
import { formRemarks } from '../../tally/form-remarks.ts'
import type { CountedSubmission, JudgedSubmission, Tally } from '../../tally/tally.ts'
import type { DocumentReport } from '../../validation/report.ts'
import { filesOfDocuments, findCounted, unitNameOf, unitNames } from '../counted.ts'
import { addressOfDeed, DEEDS } from '../document-deeds.ts'
import { fileName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { fateMark, outcomeMark, personMark } from '../mark.ts'
import { foreign, type Html, moment, shortHash } from '../markup.ts'
import type { People } from '../people.ts'
import type { ShownPicture } from '../pictures.ts'
import { changedPages } from './changed-pages.ts'
import { decisionList } from './decision-list.ts'
import { bundleLink } from './document-bundle.ts'
import { documentHead } from './document-head.ts'
import { earlierVerdicts } from './document-history.ts'
import { documentIdentity } from './document-identity.ts'
import { doneNote } from './done-note.ts'
import { signatureSection } from './signature.ts'
import { senderOf, why } from './unit.ts'

/** One that is not counted came on trial, or while the page was made. */
type Arrival = CountedSubmission | JudgedSubmission
const isCounted = (each: Arrival): each is CountedSubmission => 'fate' in each

export function documentPage(
  document: DocumentRow,
  tally: Tally,
  pictures: readonly ShownPicture[],
  people: People,
): Page {
  const { sha256, verdict, submissions } = document
  const report = verdict?.report ?? submissions.find((each) => each.report !== null)?.report ?? null
  const files = filesOfDocuments(tally, [sha256])
  // As they are counted: a person may have read what stands on it.
  const counted = submissions.map((each): Arrival => findCounted(files, each.submission) ?? each)
  const [first] = counted
  const name = first ? (nameInWords(identityOf(first)) ?? first.submission.fileName) : ''
  const head = documentHead(report, counted.filter(isCounted))
  const picturesAfter = (number: number) => pictures.filter(({ picture }) => picture.signature === number)
  return {
    title: name === '' ? 'Văn bản' : printable(name),
    place: null,
    sheet: 'document',
    summary: printable(head.sentence),
    main: html`<header class="title">
<p class="over">Văn bản ${shortHash(sha256)}</p>
<h1>${fileName(name)}</h1>
<p class="verdict">${head.mark === '' ? '' : html`<span class="quiet">Chữ ký số:</span> `}${outcomeMark(report)}</p>
${head.mark === '' ? '' : html`<p class="verdict"><span class="quiet">Văn bản:</span> ${head.mark}</p>`}
<p class="sentence">${printable(head.sentence)}</p>
<p><strong>Việc cần làm:</strong> ${head.nextStep}</p>
${document.destroyedAt === null ? downloads(document) : html`<p>${explainDestroyed('document', document.destroyedAt)}</p>`}
${slipLink(document)}
${damage(document)}
${doneNote(people.decisions, people.done, tally)}
${people.mayDecide ? deeds(document, first) : ''}
</header>
${decisions(document, tally, people)}
${documentIdentity(first)}
${report ? remarks(report, first?.reading ?? null) : ''}
${report ? report.signatures.map((signature, index) => signatureSection(signature, index + 1, report, changedPages(sha256, picturesAfter(index + 1)))) : ''}
<section><h2>Thư mang văn bản này</h2>${arrivals(counted, tally)}</section>
${earlierVerdicts(document.earlier)}
${ground(document)}`,
  }
}

function downloads(document: DocumentRow): Html {
  return html`<p><a class="download" href="/van-ban/${document.sha256}/tep" download>Tải tệp gốc</a> <span class="quiet">${vietnameseNumber(document.bytes)} byte; tệp do người ngoài gửi, chỉ mở khi cần.</span></p>
${bundleLink(document)}`
}

/** Of what was judged, whether or not its content is still kept. */
function slipLink({ sha256, verdict }: DocumentRow): Html | '' {
  return verdict === null
    ? ''
    : html`<p><a class="download" href="/van-ban/${sha256}/phieu-ket-qua" download>Tải phiếu kết quả kiểm tra</a> <span class="quiet">một trang PDF, để in và lưu hồ sơ.</span></p>`
}

/** What may be said of it; a copy may be compared with what it is taken for. */
function deeds({ sha256 }: DocumentRow, first: Arrival | undefined): Html {
  const counted = first && isCounted(first) ? first : null
  const other = counted && 'of' in counted.fate ? counted.fate.of : null
  const isProposed = counted?.decision?.ruling.action === 'propose'
  const shown = (['gan-don-vi', isProposed ? 'xac-nhan' : 'chap-nhan', 'tu-choi', 'bo-qua', 'thong-tin'] as const).map(
    (deed) => html`<a href="${addressOfDeed(sha256, deed)}">${DEEDS[deed].label}</a>`,
  )
  const pair =
    other === null || other === sha256 ? [] : [html`<a href="/trung/${other}/${sha256}">Đối chiếu bản trùng</a>`]
  return html`<p class="deeds"><span class="quiet">Quyết định:</span> ${[...shown, ...pair].map((each, index) => (index === 0 ? each : html` · ${each}`))}</p>`
}

function decisions({ submissions }: DocumentRow, tally: Tally, { decisions: all, mayDecide }: People): Html | '' {
  const about = new Set(submissions.flatMap(({ submission }) => keysOfSubmission(submission)))
  const shown = decisionsAbout(all, about)
  if (shown.length === 0) return ''
  return html`<section><h2>Quyết định của cán bộ</h2>${decisionList({ shown, all, tally, mayDecide })}</section>`
}

function damage({ damage }: DocumentRow): Html | '' {
  if (damage === null) return ''
  const { sentence, nextStep } = explainDamage(damage.why)
  return html`<p class="alert">${personMark(html`${sentence} ${nextStep} Phát hiện lúc ${moment(damage.foundAt)}.`)}</p>`
}

function remarks(report: DocumentReport, reading: JudgedSubmission['reading']): Html | '' {
  const sentences = [
    ...report.notes.map((note) => explainNote(note).sentence),
    ...formRemarks(report, reading).map((remark) => FORM_WORDS[remark]),
  ]
  if (sentences.length === 0) return ''
  return html`<section><h2>Lưu ý về tệp</h2><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`
}

function arrivals(submissions: readonly Arrival[], tally: Tally): Html {
  return html`<table class="stack"><thead><tr><th scope="col">Ngày đến</th><th scope="col">Người gửi</th><th scope="col">Tên tệp</th>
<th scope="col">Đơn vị</th><th scope="col">Tính hay không, vì sao</th></tr></thead>
<tbody>${submissions.map((each) => {
    // A person may have said whose it is.
    const { submission, attribution } = each
    return html`<tr>
<td class="last" data-label="Ngày đến">${moment(submission.receivedAt)}</td>
<td data-label="Người gửi">${senderOf(submission.sender)}</td>
<th scope="row" data-label="Tên tệp"><a href="/thu/${submission.letter}">${fileName(submission.fileName)}</a></th>
<td data-label="Đơn vị">${unitNameOf(tally, attribution)}<p class="why">${printable(explainAttribution(withoutRepeated(attribution)))}</p>${witnesses(attribution, tally)}</td>
<td data-label="Tính">${isCounted(each) ? why(each) : fateMark({ kind: 'pending' })}</td></tr>`
  })}</tbody></table>`
}

/** Who said what of the unit; where one alone spoke, the line above has told it. */
function witnesses({ testimonies }: JudgedSubmission['attribution'], tally: Tally): Html | '' {
  if (testimonies.length < 2) return ''
  return html`<ul class="why">${testimonies.map((each) => html`<li>${printable(explainTestimony(each, unitNames(tally)))}</li>`)}</ul>`
}

/** What the verdict rests on. */
function ground({ sha256, verdict }: DocumentRow): Html {
  return html`<section><h2>Căn cứ của kết quả</h2>
<dl class="facts">
<div><dt>Mã băm SHA-256 của tệp</dt><dd><code>${sha256}</code></dd></div>
${
  verdict === null
    ? ''
    : html`<div><dt>Thời gian kiểm tra</dt><dd>${moment(verdict.judgedAt)}</dd></div>
<div><dt>Thời gian nhận dùng làm chứng cứ</dt><dd>${moment(verdict.receivedAt)}</dd></div>
<div><dt>Phiên bản chương trình</dt><dd>${verdict.programVersion}</dd></div>
${verdict.policy === null ? '' : html`<div><dt>Chính sách kiểm tra</dt><dd>${foreign(verdict.policy.name)}</dd></div>`}
<div><dt>Danh sách thu hồi và phản hồi OCSP đã dùng</dt><dd>${
        verdict.evidence.length === 0
          ? 'không có'
          : verdict.evidence.map((one, index) => html`${index === 0 ? '' : ', '}${evidenceName(one)}`)
      }</dd></div>`
}
</dl></section>`
}

function evidenceName({ kind, sha256, heldSince }: GivenEvidence): Html {
  const name = html`${kind === 'certificate-list' ? 'danh sách' : 'phản hồi OCSP'} ${shortHash(sha256)}`
  return heldSince === null ? name : html`${name} (có từ ${moment(heldSince)})`
}
