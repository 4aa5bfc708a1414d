/** The earliest time at which a signature is proved to have existed. EN 319 102-1, 5.5.4 and 5.6.3. */
import { describe, expect, test } from 'vitest'
import { instant } from '../../../fixtures/authority.ts'
import type { GivenPlan } from '../../../fixtures/case.ts'
import { sign, stampAt } from '../../../fixtures/case-stock.ts'
import type { PdfDraft } from '../../../fixtures/pdf-draft.ts'
import { addDocumentTimeStamp } from '../../../fixtures/signed-pdf.ts'
import { judgeIt, plain, signedBy, stock, world } from './timeline.ts'

const at = (time: string) => stampAt(stock, instant(`2026-03-02T${time}:00Z`))
const covered = (draft: PdfDraft, time: string) => addDocumentTimeStamp(draft, at(time))
const bare = signedBy('signer')
const damaged = { ...at('02:10'), wrongImprint: true }

const cases: readonly { name: string; file: PdfDraft; changes?: Partial<GivenPlan>; best: string | null }[] = [
  { name: 'receipt, where there is no time-stamp', file: bare, best: '03:00' },
  { name: 'nothing, where receipt is not known either', file: bare, changes: { receivedAt: null }, best: null },
  {
    name: 'the time of judgement, where receipt is said to be later',
    file: bare,
    changes: { receivedAt: instant('2026-03-02T10:00:00Z') },
    best: '09:00',
  },
  { name: 'a time-stamp over the signature', file: signedBy('signer', { timeStamp: at('02:10') }), best: '02:10' },
  {
    name: 'a time-stamp over the signature, where receipt is not known',
    file: signedBy('signer', { timeStamp: at('02:10') }),
    changes: { receivedAt: null },
    best: '02:10',
  },
  {
    name: 'the earlier of two time-stamps over the signature, whichever stands first',
    file: signedBy('signer', { timeStamps: [at('02:20'), at('02:10')] }),
    best: '02:10',
  },
  { name: 'a time-stamp over the document', file: covered(bare, '02:30'), best: '02:30' },
  {
    name: 'the earlier of two time-stamps over the document',
    file: covered(covered(bare, '02:30'), '02:40'),
    best: '02:30',
  },
  {
    name: 'the time-stamp over the signature before the one over the document',
    file: covered(signedBy('signer', { timeStamp: at('02:10') }), '02:30'),
    best: '02:10',
  },
  {
    name: 'receipt, where the document was stamped before it was signed',
    file: sign(covered(plain, '02:00'), world.holder('signer')),
    best: '03:00',
  },
  {
    name: 'receipt, where a time-stamp was put into what was signed: it proves the opposite',
    file: signedBy('signer', { contentTimeStamp: at('01:50') }),
    best: '03:00',
  },
  {
    name: 'receipt, whatever time the signer claims',
    file: signedBy('signer', { signingTime: instant('2026-03-01T00:00:00Z') }),
    best: '03:00',
  },
  {
    name: 'receipt, where the time-stamp is of other bytes',
    file: signedBy('signer', { timeStamp: damaged }),
    best: '03:00',
  },
  {
    name: 'the good one of two time-stamps',
    file: signedBy('signer', { timeStamps: [damaged, at('02:20')] }),
    best: '02:20',
  },
  {
    name: 'receipt, where the time-stamp is younger than the file that holds it',
    file: signedBy('signer', { timeStamp: at('04:00') }),
    best: '03:00',
  },
]

describe('a signature is proved to exist since', () => {
  for (const { name, file, changes, best } of cases) {
    test(name, () => {
      // The document that was stamped first has the time-stamp as its first signature.
      const { signatures } = judgeIt(file, changes).report
      const proved = signatures.find(({ kind }) => kind === 'signature')?.bestSignatureTime
      expect(proved).toBe(best === null ? null : `2026-03-02T${best}:00.000Z`)
    })
  }
})
