/** One signature in the six groups that a checker must show (TT 15/2025/TT-BKHCN), with its technical grounds. */
import { html } from 'hono/html'
import { printable } from '../../printable.ts'
import { explainCode, explainNote, explainVerdict, OUTCOME_LABELS, outcomeLabel } from '../../report/explain.ts'
import { nameOf } from '../../report/fact-words.ts'
import {
  BLOCK_LABELS,
  explainLevel,
  explainRevocation,
  explainTrust,
  INTEGRITY_LABELS,
  LATER_CHANGE_LABELS,
  SIGNER_KINDS,
} from '../../report/signature-words.ts'
import { vietnameseDate, vietnameseDateTime } from '../../report/vietnamese-date.ts'
import type { BlockReport, DocumentReport, Finding, SignatureReport } from '../../validation/report.ts'
import { outcomeMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'

type Fact = readonly [label: Html | string, value: Html | string]
type Group = { readonly title: string; readonly facts: readonly Fact[] }

/** @param changed the pictures of what came after it. */
export function signatureSection(
  signature: SignatureReport,
  number: number,
  report: DocumentReport,
  changed: Html | '',
): Html {
  const { sentence, nextStep } = explainVerdict(signature)
  // What is said of the only signature already stands at the head of the page.
  const isAlone = report.signatures.length === 1
  const title = signature.kind === 'signature' ? 'Chữ ký' : 'Dấu thời gian của văn bản'
  return html`<section class="signature">
<h2>${title} ${number}${signature.signer ? html`: ${foreign(nameOf(signature.signer))}` : ''}</h2>
<p class="verdict">${outcomeMark(signature)}</p>
${isAlone ? '' : html`<p class="sentence">${printable(sentence)}${signature.outcome === 'valid' ? '' : html` <span class="next">${nextStep}</span>`}</p>`}
${changed}
<div class="groups">${groupsOf(signature, report).map(groupList)}</div>
${signature.notes.length === 0 ? '' : html`<h3>Lưu ý</h3><ul>${signature.notes.map((note) => html`<li>${explainNote(note, signature).sentence}</li>`)}</ul>`}
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
    { title: 'Thu hồi', facts: revocationFacts(signature) },
    {
      title: 'Toàn vẹn',
      facts: [
        ['Phần được ký', INTEGRITY_LABELS[signature.integrity]],
        ['Sau khi ký', LATER_CHANGE_LABELS[signature.modification]],
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
    ...(signer ? [['Loại chữ ký', SIGNER_KINDS[signer.kind]] as const] : []),
    ['Thời gian ký theo máy người ký', claimedSigningTime === null ? 'Không ghi' : moment(claimedSigningTime)],
    [
      'Chắc chắn đã ký trước',
      bestSignatureTime === null ? 'Chưa xác định được' : html`${moment(bestSignatureTime)}, ${ground}`,
    ],
    ['Ô ký', foreign(field)],
    ['Phiên bản của tệp', revision === null ? 'Không xác định được' : String(revision)],
  ]
}

function verdictFacts({
  outcome,
  code,
  indication,
  subIndication,
  subFilter,
  level,
}: SignatureReport): readonly Fact[] {
  return [
    ['Kết quả', outcomeLabel({ outcome, code })],
    ['Lý do', explainCode(code).label],
    [
      'Theo EN 319 102-1',
      html`<code>${indication}</code>${subIndication === null ? '' : html` <code>${subIndication}</code>`}`,
    ],
    ['Dạng chữ ký', subFilter === null ? 'Không ghi' : foreign(subFilter)],
    ...(level === null ? [] : [['Mức chữ ký', explainLevel(level)] as const]),
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

function certificateFacts(signature: SignatureReport): readonly Fact[] {
  const { signer } = signature
  if (signer === null) return [['Tình trạng', 'Không xác định được chứng thư số']]
  return [
    ['Chủ thể', foreign(signer.commonName)],
    ...signer.organizationalUnits.map((unit) => ['Đơn vị', foreign(unit)] as const),
    ...(signer.organization === null ? [] : [['Cơ quan, tổ chức', foreign(signer.organization)] as const]),
    ...(signer.email === null ? [] : [['Thư điện tử', foreign(signer.email)] as const]),
    ['Tổ chức cấp', foreign(signer.issuer)],
    ['Đường dẫn chứng thực', explainTrust(signature)],
    ['Thời hạn hiệu lực', `${vietnameseDate(signer.notBefore)} đến ${vietnameseDate(signer.notAfter)}`],
    ['Số hiệu chứng thư', html`<code>${printable(signer.serialNumber)}</code>`],
    ['Mã băm SHA-256', html`<code>${signer.sha256}</code>`],
  ]
}

/** Each certificate of the path, the signer's first: without a path nothing was asked about any. */
function revocationFacts({ path }: SignatureReport): readonly Fact[] {
  if (path.length === 0) return [['Tình trạng', 'Chưa xét vì chưa có đường dẫn chứng thực']]
  return path.map((member) => [foreign(member.commonName), explainRevocation(member)])
}

function technicalDetail({ findings, blocks, signedContent }: SignatureReport, number: number): Html {
  return html`<details id="ky-thuat-${number}"><summary>Chi tiết kỹ thuật</summary>
${findings.length === 0 ? '' : findingTable(findings)}
${blocks.length === 0 ? '' : blockTable(blocks)}
${signedContent === null ? '' : html`<p>Mã băm SHA-256 của phần được ký: <code>${signedContent}</code></p>`}</details>`
}

function findingTable(findings: readonly Finding[]): Html {
  return html`<table class="stack"><thead><tr><th scope="col">Mã</th><th scope="col">Ý nghĩa</th><th scope="col">Căn cứ</th><th scope="col">Dữ kiện</th></tr></thead>
<tbody>${findings.map(
    ({ code, clause, facts }) => html`<tr><th scope="row" data-label="Mã"><code>${code}</code></th>
<td data-label="Ý nghĩa">${explainCode(code).label}</td><td data-label="Căn cứ">${clause === '' ? '–' : printable(clause)}</td>
<td data-label="Dữ kiện">${Object.entries(facts).map(([name, value]) => factOf(name, value))}</td></tr>`,
  )}</tbody></table>`
}

/** A time as those of the page, with what the report holds behind it. */
function factOf(name: string, value: string): Html {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
    ? html`<code>${printable(name)}</code>=<time datetime="${value}" title="${value}">${vietnameseDateTime(value)}</time> `
    : html`<code>${printable(`${name}=${value}`)}</code> `
}

/** The steps of the standard, each with what it concluded. */
function blockTable(blocks: readonly BlockReport[]): Html {
  return html`<table class="stack"><caption>Các bước kiểm tra</caption>
<thead><tr><th scope="col">Bước</th><th scope="col">Căn cứ</th><th scope="col">Kết luận</th><th scope="col">Lý do</th></tr></thead>
<tbody>${blocks.map(
    ({
      block,
      clause,
      indication,
      subIndication,
      codes,
    }) => html`<tr><th scope="row" data-label="Bước">${BLOCK_LABELS[block]}</th>
<td data-label="Căn cứ">${clause}</td><td data-label="Kết luận"><code>${indication}</code>${subIndication === null ? '' : html` <code>${subIndication}</code>`}</td>
<td data-label="Lý do">${codes.length === 0 ? '–' : codes.map((code) => html`<code>${code}</code> `)}</td></tr>`,
  )}</tbody></table>`
}
