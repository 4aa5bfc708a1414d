/** Báo cáo: the papers that the count is made into, for the time that is chosen, and the numbers that stand in them. */
import { html } from 'hono/html'
import { openUnits, unitsToRemind } from '../../papers/open-units.ts'
import { MAX_PDF_UNITS } from '../../papers/pdf-limit.ts'
import { groundInWords } from '../../papers/period.ts'
import type { Tally } from '../../tally/tally.ts'
import type { Choice, Chosen } from '../chosen-period.ts'
import type { Page } from '../layout.ts'
import type { Html } from '../markup.ts'
import { choiceField } from './form-parts.ts'
import { groupNumbers } from './group-numbers.ts'

type PapersView = {
  readonly chosen: Chosen
  readonly choices: readonly Choice[]
  /** Whether the reader may have the papers that speak of all units. */
  readonly isWhole: boolean
}

/** Stays as it is while it is open: its papers are of the moment that it shows. */
export function papersPage({ chosen, choices, isWhole }: PapersView): Page {
  const { period, tally } = chosen.count
  return {
    title: 'Báo cáo',
    place: '/bao-cao',
    still: true,
    main: html`<header class="title"><h1>Báo cáo</h1>
<p>Văn bản, bảng biểu lập từ kết quả đã kiểm tra: ${groundInWords(period)}. Mọi bản tải về ở trang này dùng đúng các số dưới đây.</p>
${draftNote(choices, chosen)}</header>
<form class="filter" method="get" action="/bao-cao">
${choiceField(
  'ky',
  'Kỳ báo cáo',
  choices.map(({ id, label }) => ({ value: id, label })),
  { chosen: chosen.id },
)}
<p><button>Xem</button></p></form>
${groupNumbers(tally)}
<h2 class="unprinted">Tải về</h2>
<ul>${papersFor(tally, isWhole).map((paper) => paperItem(paper, chosen))}</ul>`,
  }
}

/** That the schedule has prepared one, for who does not look into the list. */
function draftNote(choices: readonly Choice[], { id }: Chosen): Html | '' {
  const newest = choices.find(({ isDraft }) => isDraft)
  if (newest === undefined || newest.id === id) return ''
  return html`<p><a href="/bao-cao?ky=${newest.id}">${newest.label}</a></p>`
}

type PaperLink = { readonly name: string; readonly label: string; readonly about: string }

function papersFor(tally: Tally, isWhole: boolean): readonly PaperLink[] {
  return [...(isWhole ? ofOffice(tally) : []), ...TABLES]
}

function ofOffice({ units }: Tally): readonly PaperLink[] {
  const open = openUnits(units).length
  const lacking = unitsToRemind(units).length
  const waiting = open === lacking ? '' : `; ${open - lacking} đơn vị khác đang chờ kết quả nên chưa nhắc`
  const report = 'dự thảo gửi Chủ tịch theo thể thức Nghị định 30/2020/NĐ-CP, có hai phụ lục'
  return [
    { name: 'bao-cao.docx', label: 'Báo cáo (Word)', about: report },
    ...(units.length > MAX_PDF_UNITS ? [] : [{ name: 'bao-cao.pdf', label: 'Báo cáo (PDF)', about: 'để xem và gửi' }]),
    ...(lacking === 0
      ? []
      : [
          {
            name: 'don-doc.docx',
            label: 'Công văn đôn đốc (Word)',
            about: `dự thảo gửi ${lacking} đơn vị còn thiếu${waiting}`,
          },
        ]),
  ]
}

const TABLES: readonly PaperLink[] = [
  { name: 'tong-hop.xlsx', label: 'Bảng tổng hợp (Excel)', about: 'mỗi đơn vị một dòng, cộng theo nhóm' },
  { name: 'tong-hop.csv', label: 'Bảng tổng hợp (CSV)', about: 'cho phần mềm khác; để xem nên dùng bản Excel' },
  {
    name: 'so-van-ban-den.xlsx',
    label: 'Sổ đăng ký văn bản đến (Excel)',
    about: 'các cột theo Phụ lục IV Nghị định 30/2020/NĐ-CP',
  },
  {
    name: 'van-ban-goc.zip',
    label: 'Các tệp gốc (ZIP)',
    about: 'theo thư mục đơn vị; tệp do người ngoài gửi, chỉ mở khi cần',
  },
]

/** The address has the moment in it, so that the paper is of what the page shows. */
function paperItem({ name, label, about }: PaperLink, { id, at }: Chosen): Html {
  return html`<li><a class="download" href="/bao-cao/${name}?ky=${id}&amp;luc=${at}" download>${label}</a> <span class="quiet">${about}</span></li>`
}
