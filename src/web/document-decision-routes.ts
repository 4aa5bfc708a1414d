/** Decisions about documents: whose one is, whether it counts, what stands on it. */
import { identityOf } from '../report/identity-words.ts'
import { isAnother, type Ruling } from '../tally/decision.ts'
import { assignUnit } from './assign-unit.ts'
import { accountOf, decide, NOTHING_TYPED, typedDecision } from './decide.ts'
import { fieldsAsKnown, readFields, typedFields } from './described.ts'
import { DEEDS, type DeedName, isDeedName } from './document-deeds.ts'
import { type DocumentDesk, proposedAcceptance, readDesk } from './document-desk.ts'
import { answerAttempt, proposalOf, type Sent, showForm } from './document-form.ts'
import { firstPageAnswer } from './first-page.ts'
import { field } from './form.ts'
import { isSha256 } from './markup.ts'
import { get, post, type Route, type WebContext } from './route.ts'
import type { WebView } from './view.ts'

export const DOCUMENT_DECISION_ROUTES: readonly Route[] = [
  get('/van-ban/:sha256/quyet-dinh/:viec', 'decide', (c, view) =>
    withDesk(c, view, c.req.query('tep') ?? '', async (desk, deed) => {
      const known = { unit: chosenUnit(desk), fields: fieldsAsKnown(identityOf(desk.file)) }
      return showForm(c, view, { desk, deed, from: c.req.query('tu') ?? '', typed: NOTHING_TYPED, ...known })
    }),
  ),
  post('/van-ban/:sha256/quyet-dinh/:viec', 'decide', async (c, view) =>
    withDesk(c, view, await field(c, 'pham-vi'), (desk, deed) => takeDecision(c, view, desk, deed)),
  ),
  get('/van-ban/:sha256/trang-dau.png', 'read-own', async (c, view) => {
    const hash = c.req.param('sha256') ?? ''
    const document = isSha256(hash) ? await view.document(hash) : null
    return document ? firstPageAnswer(c, view.drawPage, document.sha256) : c.notFound()
  }),
]

type Answer = (desk: DocumentDesk, deed: DeedName) => Promise<Response>

async function withDesk(c: WebContext, view: WebView, scope: string, answer: Answer): Promise<Response> {
  const hash = c.req.param('sha256') ?? ''
  const deed = c.req.param('viec') ?? ''
  const desk = isSha256(hash) && isDeedName(deed) ? await readDesk(view, hash, scope) : null
  return desk && isDeedName(deed) ? answer(desk, deed) : c.notFound()
}

/** The one that the form proposes: what a person has said, or the only one that any witness names. */
function chosenUnit({ file }: DocumentDesk): string {
  const { attribution } = file
  if (attribution.kind === 'unit') return attribution.unit
  const named = new Set(attribution.testimonies.flatMap(({ units }) => units))
  return named.size === 1 ? ([...named][0] ?? '') : ''
}

async function takeDecision(c: WebContext, view: WebView, desk: DocumentDesk, deed: DeedName): Promise<Response> {
  const typed = await typedDecision(c)
  const asked = {
    desk,
    deed,
    typed,
    unit: await field(c, 'don-vi'),
    fields: await typedFields(c),
    from: await field(c, 'tu'),
  }
  const ruling = rulingOf(asked, accountOf(c.var.visitor))
  if (typeof ruling === 'string') return showForm(c, view, { ...asked, stop: { kind: 'told', sentence: ruling } })
  if (ruling.action === 'assign-unit') return assignUnit(c, view, asked, ruling)
  return answerAttempt(c, view, asked, await decide(c, view, proposalOf(asked, ruling), typed))
}

/** A sentence where something is wrong with what was typed, or with who typed it. */
function rulingOf({ desk, deed, unit, fields }: Sent, account: number | null): Ruling | string {
  const { object } = desk
  const document = { kind: 'document', document: desk.document.sha256 } as const
  const { action } = DEEDS[deed]
  switch (action) {
    case 'assign-unit': {
      const known = desk.tally.units.find((one) => one.unit.id === unit)
      return known ? { action, object, unit: known.unit.id } : 'Hãy chọn đơn vị.'
    }
    case 'describe': {
      const described = readFields(fields)
      return typeof described === 'string' ? described : { action, object: document, fields: described }
    }
    case 'split':
      return { action, object: document }
    case 'accept':
      if (desk.machine.outcome === null) return 'Văn bản chưa kiểm tra xong nên chưa chấp nhận được.'
      return acceptance(desk)
    case 'confirm':
      return confirmation(desk, account)
    default:
      return { action, object }
  }
}

function acceptance({ object, tally, file }: DocumentDesk): Ruling | string {
  if (tally.campaign.rule.acceptance === 'one-officer') return { action: 'accept', object }
  // Until another has confirmed it, it would count no more.
  if (file.fate.kind === 'counts') return 'Văn bản đang được tính, không cần chấp nhận.'
  return { action: 'propose', object }
}

function confirmation(desk: DocumentDesk, account: number | null): Ruling | string {
  const proposal = proposedAcceptance(desk)
  if (proposal === null) return 'Không có đề nghị chấp nhận nào chờ xác nhận.'
  if (!isAnother(account, proposal)) return 'Người đề nghị không tự xác nhận được; cần một cán bộ khác.'
  return { action: 'confirm', object: proposal.ruling.object, decision: proposal.id }
}
