/** One letter as two texts that say the same: plain, and simple HTML without links, pictures or anything fetched. */
import { html } from 'hono/html'
import { printable } from '../printable.ts'
import type { FileResult } from './file-result.ts'

/** What a letter says, before it is written out. All of it may hold foreign text. */
export type LetterText = {
  readonly subject: string
  /** Behind "Kính gửi:". */
  readonly to: string
  readonly before: readonly string[]
  readonly files: readonly FileResult[]
  readonly after: readonly string[]
  /** The office that writes. */
  readonly office: string
  /** Below the name of the office. */
  readonly foot: readonly string[]
}

export type Wording = { readonly subject: string; readonly text: string; readonly html: string }

export function write(letter: LetterText): Wording {
  const clean = printed(letter)
  return { subject: clean.subject, text: plainText(clean), html: String(htmlText(clean)) }
}

/** Whatever it was made of: each paragraph is one line, and turns nothing around. */
function printed({ subject, to, before, files, after, office, foot }: LetterText): LetterText {
  return {
    ...{ subject: printable(subject), to: printable(to), office: printable(office) },
    ...{ before: before.map(printable), after: after.map(printable), foot: foot.map(printable) },
    files: files.map(({ name, result, reason, remedy, code }) => ({
      ...{ name: printable(name), result: printable(result), reason: printable(reason), code },
      remedy: remedy === null ? null : printable(remedy),
    })),
  }
}

function plainText({ to, before, files, after, office, foot }: LetterText): string {
  const paragraphs = [
    `Kính gửi: ${to}`,
    ...before,
    ...files.map(plainFile),
    ...after,
    `Trân trọng.\n\n${office}`,
    ...(foot.length === 0 ? [] : [`--\n${foot.join('\n')}`]),
  ]
  return `${paragraphs.join('\n\n')}\n`
}

function plainFile({ name, result, reason, remedy, code }: FileResult, index: number): string {
  return [
    `${index + 1}. ${name}`,
    `   Kết quả: ${result}${code === null ? '' : ` (mã ${code})`}`,
    `   Lý do: ${reason}`,
    ...(remedy === null ? [] : [`   Cách khắc phục: ${remedy}`]),
  ].join('\n')
}

/** Styles stand at each element: programs that read mail drop style sheets. */
const CELL = 'border:1px solid #888;padding:6px 8px;text-align:left;vertical-align:top'

function htmlText({ subject, to, before, files, after, office, foot }: LetterText) {
  const paragraph = (text: string) => html`<p style="margin:0 0 12px">${text}</p>\n`
  return html`<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:16px;max-width:760px;font-family:'Times New Roman',Times,serif;font-size:16px;line-height:1.45">
<p style="margin:0 0 12px">Kính gửi: <strong>${to}</strong></p>
${before.map(paragraph)}${files.length === 0 ? '' : table(files)}${after.map(paragraph)}<p style="margin:0 0 12px">Trân trọng.</p>
<p style="margin:0 0 12px"><strong>${office}</strong></p>
${foot.map((line) => html`<p style="margin:0;font-size:14px;color:#444">${line}</p>\n`)}</body></html>
`
}

function table(files: readonly FileResult[]) {
  // Two columns, so that a phone shows both in full.
  const heads = ['Tệp và kết quả', 'Lý do và cách khắc phục']
  return html`<table style="border-collapse:collapse;margin:0 0 12px;width:100%"><thead><tr>${heads.map(
    (head) => html`<th scope="col" style="${CELL};background:#eee">${head}</th>`,
  )}</tr></thead><tbody>
${files.map(
  ({ name, result, reason, remedy, code }, index) => html`<tr>
<td style="${CELL};width:45%;overflow-wrap:anywhere">${index + 1}. <bdi>${name}</bdi><br><strong>${result}</strong>${code === null ? '' : html`<br><small>mã ${code}</small>`}</td>
<td style="${CELL}">${reason}${remedy === null ? '' : html`<br><em>Cách khắc phục: ${remedy}</em>`}</td></tr>\n`,
)}</tbody></table>
`
}
