/** Which personal data are held, what for, and for how long: for whoever they are of, and for the office that answers for them. */
import { html } from 'hono/html'
import { SESSION_LIMITS } from '../../access/account.ts'
import type { Campaign } from '../../campaign/campaign.ts'
import { vietnameseNumber } from '../../report/vietnamese-number.ts'
import type { Tables } from '../../store/tables.ts'
import type { Forgotten } from '../../upkeep/forget-person.ts'
import { formField } from '../form.ts'
import type { Page } from '../layout.ts'
import { foreign, type Html } from '../markup.ts'
import { box } from '../setup/fields.ts'
import { alertOf, doneOf, textField } from './form-parts.ts'

type Held = {
  /** Of the database: each that holds personal data is named once. */
  readonly tables: readonly (keyof Tables)[]
  readonly title: string
  readonly what: string
  readonly why: string
  readonly howLong: string
}

/** @param refusedMonths how long the content of what was refused is kept once the count is frozen (decision 20). */
export function personalData(refusedMonths: number): readonly Held[] {
  const refused = `Nội dung thư không có văn bản nào được tính: hủy ${refusedMonths} tháng sau khi chốt số liệu, có ghi nhật ký.`
  return [
    {
      tables: ['letters', 'ledger', 'mailboxes', 'mailbox_events', 'answers'],
      title: 'Thư đến hộp thư của đợt',
      what: 'Địa chỉ người gửi, tiêu đề, thời điểm nhận, dấu vết đường thư; nguyên văn thư và tệp kèm theo.',
      why: 'Xác định đơn vị nào nộp văn bản gì, nhận lúc nào; trả lời đơn vị khi có thắc mắc.',
      howLong: `Thư không phải là thư nộp văn bản: không giữ nội dung, người gửi và tiêu đề. ${refused} Người gửi, tiêu đề và kết quả được giữ làm căn cứ trả lời.`,
    },
    {
      tables: [
        'documents',
        'submissions',
        'identities',
        'verdicts',
        'verdict_certificates',
        'verdict_list_issuers',
        'frozen_fates',
      ],
      title: 'Văn bản và chữ ký số',
      what: 'Tên tệp, số, ký hiệu, trích yếu; họ tên, chức danh, cơ quan, địa chỉ thư và mã định danh ghi trong chứng thư số của người ký; nguyên văn tệp.',
      why: 'Kiểm tra chữ ký số và đếm văn bản hợp lệ của từng đơn vị.',
      howLong: `Văn bản được tính: giữ như hồ sơ của đợt; việc nộp lưu, tiêu hủy theo quy định về lưu trữ. ${refused} Kết quả kiểm tra được giữ.`,
    },
    {
      tables: ['decisions', 'register_changes'],
      title: 'Quyết định của cán bộ',
      what: 'Họ tên, vai trò và tài khoản của người quyết định, lý do và số văn bản cho phép.',
      why: 'Số liệu phải nói được ai đã quyết định, vì sao.',
      howLong: 'Giữ cùng số liệu của đợt; không sửa, không xóa.',
    },
    {
      tables: ['unit_versions', 'frozen_tallies'],
      title: 'Danh mục đơn vị',
      what: 'Địa chỉ thư đã đăng ký và tên người ký thay đơn vị, nếu danh mục có ghi.',
      why: 'Xác định đơn vị của thư và văn bản; gửi thông báo và thư nhắc.',
      howLong: 'Giữ cùng số liệu của đợt, kể cả các lần sửa trước.',
    },
    {
      tables: ['outbox', 'bad_addresses'],
      title: 'Thư của cơ quan gửi đi',
      what: 'Địa chỉ nhận và nội dung thông báo, thư nhắc; địa chỉ không nhận được thư.',
      why: 'Báo kết quả cho người gửi, nhắc đơn vị còn thiếu; không gửi hai lần.',
      howLong: `Nội dung: hủy ${refusedMonths} tháng sau khi gửi. Địa chỉ và thời điểm được giữ.`,
    },
    {
      tables: ['accounts', 'one_time_links'],
      title: 'Tài khoản người dùng',
      what: 'Tên đăng nhập, họ tên, vai trò, đơn vị; mật khẩu đã băm và khóa của ứng dụng xác thực đã mã hóa.',
      why: 'Cho đúng người vào đúng trang.',
      howLong: 'Khi không còn làm việc, tài khoản được khóa; tên vẫn còn trong các quyết định và nhật ký.',
    },
    {
      tables: ['sessions', 'attempts'],
      title: 'Phiên và lần đăng nhập',
      what: 'Địa chỉ mạng của máy, thời điểm đăng nhập và lần dùng cuối.',
      why: 'Giữ phiên làm việc; chặn dò mật khẩu.',
      howLong: `Phiên: lâu nhất ${SESSION_LIMITS.absoluteMs / 3_600_000} giờ. Lần đăng nhập: vài phút, dưới dạng mã băm.`,
    },
    {
      tables: ['audit'],
      title: 'Nhật ký',
      what: 'Ai đã đăng nhập, tải tệp, quyết định, thay đổi gì, lúc nào, từ địa chỉ mạng nào.',
      why: 'Kiểm tra về sau; phát hiện truy cập trái phép.',
      howLong: 'Không xóa: các mục nối nhau bằng mã băm.',
    },
    {
      tables: ['settings', 'tokens'],
      title: 'Thiết lập hộp thư',
      what: 'Tên đăng nhập của hộp thư; mật khẩu, mã truy cập đã mã hóa.',
      why: 'Đọc thư từ hộp thư của đợt.',
      howLong: 'Đến khi người quản trị thay đổi.',
    },
  ]
}

/** What came of a request that somebody brought for a person. */
export type PersonAsked =
  | { readonly kind: 'no-name' }
  | { readonly kind: 'unchecked'; readonly name: string }
  | ({ readonly kind: 'forgotten' } & Forgotten)

type PersonalDataView = {
  readonly campaign: Pick<Campaign, 'office' | 'mailbox'>
  readonly refusedMonths: number
  /** Of the forms; null for whoever answers no requests. */
  readonly mark: string | null
  readonly asked: PersonAsked | null
}

export function personalDataPage({ campaign, refusedMonths, mark, asked }: PersonalDataView): Page {
  const { office, mailbox } = campaign
  const contact = mailbox === null ? '' : html`, hộp thư ${foreign(mailbox)}`
  return {
    title: 'Dữ liệu cá nhân',
    place: null,
    still: mark !== null,
    // Its tick box is one of the set-up's.
    ...(mark === null ? {} : { sheet: 'setup' }),
    main: html`<header class="title"><h1>Dữ liệu cá nhân</h1>
<p>Chương trình chỉ giữ dữ liệu cần để đếm văn bản ký số của các đơn vị và chứng minh con số đó. Muốn xem, đính chính hay yêu cầu xóa dữ liệu của mình, đề nghị liên hệ ${foreign(office)}${contact}.</p></header>
<table class="stack"><thead><tr><th scope="col">Nhóm dữ liệu</th><th scope="col">Gồm những gì</th><th scope="col">Để làm gì</th><th scope="col">Giữ bao lâu</th></tr></thead>
<tbody>${personalData(refusedMonths).map(
      ({
        title,
        what,
        why,
        howLong,
      }) => html`<tr><th scope="row" data-label="Nhóm dữ liệu">${title}</th><td data-label="Gồm những gì">${what}</td>
<td data-label="Để làm gì">${why}</td><td data-label="Giữ bao lâu">${howLong}</td></tr>`,
    )}</tbody></table>
<p class="quiet">Bản sao lưu giữ những gì có lúc sao lưu cho đến khi được thay bằng bản mới.</p>
${mark === null ? '' : requests(mark, asked)}`,
  }
}

/** For administrators: both forms ask for the same name. */
function requests(mark: string, asked: PersonAsked | null): Html {
  const whose = (id: string, value: string) =>
    textField({
      ...{ name: 'cua-ai', id, label: 'Địa chỉ thư hoặc tên đăng nhập', value },
      hint: 'Địa chỉ thư mà người đó dùng để gửi, nhận; với người dùng của chương trình là tên đăng nhập.',
    })
  return html`<h2>Yêu cầu của một người</h2>
${alertOf(asked === null ? null : faultOf(asked))}${doneOf(asked?.kind === 'forgotten' ? forgottenInWords(asked) : null)}
<h3>Cung cấp dữ liệu</h3>
<form class="fields" method="post" action="/du-lieu-ca-nhan/trich-xuat">${formField(mark)}${whose('trich-xuat', '')}
<p><button>Tải dữ liệu của người này</button></p></form>
<h3>Xóa dữ liệu</h3>
<p>Xóa ngay, không chờ hết thời hạn: nội dung thư và tệp của người đó không được tính, khi đã chốt số liệu; nội dung thư của cơ quan đã gửi cho người đó; ghi nhận địa chỉ hỏng.
Giữ lại theo bảng trên: văn bản được tính, kết quả kiểm tra, quyết định và nhật ký. Không khôi phục được.</p>
<form class="fields" method="post" action="/du-lieu-ca-nhan/xoa">${formField(mark)}${whose('xoa', asked?.kind === 'unchecked' ? asked.name : '')}
${box({ name: 'da-kiem-tra', value: 'co', isTicked: false, isNeeded: true, label: 'Đã kiểm tra đúng là yêu cầu của người này và pháp luật cho phép xóa.' })}
<p><button>Xóa dữ liệu</button></p></form>`
}

function faultOf({ kind }: PersonAsked): string | null {
  switch (kind) {
    case 'no-name':
      return 'Nhập địa chỉ thư hoặc tên đăng nhập.'
    case 'unchecked':
      return 'Chưa xóa: cần xác nhận đã kiểm tra yêu cầu.'
    case 'forgotten':
      return null
  }
}

function forgottenInWords({ letters, notices, isFrozen }: Forgotten): string {
  const why = isFrozen ? '' : ' Chưa chốt số liệu nên nội dung thư đã nhận được giữ.'
  return `Đã hủy nội dung của ${vietnameseNumber(letters)} thư đã nhận và ${vietnameseNumber(notices)} thư đã gửi.${why}`
}
