/** What the machine says of a document, beside the form of whoever decides about it. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainDocument } from '../../report/explain.ts'
import { explainAttribution, withoutRepeated } from '../../report/explain-count.ts'
import { explainTestimony } from '../../report/explain-why.ts'
import { deadlineOf, unitNameOf, unitNames } from '../counted.ts'
import type { DocumentDesk } from '../document-desk.ts'
import { fileName } from '../document-name.ts'
import { outcomeMark } from '../mark.ts'
import { arrival, type Html, moment, shortHash } from '../markup.ts'
import { senderOf, signersOf, why } from './unit.ts'

export function machineFacts({ document, tally, file, files }: DocumentDesk): Html {
  const { report, submission } = file
  const bare = document.submissions.find(({ submission: one }) => one.letter === submission.letter) ?? file
  const { attribution } = bare
  const unit = file.attribution.kind === 'unit' ? file.attribution.unit : null
  return html`<dl class="facts">
<div><dt>Chữ ký số</dt><dd>${outcomeMark(report)}${report ? html`<p class="why">${printable(explainDocument(report).sentence)}</p>` : ''}</dd></div>
<div><dt>Trong đợt nộp</dt><dd>${why(file)}</dd></div>
<div><dt>Đơn vị</dt><dd>${unitNameOf(tally, file.attribution)}<p class="why">${printable(explainAttribution(withoutRepeated(attribution)))}</p>
${
  attribution.testimonies.length < 2
    ? ''
    : html`<ul class="why">${attribution.testimonies.map((one) => html`<li>${printable(explainTestimony(one, unitNames(tally)))}</li>`)}</ul>`
}</dd></div>
<div><dt>Người ký</dt><dd>${signersOf(report)}</dd></div>
<div><dt>Ngày đến</dt><dd>${arrival(deadlineOf(tally, unit), submission.receivedAt)}${files.length > 1 ? html` <small>và ${files.length - 1} lần khác</small>` : ''}${
    submission.tracedAt === null ? '' : html`<p class="why">Dấu nhận trong thư: ${moment(submission.tracedAt)}</p>`
  }</dd></div>
<div><dt>Người gửi</dt><dd>${senderOf(submission.sender)}</dd></div>
<div><dt>Tệp</dt><dd><a href="/thu/${submission.letter}">${fileName(submission.fileName)}</a> ${shortHash(document.sha256)}</dd></div>
</dl>`
}
