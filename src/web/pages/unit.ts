/** One unit: how far it is, and each file it sent, newest first, with what it is worth and why. */
import { html } from 'hono/html'
import type { Instant } from '../../lang.ts'
import { printable } from '../../printable.ts'
import { BY_PERSON_MARK, explainDecision } from '../../report/decision-words.ts'
import { explainCode } from '../../report/explain.ts'
import { countsForNobody, explainStanding, explainUnit, GROUP_LABELS } from '../../report/explain-count.ts'
import { deadlineInWords } from '../../report/vietnamese-date.ts'
import { documentCount } from '../../report/vietnamese-number.ts'
import { decisionsAbout, keyOfUnit } from '../../tally/decided-thing.ts'
import type { CountedSubmission, Tally, UnitTally } from '../../tally/tally.ts'
import type { DocumentReport } from '../../validation/report.ts'
import { rowOfUnit } from '../counted.ts'
import { documentName } from '../document-name.ts'
import type { Page } from '../layout.ts'
import { fateMark, personMark, unitStateMark } from '../mark.ts'
import { arrival, foreign, type Html, mailAddress } from '../markup.ts'
import type { People } from '../people.ts'
import { timeLeft } from '../time-left.ts'
import { decisionList } from './decision-list.ts'
import { doneNote } from './done-note.ts'

export function unitPage(tally: Tally, id: string, people: People, now: Instant): Page | null {
  const unit = rowOfUnit(tally, id)
  if (!unit) return null
  const { name, group, code, confirmed } = unit.unit
  return {
    title: name,
    place: '/',
    sheet: 'document',
    summary: explainUnit(unit),
    main: html`<header class="title">
<p class="over"><a href="/">Tổng quan</a> › ${GROUP_LABELS[group]}${code === null ? '' : ` · mã ${code}`}</p>
<h1>${name}</h1>
<p class="verdict">${unitStateMark(unit)} ${meter(unit)}</p>
${doneNote(people.decisions, people.done, tally)}
<p>${explainUnit(unit)}${confirmed ? '' : html` <span class="quiet">Tên và địa chỉ của đơn vị trong danh mục chưa được xác nhận.</span>`}</p>
${terms(unit, tally, now)}
${people.mayDecide ? html`<p class="deeds"><a href="/don-vi/${id}/yeu-cau">Gia hạn, yêu cầu riêng</a> · <a href="/don-vi/${id}/ghi-chu">Ghi chú</a></p>` : ''}
</header>
${numbers(unit)}
<h2>Văn bản đã nhận</h2>
${unit.submissions.length === 0 ? html`<p class="nothing">Chưa nhận được tệp nào của đơn vị.</p>` : submissionTable(unit)}
${decided(unit, tally, people)}`,
  }
}

/** Where it is asked otherwise than all. */
function terms(unit: UnitTally, { campaign }: Tally, now: Instant): Html | '' {
  if (unit.deadline === campaign.deadline && unit.required === campaign.required) return ''
  return html`<dl class="facts">${
    unit.deadline === campaign.deadline
      ? ''
      : html`<div><dt>Hạn nộp riêng</dt><dd>${deadlineInWords(unit)}, ${timeLeft(unit, now)} <span class="quiet">(hạn chung: ${deadlineInWords(campaign)})</span></dd></div>`
  }${
    unit.required === campaign.required
      ? ''
      : html`<div><dt>Yêu cầu riêng</dt><dd>${documentCount(unit.required)} <span class="quiet">(chung: ${documentCount(campaign.required)})</span></dd></div>`
  }</dl>`
}

/** About the unit itself; those about its documents stand beside them. */
function decided({ unit }: UnitTally, tally: Tally, { decisions, mayDecide }: People): Html | '' {
  const shown = decisionsAbout(decisions, new Set([keyOfUnit(unit.id)]))
  if (shown.length === 0) return ''
  return html`<h2>Gia hạn, yêu cầu riêng và ghi chú</h2>${decisionList({ shown, all: decisions, tally, mayDecide })}`
}

/** A box for each document asked for: full where one counts. */
function meter({ valid, required }: UnitTally): Html {
  const boxes = Array.from({ length: required }, (_, index) => index)
  return html`<svg class="meter" viewBox="0 0 ${required * 14} 12" width="${required * 14}" height="12" role="img" aria-label="${Math.min(valid, required)} trên ${required}">
${boxes.map((index) => html`<rect x="${index * 14 + 1}" y="1" width="10" height="10" class="${index < valid ? 'full' : 'open'}"/>`)}</svg>`
}

function numbers(unit: UnitTally): Html {
  const rows: readonly (readonly [string, number])[] = [
    ['Hợp lệ', unit.valid],
    ...(unit.byPerson === 0 ? [] : [['Trong đó thủ công', unit.byPerson] as const]),
    ...(unit.countedLate === 0 ? [] : [['Trong đó trễ hạn', unit.countedLate] as const]),
    ['Tạm tính', unit.provisional],
    ['Cần xem xét', unit.review],
    ['Đang kiểm tra', unit.pending],
    ['Bị từ chối', unit.refused],
    ['Trễ hạn', unit.late],
    ['Bản trùng', unit.duplicate],
    ['Còn thiếu', unit.missing],
  ]
  return html`<dl class="tiles">${rows.map(([label, count]) => html`<div class="${count === 0 ? 'zero' : ''}"><dt>${label}</dt><dd>${count}</dd></div>`)}</dl>`
}

/** Columns in the order of a register of incoming papers. */
function submissionTable(unit: UnitTally): Html {
  return html`<table class="stack received">
<thead><tr><th scope="col">Ngày đến</th><th scope="col">Người gửi</th><th scope="col">Văn bản</th><th scope="col">Người ký</th>
<th scope="col">Kết quả kiểm tra</th><th scope="col">Tính hay không, vì sao</th></tr></thead>
<tbody>${unit.submissions.map((counted) => {
    const { submission, report } = counted
    return html`<tr>
<td class="last" data-label="Ngày đến">${arrival(unit, submission.receivedAt)}</td>
<td data-label="Người gửi">${senderOf(submission.sender)}</td>
<th scope="row" data-label="Văn bản">${documentName(counted)}</th>
<td data-label="Người ký">${signersOf(report)}</td>
<td data-label="Kết quả">${report === null ? 'Đang kiểm tra' : explainCode(report.code).label}</td>
<td data-label="Vì sao">${why(counted)}</td></tr>`
  })}</tbody></table>`
}

export function senderOf(sender: string | null): Html {
  return sender === null ? html`<span class="quiet">không xác định</span>` : mailAddress(sender)
}

export function signersOf(report: DocumentReport | null): readonly Html[] | string {
  const names = new Set(report?.signatures.flatMap(({ signer }) => (signer ? [signer.commonName] : [])))
  return names.size === 0
    ? '–'
    : [...names].map((name, index) => html`<span>${foreign(name)}${index < names.size - 1 ? ';' : ''}</span> `)
}

/** The mark, and where it does not simply count, the reason and what to do. */
export function why(counted: CountedSubmission): Html {
  const { fate, decision } = counted
  const decided = decision === null ? '' : html`<p class="why">${printable(explainDecision(decision))}</p>`
  const byPerson = decision?.ruling.action === 'accept' ? html` ${BY_PERSON_MARK}` : ''
  if (fate.kind === 'counts' && !fate.isLate && !countsForNobody(counted)) {
    return html`${fateMark(fate)}${byPerson}${decided}`
  }
  const { sentence, nextStep } = explainStanding(counted)
  return html`${standingMark(counted)}${byPerson}<p class="why">${printable(sentence)} <span class="next">${nextStep}</span></p>${decided}`
}

export function standingMark(counted: CountedSubmission): Html {
  return countsForNobody(counted) ? personMark(explainStanding(counted).label) : fateMark(counted.fate)
}
