/** What two documents say of themselves, row by row, and whether they say the same. */
import { html } from 'hono/html'
import { codeOf } from '../../identity/named-beside.ts'
import { dateInWords, identityOf } from '../../report/identity-words.ts'
import { unitNameOf } from '../counted.ts'
import type { DocumentDesk } from '../document-desk.ts'
import { outcomeMark } from '../mark.ts'
import { foreign, type Html, moment, shortHash } from '../markup.ts'
import { senderOf, signersOf, standingMark } from './unit.ts'

/** `alike`: null where that says nothing. */
export type PairRow = {
  readonly label: string
  readonly cells: readonly [Html | string, Html | string]
  readonly alike: boolean | null
}

export function pairRows(first: DocumentDesk, second: DocumentDesk): readonly PairRow[] {
  const shown = (text: string | null | undefined) => (text ? foreign(text) : html`<span class="quiet">không rõ</span>`)
  const texts = (label: string, textOf: (desk: DocumentDesk) => string | null | undefined): PairRow => {
    const [a, b] = [textOf(first), textOf(second)]
    return { label, cells: [shown(a), shown(b)], alike: a && b ? a === b : null }
  }
  const cells = (label: string, cellOf: (desk: DocumentDesk) => Html, alike: boolean | null = null): PairRow => ({
    ...{ label, alike },
    cells: [cellOf(first), cellOf(second)],
  })
  const fields = ({ file }: DocumentDesk) => identityOf(file)
  const names = ({ file }: DocumentDesk) =>
    (file.report?.signatures ?? []).map(({ signer }) => signer?.commonName).join('; ')
  return [
    texts('Số, ký hiệu', (desk) => codeOf(fields(desk))),
    texts('Ngày văn bản', (desk) => fields(desk).issuedDate && dateInWords(fields(desk).issuedDate?.value ?? '')),
    texts('Tên loại', (desk) => fields(desk).typeName?.value),
    texts('Cơ quan ban hành', (desk) => fields(desk).organName?.value),
    texts('Trích yếu nội dung', (desk) => fields(desk).subject?.value),
    cells('Người ký', ({ file }) => html`${signersOf(file.report)}`, names(first) === names(second)),
    cells('Chữ ký số', ({ file }) => outcomeMark(file.report)),
    cells('Trong đợt nộp', ({ file }) => standingMark(file)),
    cells('Đơn vị', ({ tally, file }) => unitNameOf(tally, file.attribution)),
    cells('Ngày đến', ({ file }) => moment(file.submission.receivedAt)),
    cells(
      'Người gửi',
      ({ file }) => senderOf(file.submission.sender),
      first.file.submission.sender === second.file.submission.sender,
    ),
    cells(
      'Nội dung được ký',
      ({ file }) => hashes(signedOf(file.report)),
      sharesOf(signedOf(first.file.report), signedOf(second.file.report)),
    ),
    cells(
      'Nội dung các trang',
      ({ file }) => hashes(contentOf(file)),
      sharesOf(contentOf(first.file), contentOf(second.file)),
    ),
    cells('Mã băm của tệp', ({ document }) => shortHash(document.sha256)),
  ]
}

type File = DocumentDesk['file']

const signedOf = (report: File['report']) =>
  (report?.signatures ?? []).flatMap(({ signedContent }) => signedContent ?? [])

function contentOf({ reading }: File) {
  const content = reading?.kind === 'read' ? reading.traces.content : null
  return content === null ? [] : [content]
}

type Hashes = ReturnType<typeof signedOf>

const hashes = (all: Hashes): Html =>
  all.length === 0
    ? html`<span class="quiet">không rõ</span>`
    : html`${all.map((one, index) => html`${index === 0 ? '' : ', '}${shortHash(one)}`)}`

/** Null where one of them says nothing. */
const sharesOf = (a: Hashes, b: Hashes): boolean | null =>
  a.length === 0 || b.length === 0 ? null : a.some((one) => b.includes(one))
