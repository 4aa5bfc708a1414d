/** What the trial of a mailbox found, a line for each step. */
import { html } from 'hono/html'
import type { ServerCertificate } from '../../mail/server-certificate.ts'
import type { MailboxTrial, StepName } from '../../mail/try-mailbox.ts'
import { explainStep, explainTrialFault, isDoubtful, STEP_LABELS } from '../../report/explain-trial.ts'
import { stepMark } from '../mark.ts'
import { foreign, type Html, moment } from '../markup.ts'

const ORDER = Object.keys(STEP_LABELS) as readonly StepName[]

export function trialPart({ steps, failure }: MailboxTrial, isPlain: boolean): Html {
  const names = ORDER.filter((name) => name !== 'certificate' || !isPlain)
  const reached = new Set(steps.map(({ name }) => name))
  return html`<h2>Kết quả thử kết nối</h2>
<ol class="trial">${names.map((name) => {
    const step = steps.find((each) => each.name === name)
    const label = STEP_LABELS[name]
    if (step) return line(isDoubtful(step) ? 'doubtful' : 'done', label, explainStep(step))
    if (failure?.step === name) return line('failed', label, explainTrialFault(failure.fault))
    return reached.has(name) ? '' : line('open', label, 'chưa thử')
  })}</ol>
${shownCertificate(steps.find((step) => step.name === 'certificate')?.certificate ?? failure?.certificate ?? null)}`
}

const WORDS = { done: 'tốt', doubtful: 'cần xem lại', failed: 'không được', open: 'chưa thử' } as const

function line(state: keyof typeof WORDS, label: string, words: string): Html {
  return html`<li>${stepMark(state, html`${label}<span class="unseen">: ${WORDS[state]}</span>`)} <span${state === 'open' ? html` class="quiet"` : ''}>${foreign(words)}</span></li>`
}

function shownCertificate(certificate: ServerCertificate | null): Html | '' {
  if (certificate === null) return ''
  const { subject, issuer, notBefore, notAfter, sha256 } = certificate
  return html`<h3>Chứng thư số mà máy chủ đưa ra</h3>
<dl class="facts">
<div><dt>Cấp cho</dt><dd>${foreign(subject)}</dd></div>
<div><dt>Tổ chức cấp</dt><dd>${foreign(issuer)}</dd></div>
<div><dt>Hiệu lực</dt><dd>từ ${moment(notBefore)} đến ${moment(notAfter)}</dd></div>
<div><dt>Mã SHA-256</dt><dd><code>${sha256.match(/.{1,8}/g)?.join(' ')}</code></dd></div>
</dl>`
}
