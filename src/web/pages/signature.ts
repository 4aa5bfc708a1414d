/** One signature in the six groups that a checker must show (TT 15/2025/TT-BKHCN), with its technical grounds. */
import { html } from 'hono/html'
import { nameOf } from '../../report/code-words.ts'
import { explainCode, explainNote, explainVerdict, OUTCOME_LABELS } from '../../report/explain.ts'
import { vietnameseDate } from '../../report/vietnamese-date.ts'
import type { Code } from '../../validation/code.ts'
import type { DocumentReport, SignatureReport, SignerReport } from '../../validation/report.ts'
import { outcomeMark } from '../mark.ts'
import { foreign, type Html, moment, printable } from '../markup.ts'

type Fact = readonly [label: string, value: Html | string]
type Group = { readonly title: string; readonly facts: readonly Fact[] }

const KINDS = {
  organization: 'Chữ ký số của cơ quan, tổ chức',
  person: 'Chữ ký số cá nhân',
} as const satisfies Record<SignerReport['kind'], string>

const INTEGRITY = {
  intact: 'Nội dung còn toàn vẹn',
  broken: 'Nội dung đã bị thay đổi hoặc chữ ký hỏng',
  unknown: 'Chưa xác định được',
} as const satisfies Record<SignatureReport['integrity'], string>

const LATER_CHANGES = {
  none: 'Không có thay đổi',
  permitted: 'Có bổ sung được phép sau khi ký',
  suspicious: 'Có thay đổi không được phép',
  unknown: 'Chưa xác định được',
} as const satisfies Record<SignatureReport['modification'], string>

const TRUST = {
  trusted: 'Dẫn tới chứng thư số gốc được tin cậy',
  untrusted: 'Không được tin cậy',
  unknown: 'Chưa xác định được',
} as const satisfies Record<SignatureReport['trust'], string>

/** Codes that speak of revocation. */
const REVOCATION: readonly Code[] = [
  'certificate-revoked',
  'revoked-time-unproven',
  'authority-revoked',
  'certificate-on-hold',
  'revocation-unknown',
  'revocation-stale',
  'revocation-signer-expired',
]

export function signatureSection(signature: SignatureReport, number: number, report: DocumentReport): Html {
  const { sentence, nextStep } = explainVerdict(signature)
  // What is said of the only signature already stands at the head of the page.
  const isAlone = report.signatures.length === 1
  const title = signature.kind === 'signature' ? 'Chữ ký' : 'Dấu thời gian của văn bản'
  return html`<section class="signature">
<h2>${title} ${number}${signature.signer ? html`: ${foreign(nameOf(signature.signer))}` : ''}</h2>
<p class="verdict">${outcomeMark(signature.outcome)}</p>
${isAlone ? '' : html`<p class="sentence">${printable(sentence)}${signature.outcome === 'valid' ? '' : html` <span class="next">${nextStep}</span>`}</p>`}
<div class="groups">${groupsOf(signature, report).map(groupList)}</div>
${signature.notes.length === 0 ? '' : html`<h3>Lưu ý</h3><ul>${signature.notes.map((note) => html`<li>${explainNote(note).sentence}</li>`)}</ul>`}
${technicalDetail(signature, number)}
</section>`
}

function groupList({ title, facts }: Group): Html {
  return html`<div><h3>${title}</h3><dl>${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></div>`
}

function groupsOf(signature: SignatureReport, report: DocumentReport): readonly Group[] {
  return [
    { title: 'Thông tin chữ ký', facts: signatureFacts(signature, report) },
    { title: 'Chi tiết xác thực', facts: verdictFacts(signature) },
    { title: 'Dấu thời gian', facts: timestampFacts(signature) },
    { title: 'Chứng thư số', facts: certificateFacts(signature) },
    { title: 'Thu hồi', facts: [['Tình trạng', revocation(signature)]] },
    {
      title: 'Toàn vẹn',
      facts: [
        ['Phần được ký', INTEGRITY[signature.integrity]],
        ['Sau khi ký', LATER_CHANGES[signature.modification]],
      ],
    },
  ]
}

function signatureFacts(
  { signer, field, revision, claimedSigningTime, bestSignatureTime, timestamp }: SignatureReport,
  { signatures }: DocumentReport,
): readonly Fact[] {
  const stamps = [timestamp, ...signatures.map((other) => other.timestamp)]
  const stamp = stamps.find((each) => each?.time === bestSignatureTime && each?.outcome === 'valid')
  const ground = stamp
    ? html`theo dấu thời gian của ${foreign(stamp.authority)}`
    : 'theo thời điểm nhận hoặc kiểm tra tệp'
  return [
    ['Người ký', signer ? foreign(signer.commonName) : 'Không xác định được'],
    ...(signer ? [['Loại chữ ký', KINDS[signer.kind]] as const] : []),
    ['Thời gian ký theo máy người ký', claimedSigningTime === null ? 'Không ghi' : moment(claimedSigningTime)],
    [
      'Chắc chắn đã ký trước',
      bestSignatureTime === null ? 'Chưa xác định được' : html`${moment(bestSignatureTime)}, ${ground}`,
    ],
    ['Ô ký', foreign(field)],
    ['Phiên bản của tệp', revision === null ? 'Không xác định được' : String(revision)],
  ]
}

function verdictFacts({ outcome, code, indication, subIndication, subFilter }: SignatureReport): readonly Fact[] {
  return [
    ['Kết quả', OUTCOME_LABELS[outcome]],
    ['Lý do', explainCode(code).label],
    [
      'Theo EN 319 102-1',
      html`<code>${indication}</code>${subIndication === null ? '' : html` <code>${subIndication}</code>`}`,
    ],
    ['Dạng chữ ký', subFilter === null ? 'Không ghi' : foreign(subFilter)],
  ]
}

function timestampFacts({ timestamp }: SignatureReport): readonly Fact[] {
  if (timestamp === null) return [['Tình trạng', 'Không có dấu thời gian']]
  return [
    ['Thời gian', moment(timestamp.time)],
    ['Máy chủ cấp dấu thời gian', foreign(timestamp.authority)],
    ['Kết quả', OUTCOME_LABELS[timestamp.outcome]],
  ]
}

function certificateFacts({ signer, trust }: SignatureReport): readonly Fact[] {
  if (signer === null) return [['Tình trạng', 'Không xác định được chứng thư số']]
  return [
    ['Chủ thể', foreign(signer.commonName)],
    ...signer.organizationalUnits.map((unit) => ['Đơn vị', foreign(unit)] as const),
    ...(signer.organization === null ? [] : [['Cơ quan, tổ chức', foreign(signer.organization)] as const]),
    ...(signer.email === null ? [] : [['Thư điện tử', foreign(signer.email)] as const]),
    ['Tổ chức cấp', foreign(signer.issuer)],
    ['Đường dẫn chứng thực', TRUST[trust]],
    ['Thời hạn hiệu lực', `${vietnameseDate(signer.notBefore)} đến ${vietnameseDate(signer.notAfter)}`],
    ['Số hiệu chứng thư', html`<code>${printable(signer.serialNumber)}</code>`],
    ['Mã băm SHA-256', html`<code>${signer.sha256}</code>`],
  ]
}

/** Where a path was found each certificate of it was looked up: no finding then means none is revoked. */
function revocation({ findings, trust }: SignatureReport): string {
  const seen = findings.find(({ code }) => REVOCATION.includes(code))
  if (seen) return explainCode(seen.code).label
  return trust === 'trusted'
    ? 'Không bị thu hồi theo danh sách đã kiểm tra'
    : 'Chưa xét vì chưa có đường dẫn chứng thực'
}

function technicalDetail({ findings, signedContent }: SignatureReport, number: number): Html {
  return html`<details id="ky-thuat-${number}"><summary>Chi tiết kỹ thuật</summary>
<table class="stack"><thead><tr><th scope="col">Mã</th><th scope="col">Ý nghĩa</th><th scope="col">Căn cứ</th><th scope="col">Dữ kiện</th></tr></thead>
<tbody>${findings.map(
    ({ code, clause, facts }) => html`<tr><th scope="row" data-label="Mã"><code>${code}</code></th>
<td data-label="Ý nghĩa">${explainCode(code).label}</td><td data-label="Căn cứ">${clause === '' ? '–' : printable(clause)}</td>
<td data-label="Dữ kiện">${Object.entries(facts).map(([name, value]) => html`<code>${printable(`${name}=${value}`)}</code> `)}</td></tr>`,
  )}</tbody></table>
${signedContent === null ? '' : html`<p>Mã băm SHA-256 của phần được ký: <code>${signedContent}</code></p>`}</details>`
}
