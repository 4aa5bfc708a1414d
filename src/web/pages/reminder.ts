/** The reminder of one unit, ready to be sent from here, copied, or opened in a program for mail. */
import { html } from 'hono/html'
import type { Wording } from '../../notices/letter-text.ts'
import type { BadAddress } from '../../store/outbox-store.ts'
import type { UnitTally } from '../../tally/tally.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { personMark, unitStateMark } from '../mark.ts'
import { foreign, type Html } from '../markup.ts'

type Shown = {
  readonly unit: UnitTally
  readonly wording: Wording
  readonly bad: readonly BadAddress[]
  readonly from: string | null
  readonly mark: string
}

export function reminderPage({ unit, wording, bad, from, mark }: Shown): Page {
  const { id, name, addresses } = unit.unit
  const broken = new Set(bad.map(({ address }) => address))
  const usable = addresses.filter((address) => !broken.has(address))
  return {
    title: `Nhắc ${name}`,
    place: '/nhac-viec',
    still: true,
    main: html`<header class="title"><p class="over"><a href="/nhac-viec">Nhắc việc</a></p>
<h1>${name}</h1><p class="verdict">${unitStateMark(unit)}</p></header>
<dl class="facts">
<div><dt>Gửi đến</dt><dd>${usable.length === 0 ? html`<span class="quiet">Danh mục đơn vị chưa có địa chỉ dùng được.</span>` : usable.map((address) => html`${foreign(address)} `)}</dd></div>
${broken.size > 0 && addresses.length > usable.length ? html`<div><dt>Địa chỉ hỏng</dt><dd>${personMark(addresses.filter((address) => broken.has(address)).join('; '))}</dd></div>` : ''}
<div><dt>Tiêu đề</dt><dd>${wording.subject}</dd></div>
</dl>
<p class="field"><label for="noi-dung">Nội dung</label></p>
<textarea id="noi-dung" class="letter" rows="${linesOf(wording.text)}" readonly>${wording.text}</textarea>
<div class="choices"><button type="button" data-copies="noi-dung" data-done="Đã sao chép." hidden>Sao chép nội dung</button>
<a class="button" href="${mailto(usable, wording)}">Mở bằng phần mềm thư</a>
${from === null || usable.length === 0 ? '' : sendForm(id, mark)}</div>`,
  }
}

/** Of the field, so that it shows the letter to its end where browsers do not fit it themselves. */
const linesOf = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 1)

/** Letters that a line of the field holds at least. */
const LINE = 80

function sendForm(id: string, mark: string): Html {
  return html`<form method="post" action="/nhac-viec/gui">${formField(mark)}<input type="hidden" name="don-vi" value="${id}"><button>Gửi thư nhắc</button></form>`
}

/** RFC 6068, 2 and 5: what is no plain character is encoded, and lines end in CRLF. */
function mailto(addresses: readonly string[], { subject, text }: Wording): string {
  const to = addresses.map((address) => encodeURIComponent(address).replace('%40', '@')).join(',')
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`
}
