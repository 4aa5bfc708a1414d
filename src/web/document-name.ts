/** A document in a list, as a register names it: number, date and subject where they are known, and the file it came as. */
import { html } from 'hono/html'
import { identityOf, nameInWords, sourceInWords } from '../report/identity-words.ts'
import type { JudgedSubmission } from '../tally/tally.ts'
import { foreign, type Html } from './markup.ts'

/** A link to the page of the document. */
export function documentName(judged: JudgedSubmission): Html {
  const { document, fileName: file } = judged.submission
  const fields = identityOf(judged)
  const name = nameInWords(fields)
  const { codeNumber, subject, organName } = fields
  if (name === null || codeNumber === null)
    return html`<a href="/van-ban/${document}">${fileName(file)}</a>${about(subject?.value)}`
  return html`<a href="/van-ban/${document}">${foreign(name)}</a>${about(subject?.value)}
<small>${organName ? html`${foreign(organName.value)}; ` : ''}${sourceInWords(codeNumber)}; tệp ${fileName(file)}</small>`
}

const about = (subject: string | undefined): Html | '' =>
  subject === undefined ? '' : html`<p class="subject">${foreign(subject)}</p>`

export function fileName(name: string): Html {
  return foreign(name === '' ? '(tệp không tên)' : name)
}
